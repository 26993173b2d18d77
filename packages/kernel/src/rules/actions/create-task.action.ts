import { Type } from '@sinclair/typebox';
import { compileFormula } from '../../expression/index.js';
import type { CompiledFormula } from '../../expression/index.js';
import type { FormModel } from '../../forms/index.js';
import { issue, ok, refused } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import { Duration, Formula, Key, LocalizedText, PeopleSource } from '../../metadata/index.js';
import { defineAction, scopeOf } from '../action-part.js';
import type { ActionEnvironment } from '../action-part.js';
import { compilePeople } from '../compile-people.js';
import { compileText, toldFields } from '../compile-text.js';
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
      /** Formula that gives the last day on which it is in time; goes before `dueIn`. */
      dueOn: Type.Optional(Formula),
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
    const day = config.dueOn === undefined ? undefined : compileDay(config.dueOn, environment, `${at}/dueOn`);
    if (!title.ok || !people.ok || record?.ok === false || day?.ok === false) {
      return refused(
        [title, people, record, day].flatMap((one) => (one === undefined || one.ok ? [] : one.error)),
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
      reads: [
        ...title.value.reads,
        ...people.value.reads,
        ...(record?.value.reads ?? []),
        ...(day?.value.dependencies ?? []),
      ],
      writes: [],
      touches: record ? [record.value.touch] : [],
      execute: ({ input, source }) => {
        const made = record?.value.draft(input);
        const due = day?.value.evaluate(input);
        return {
          effects: [
            {
              type: 'create_task',
              title: title.value.render(input),
              ...toldFields([title.value]),
              people: people.value.resolve(input),
              ...(config.dueIn === undefined ? {} : { dueIn: config.dueIn }),
              ...(typeof due === 'string' ? { dueOn: due } : {}),
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

function compileDay(
  formula: string,
  environment: ActionEnvironment,
  at: string,
): Result<CompiledFormula, readonly Issue[]> {
  const compiled = compileFormula(formula, scopeOf(environment), { blank: environment.form.blank });
  if (!compiled.ok) return refused(compiled.error.map((found) => ({ ...found, path: at })));
  const { kind } = compiled.value.type;
  if (kind === 'date' || kind === 'any') return compiled;
  return refused([issue('formula_result', at, { expected: 'date', actual: kind })]);
}

function checkAction(form: FormModel, action: string | undefined, at: string): readonly Issue[] {
  if (action === undefined || form.lifecycle.actions.has(action)) return [];
  return [issue('unknown_action', at, { action, form: form.key })];
}
