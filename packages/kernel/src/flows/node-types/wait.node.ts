import type { Static } from '@sinclair/typebox';
import { Type } from '@sinclair/typebox';
import { issue, pointer } from '../../foundation/index.js';
import { configObject, oneKey, toggle } from '../config-fields.js';
import type { NodeTypePart } from '../node-type.js';
import { onward } from '../onward.js';

const WaitConfig = configObject({
  event: Type.Optional(oneKey('事件', 'Event', 'text')),
  keep: toggle('早到的事件保留', 'Remember an event that comes early', false),
});
type WaitConfig = Static<typeof WaitConfig>;

/** Waits until another system, or a rule, says that something has happened. */
export const waitNode: NodeTypePart = {
  kind: 'wait',
  version: 1,
  title: { 'zh-CN': '等待事件', en: 'Wait for an event' },
  description: { 'zh-CN': '等外部事件发生', en: 'Waits until something happens outside' },
  config: WaitConfig,
  isStart: false,
  isEnd: false,
  isBranch: false,
  waits: true,
  event: (config) => ({
    name: (config as WaitConfig).event ?? '',
    isKept: (config as WaitConfig).keep ?? false,
  }),
  verify: (node, { path }) =>
    (node.config as WaitConfig).event === undefined ? [issue('no_event', pointer(path, 'event'))] : [],
  enter: (node) => ({ move: 'listen', event: (node.config as WaitConfig).event ?? '' }),
  decide: (node) => onward(node, 'done'),
};
