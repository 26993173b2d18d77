import { configObject } from '../config-fields.js';
import { tryLines, verifyBranch } from '../branch-lines.js';
import type { NodeTypePart } from '../node-type.js';

/** Goes on over every line whose condition holds, else over the default line. */
export const inclusiveSplitNode: NodeTypePart = {
  kind: 'inclusive_split',
  version: 1,
  title: { 'zh-CN': '包容分支', en: 'Every branch that fits' },
  description: { 'zh-CN': '走所有满足条件的线', en: 'Follows every line whose condition holds' },
  config: configObject({}),
  isStart: false,
  isEnd: false,
  isBranch: true,
  split: 'or',
  waits: false,
  verify: (_node, context) => verifyBranch(context),
  enter(node, moment) {
    const { holding, tried } = tryLines(node, moment, 'all');
    const lines = holding.length > 0 ? holding : node.lines.filter((line) => line.isDefault).slice(0, 1);
    const payload = { edges: lines.map((line) => line.id), default: holding.length === 0, tried };
    const notes = [{ note: 'event', kind: 'lines_taken', payload }] as const;
    return lines.length === 0
      ? { move: 'stuck', reason: 'no_branch', notes }
      : { move: 'leave', lines, notes };
  },
};
