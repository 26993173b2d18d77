import { Type } from '@sinclair/typebox';
import type { FormModel } from '../../forms/index.js';
import { issue, ok, refused } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import { Duration, Key, LocalizedText, PeopleSource } from '../../metadata/index.js';
import { defineAction } from '../action-part.js';
import { compilePeople } from '../compile-people.js';
import { compileText } from '../compile-text.js';
import { compileDraft, DraftConfig } from '../record-draft.js';

/** Gives people a task, about the record at hand or about a record made for it. */
export const createTask = defineAction({
  kind: 'createTask',
  version: 1,
  title: { 'zh-CN': '新建待办', en: 'Create a task' },
  description: {
    'zh-CN': '给相关人员一项待办，可限期完成',
    en: 'Gives people a task, with a due time if wanted',
  },
  config: Type.Object(
    {
      title: LocalizedText,
      to: Type.Array(PeopleSource, { minItems: 1 }),
      dueIn: Type.Optional(Duration),
      record: Type.Optional(DraftConfig),
      /** Action of the task's record whose success closes the task. */
      action: Type.Optional(Key),
    },
    { additionalProperties: false },
  ),
  phases: ['afterSave', 'flow'],
  recordless: true,
  compile(config, environment, at) {
    const title = compileText(config.title, environment, `${at}/title`);
    const people = compilePeople(config.to, environment, `${at}/to`);
    const record =
      config.record === undefined ? undefined : compileDraft(config.record, environment, `${at}/record`);
    if (!title.ok || !people.ok || record?.ok === false) {
      return refused(
        [title, people, record].flatMap((one) => (one === undefined || one.ok ? [] : one.error)),
      );
    }
    const about = record?.value.target ?? environment.form;
    const issues = [
      ...checkAction(about, config.action, `${at}/action`),
      ...(environment.recordless && !record
        ? [issue('needs_record', `${at}/record`, { type: 'createTask' })]
        : []),
    ];
    if (issues.length > 0) return refused(issues);
    return ok({
      reads: [...title.value.reads, ...people.value.reads, ...(record?.value.reads ?? [])],
      writes: [],
      touches: record ? [record.value.touch] : [],
      execute: ({ input, source }) => {
        const made = record?.value.draft(input);
        return {
          effects: [
            {
              type: 'create_task',
              title: title.value.render(input),
              people: people.value.resolve(input),
              ...(config.dueIn === undefined ? {} : { dueIn: config.dueIn }),
              ...(made === undefined ? {} : { record: made.draft }),
              ...(config.action === undefined ? {} : { completedBy: config.action }),
              ...source,
            },
          ],
          issues: made?.issues ?? [],
        };
      },
    });
  },
});

function checkAction(form: FormModel, action: string | undefined, at: string): readonly Issue[] {
  if (action === undefined || form.lifecycle.actions.has(action)) return [];
  return [issue('unknown_action', at, { action, form: form.key })];
}
