import { nodeAt, openWork } from '../flows/index.js';
import type { CompiledFlow, FlowEffect } from '../flows/index.js';
import type { FormModel } from '../forms/index.js';
import type { Localized } from '../foundation/index.js';
import type { RewordedEvent } from '../metadata/index.js';
import type { StoredRecord } from '../records/index.js';
import type { CompiledNotification, NotifyEffect, WordedNotice, WordedText } from '../rules/index.js';
import type { NotificationWrite } from './effects.js';
import { evaluationInput } from './moment.js';
import type { Moment } from './moment.js';
import type { FlowContext } from './record-rules.js';
import type { CompiledRelease } from './release.js';

type Notice = Extract<FlowEffect, { type: 'notify' }>;

/** The texts of a message, as it goes into the outbox. */
export type NoticeTexts = Pick<NotificationWrite, 'title' | 'body' | 'tells' | 'channels' | 'marks'>;

/**
 * What a flow says: in the words of the template that its node names, else in the text of the node, else in those of a template
 * that rewords this message, else in the platform's own. A template that has gone since the flow was published says nothing.
 */
export function noticeOf(
  moment: Moment,
  record: StoredRecord,
  effect: Notice,
  context: FlowContext,
): NoticeTexts {
  const { flow } = context;
  const { release, model } = moment;
  const named =
    effect.notification === undefined ? undefined : release.notifications.get(effect.notification);
  if (named && fits(named, model)) return wordedBy(named, moment, record, effect, context);
  if (effect.message) return { title: effect.message };
  const reworded = rewordingOf(release.notifications, effect.reason, { flow: flow.key, form: model.key });
  return reworded
    ? wordedBy(reworded, moment, record, effect, context)
    : { title: noticeTitle(flow, effect) };
}

function fits({ definition }: CompiledNotification, { key }: FormModel): boolean {
  return definition.form === undefined || definition.form === key;
}

/** The template that rewords a message of a flow: one of that flow goes before one of its form, and that before one of all. */
export function rewordingOf(
  notifications: CompiledRelease['notifications'],
  event: RewordedEvent,
  { flow, form }: { readonly flow: string; readonly form: string },
): CompiledNotification | undefined {
  const about = [...notifications.values()].filter(
    ({ definition: { form: own, replaces } }) =>
      replaces?.event === event && (own === undefined || own === form),
  );
  return (
    about.find(({ definition }) => definition.replaces?.flow === flow) ??
    about.find(({ definition }) => definition.replaces?.flow === undefined && definition.form === form) ??
    about.find(({ definition }) => definition.replaces?.flow === undefined && definition.form === undefined)
  );
}

function wordedBy(
  template: CompiledNotification,
  moment: Moment,
  record: StoredRecord,
  { nodeId }: Notice,
  { flow, state }: FlowContext,
): NoticeTexts {
  const due =
    nodeId === undefined || state === undefined
      ? undefined
      : openWork(state).find((item) => item.nodeId === nodeId && item.dueAt !== undefined)?.dueAt;
  const node = nodeId === undefined ? flow.definition.title : nodeTitle(flow, nodeId);
  const notice = template.word(evaluationInput(moment, record), { model: moment.model, node });
  return textsOf(moment, notice, due);
}

/** The texts of a message that a template words, with what only whoever delivers it knows. */
export function textsOf(moment: Moment, notice: WordedNotice, due?: string): NoticeTexts {
  const form = moment.model.key;
  const { channels, ...everywhere } = notice;
  const own = Object.entries(channels ?? {}).map(([channel, text]) => [channel, toldOf(form, text)] as const);
  return {
    ...toldOf(form, everywhere),
    ...(own.length === 0 ? {} : { channels: Object.fromEntries(own) }),
    marks: { actor: moment.facts.subject.id, ...(due === undefined ? {} : { due }) },
  };
}

/** The texts of a message of a rule: those of a template bring what it needs, others are told as they stand. */
export function textsOfRule(moment: Moment, effect: NotifyEffect): NoticeTexts {
  const { title, body, tells, channels, notification } = effect;
  const text = { title, ...(body === undefined ? {} : { body }), ...(tells === undefined ? {} : { tells }) };
  if (notification !== undefined) return textsOf(moment, { ...text, ...(channels ? { channels } : {}) });
  return toldOf(moment.model.key, text);
}

function toldOf(form: string, { title, body, tells: fields }: WordedText): NoticeTexts {
  return {
    title,
    ...(body === undefined ? {} : { body }),
    ...(fields === undefined ? {} : { tells: { form, fields } }),
  };
}

/** What a node is called; the flow's own title where it has gone. */
export function nodeTitle(flow: CompiledFlow, nodeId: string): Localized {
  return nodeAt(flow, nodeId)?.definition.title ?? flow.definition.title;
}

const NOTICES: Readonly<Record<Notice['reason'], Localized>> = {
  task: { 'zh-CN': '待你处理', en: 'Waiting for you' },
  cc: { 'zh-CN': '抄送给你', en: 'Copied to you' },
  remind: { 'zh-CN': '请尽快处理', en: 'Please do not forget' },
  late: { 'zh-CN': '超时未处理', en: 'Not handled in time' },
  urge: { 'zh-CN': '有人在催办', en: 'Somebody is waiting for you' },
  comment: { 'zh-CN': '有人提到了你', en: 'You were mentioned' },
  returned: { 'zh-CN': '退回给你修改', en: 'Came back to you to be corrected' },
  approved: { 'zh-CN': '已通过', en: 'Approved' },
  rejected: { 'zh-CN': '已退回', en: 'Refused' },
  suspended: { 'zh-CN': '流程停住，等管理员处理', en: 'The flow has stopped and waits for an administrator' },
};

function noticeTitle(flow: CompiledFlow, effect: Notice): Localized {
  const subject = effect.nodeId === undefined ? flow.definition.title : nodeTitle(flow, effect.nodeId);
  const notice = NOTICES[effect.reason];
  return { 'zh-CN': `${subject['zh-CN']} · ${notice['zh-CN']}`, en: `${subject.en} · ${notice.en}` };
}
