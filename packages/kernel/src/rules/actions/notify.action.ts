import { Type } from '@sinclair/typebox';
import { ok, refused } from '../../foundation/index.js';
import { LocalizedText, PeopleSource } from '../../metadata/index.js';
import { defineAction } from '../action-part.js';
import { compilePeople } from '../compile-people.js';
import { compileText, toldFields } from '../compile-text.js';

/** Tells people something about the record. */
export const notify = defineAction({
  kind: 'notify',
  version: 1,
  title: { 'zh-CN': '通知', en: 'Notify' },
  description: { 'zh-CN': '提交成功后通知相关人员', en: 'Tells people once the change is committed' },
  config: Type.Object(
    {
      to: Type.Array(PeopleSource, { minItems: 1 }),
      title: LocalizedText,
      body: Type.Optional(LocalizedText),
    },
    { additionalProperties: false },
  ),
  phases: ['derive', 'afterSave', 'afterCommit', 'flow'],
  recordless: true,
  compile(config, environment, at) {
    const people = compilePeople(config.to, environment, `${at}/to`);
    const title = compileText(config.title, environment, `${at}/title`);
    const body = config.body === undefined ? undefined : compileText(config.body, environment, `${at}/body`);
    if (!people.ok || !title.ok || body?.ok === false) {
      return refused([people, title, body].flatMap((one) => (one === undefined || one.ok ? [] : one.error)));
    }
    return ok({
      reads: [...people.value.reads, ...title.value.reads, ...(body?.value.reads ?? [])],
      writes: [],
      execute: ({ input, source }) => ({
        effects: [
          {
            type: 'notify',
            people: people.value.resolve(input),
            title: title.value.render(input),
            ...(body === undefined ? {} : { body: body.value.render(input) }),
            ...toldFields([title.value, ...(body === undefined ? [] : [body.value])]),
            ...source,
          },
        ],
        issues: [],
      }),
    });
  },
});
