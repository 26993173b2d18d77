import { pointer, warning } from '../../foundation/index.js';
import { configObject } from '../config-fields.js';
import type { NodeTypePart } from '../node-type.js';
import { onward } from '../onward.js';

/** Waits for every branch that is under way and can still come. */
export const inclusiveJoinNode: NodeTypePart = {
  kind: 'inclusive_join',
  version: 1,
  title: { 'zh-CN': '包容汇聚', en: 'Wait for those that come' },
  description: { 'zh-CN': '等所有还会到来的分支', en: 'Goes on once no branch can still come' },
  config: configObject({}),
  isStart: false,
  isEnd: false,
  isBranch: false,
  join: 'or',
  waits: false,
  verify: (_node, { linesInto, path }) => (linesInto === 1 ? [warning('join_one', pointer(path))] : []),
  enter: (node) => onward(node),
};
