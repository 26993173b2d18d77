import { pointer, warning } from '../../foundation/index.js';
import { configObject } from '../config-fields.js';
import type { NodeTypePart } from '../node-type.js';

/** Goes on over all of its lines at once. */
export const parallelSplitNode: NodeTypePart = {
  kind: 'parallel_split',
  version: 1,
  title: { 'zh-CN': '并行分支', en: 'Parallel branches' },
  description: { 'zh-CN': '所有连线同时进行', en: 'All lines run at the same time' },
  config: configObject({}),
  isStart: false,
  isEnd: false,
  isBranch: false,
  split: 'and',
  waits: false,
  verify: (_node, { lines, path }) => (lines.length === 1 ? [warning('branch_of_one', pointer(path))] : []),
  enter(node) {
    const payload = { edges: node.lines.map((line) => line.id) };
    if (node.lines.length === 0) return { move: 'stuck', reason: 'no_branch' };
    return {
      move: 'leave',
      lines: node.lines,
      notes: [{ note: 'event', kind: 'lines_taken', payload }],
    };
  },
};
