import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { issue, pointer } from '../../foundation/index.js';
import { configObject, duration, oneField } from '../config-fields.js';
import { compileItems } from '../nested-items.js';
import type { NodeMoment, NodeTypePart } from '../node-type.js';
import { onward } from '../onward.js';

const TimerConfig = configObject({
  after: Type.Optional(duration('等待多久', 'How long')),
  until: Type.Optional(oneField('等到哪一天（日期字段）', 'Until the day in a field')),
});
type TimerConfig = Static<typeof TimerConfig>;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** When the wait is over: so much time from now, or at the day or moment of a field; a blank one is now. */
function dueOf({ after, until }: TimerConfig, moment: NodeMoment): string {
  if (after !== undefined) return moment.dueAfter(after);
  const [text] = until === undefined ? [] : moment.textsAt(until);
  if (text === undefined) return moment.now;
  return DAY.test(text) ? moment.dayStart(text) : text;
}

/** Waits until a point in time. */
export const timerNode: NodeTypePart = {
  kind: 'timer',
  version: 1,
  title: { 'zh-CN': '延时', en: 'Delay' },
  description: { 'zh-CN': '等一段时间或等到某一天', en: 'Waits for a while or until a day' },
  config: TimerConfig,
  isStart: false,
  isEnd: false,
  isBranch: false,
  waits: true,
  formulas: (config) => {
    const { until } = config as TimerConfig;
    return until === undefined ? [] : [until];
  },
  verify(node, { path, scope }) {
    const { after, until } = node.config as TimerConfig;
    if (after === undefined && until === undefined) return [issue('no_time', pointer(path, 'after'))];
    if (until === undefined || compileItems(until, scope) !== undefined) return [];
    return [issue('field_missing', pointer(path, 'until'), { field: until })];
  },
  enter: (node, moment) => ({ move: 'sleep', until: dueOf(node.config as TimerConfig, moment) }),
  decide: (node) => onward(node, 'done'),
};
