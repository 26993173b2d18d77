import type { Localized } from '../foundation/index.js';

/** A kind of thing that people are told of. */
export interface EventKind {
  readonly title: Localized;
  /** It is late already: it waits for no quiet hours and no digest. */
  readonly urgent?: true;
}

/** All kinds of things that people are told of, in the order in which they are chosen from. */
export const NOTIFICATION_EVENTS = {
  task: { title: { 'zh-CN': '新的待办', en: 'A new task' } },
  cc: { title: { 'zh-CN': '抄送给我', en: 'Copied to me' } },
  urge: { title: { 'zh-CN': '有人催办', en: 'Somebody urges me' } },
  comment: { title: { 'zh-CN': '评论和提到我', en: 'Comments and mentions' } },
  returned: { title: { 'zh-CN': '退回给我修改', en: 'Returned to me' } },
  approved: { title: { 'zh-CN': '我发起的已通过', en: 'Mine was approved' } },
  rejected: { title: { 'zh-CN': '我发起的未通过', en: 'Mine was rejected' } },
  rule: { title: { 'zh-CN': '规则发出的通知', en: 'Told by a rule' } },
  publish: { title: { 'zh-CN': '配置发布', en: 'Publishing' } },
  people: { title: { 'zh-CN': '人员变动', en: 'People who leave' } },
  reconciliation: { title: { 'zh-CN': '对账结果', en: 'Reconciliation' } },
  remind: {
    title: { 'zh-CN': '待办快要超时或已经超时', en: 'A task of mine is due or overdue' },
    urgent: true,
  },
  late: { title: { 'zh-CN': '别人的待办已超时', en: "Somebody's task is overdue" }, urgent: true },
  suspended: { title: { 'zh-CN': '流程停住', en: 'A flow has stopped' }, urgent: true },
} as const satisfies Readonly<Record<string, EventKind>>;

export type NotificationEvent = keyof typeof NOTIFICATION_EVENTS;

/** What a text repeats of a record: paths of the form's fields. */
export interface ToldFields {
  readonly form: string;
  readonly fields: readonly string[];
}

/** Whether a word names a kind of thing that people are told of. */
export function isNotificationEvent(word: string): word is NotificationEvent {
  return Object.hasOwn(NOTIFICATION_EVENTS, word);
}

/** Whether it is late already. */
export function isUrgent(event: NotificationEvent): boolean {
  const kind: EventKind = NOTIFICATION_EVENTS[event];
  return kind.urgent === true;
}
