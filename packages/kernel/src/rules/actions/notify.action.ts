import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { EvaluationInput } from '../../expression/index.js';
import { issue, ok, refused } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import { Key, LocalizedText, PeopleSource } from '../../metadata/index.js';
import { defineAction } from '../action-part.js';
import type { ActionEnvironment } from '../action-part.js';
import type { WordedNotice } from '../compile-notification.js';
import { compilePeople } from '../compile-people.js';
import { compileText, toldFields } from '../compile-text.js';

const Config = Type.Object(
  {
    to: Type.Array(PeopleSource, { minItems: 1 }),
    /** A template that says it; then there is no text here. */
    notification: Type.Optional({ ...Key, 'x-widget': 'notification' }),
    title: Type.Optional(LocalizedText),
    body: Type.Optional(LocalizedText),
  },
  { additionalProperties: false },
);
type Config = Static<typeof Config>;

/** Tells people something about the record. */
export const notify = defineAction({
  kind: 'notify',
  version: 1,
  title: { 'zh-CN': '通知', en: 'Notify' },
  description: { 'zh-CN': '提交成功后通知相关人员', en: 'Tells people once the change is committed' },
  config: Config,
  phases: ['derive', 'afterSave', 'afterCommit', 'flow'],
  recordless: true,
  compile(config, environment, at) {
    const people = compilePeople(config.to, environment, `${at}/to`);
    const words = compileWords(config, environment, at);
    if (!people.ok || !words.ok) return refused([people, words].flatMap((one) => (one.ok ? [] : one.error)));
    return ok({
      reads: [...people.value.reads, ...words.value.reads],
      writes: [],
      execute: ({ input, source }) => ({
        effects: [
          { type: 'notify', people: people.value.resolve(input), ...words.value.word(input), ...source },
        ],
        issues: [],
      }),
    });
  },
});

interface Words {
  readonly reads: readonly string[];
  word(input: EvaluationInput): WordedNotice & { readonly notification?: string };
}

function compileWords(
  config: Config,
  environment: ActionEnvironment,
  at: string,
): Result<Words, readonly Issue[]> {
  const { notification, title, body } = config;
  if (notification === undefined)
    return title === undefined
      ? refused([issue('notify_says_nothing', `${at}/title`)])
      : ownWords({ title, ...(body === undefined ? {} : { body }) }, environment, at);
  if (title !== undefined || body !== undefined)
    return refused([issue('notify_says_twice', `${at}/notification`, { notification })]);
  return templateWords(notification, environment, `${at}/notification`);
}

function ownWords(
  texts: Pick<Required<Config>, 'title'> & Pick<Config, 'body'>,
  environment: ActionEnvironment,
  at: string,
): Result<Words, readonly Issue[]> {
  const title = compileText(texts.title, environment, `${at}/title`);
  const body = texts.body === undefined ? undefined : compileText(texts.body, environment, `${at}/body`);
  if (!title.ok || body?.ok === false)
    return refused([title, body].flatMap((one) => (one === undefined || one.ok ? [] : one.error)));
  return ok({
    reads: [...title.value.reads, ...(body?.value.reads ?? [])],
    word: (input) => ({
      title: title.value.render(input),
      ...(body === undefined ? {} : { body: body.value.render(input) }),
      ...toldFields([title.value, ...(body === undefined ? [] : [body.value])]),
    }),
  });
}

/** The words of a template. Where templates are not known, its key stands for them. */
function templateWords(
  key: string,
  { notifications, form, recordless }: ActionEnvironment,
  at: string,
): Result<Words, readonly Issue[]> {
  if (notifications === undefined)
    return ok({ reads: [], word: () => ({ title: { 'zh-CN': key, en: key }, notification: key }) });
  const template = notifications.get(key);
  if (!template) return refused([issue('unknown_notification', at, { notification: key })]);
  const { definition, ofFlows, reads } = template;
  const issues = [
    ...(definition.form !== undefined && definition.form !== form.key
      ? [issue('notification_other_form', at, { notification: definition.title, form: form.title })]
      : []),
    ...(definition.form !== undefined && recordless === true
      ? [issue('needs_record', at, { type: 'notify' })]
      : []),
    ...ofFlows.map((chip) =>
      issue('notification_chip_of_flows', at, { notification: definition.title, chip }),
    ),
  ];
  if (issues.length > 0) return refused(issues);
  return ok({
    reads,
    word: ({ row: _, ...input }) => ({
      ...template.word(input, recordless === true ? {} : { model: form }),
      notification: key,
    }),
  });
}
