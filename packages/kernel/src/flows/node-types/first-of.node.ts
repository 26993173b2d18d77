import { pointer, warning } from '../../foundation/index.js';
import { configObject } from '../config-fields.js';
import type { NodeTypePart } from '../node-type.js';

/** Begins all of its lines; the first that gets anywhere is followed and the others are given up. */
export const firstOfNode: NodeTypePart = {
  kind: 'first_of',
  version: 1,
  title: { 'zh-CN': '先到先得', en: 'Whichever comes first' },
  description: {
    'zh-CN': '同时等待几件事，先发生的那条继续，其余取消',
    en: 'Waits for several things; the first to happen goes on, the others are given up',
  },
  config: configObject({}),
  isStart: false,
  isEnd: false,
  isBranch: false,
  split: 'xor',
  waits: false,
  verify: (_node, { lines, path }) => (lines.length === 1 ? [warning('branch_of_one', pointer(path))] : []),
  enter: (node) =>
    node.lines.length === 0 ? { move: 'stuck', reason: 'no_branch' } : { move: 'race', lines: node.lines },
};
