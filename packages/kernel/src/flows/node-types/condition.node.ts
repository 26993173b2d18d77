import { configObject } from '../config-fields.js';
import { tryLines, verifyBranch } from '../branch-lines.js';
import type { NodeTypePart } from '../node-type.js';

/** Chooses one line by the record: the first in drawn order whose condition holds, else the default line. */
export const conditionNode: NodeTypePart = {
  kind: 'condition',
  version: 1,
  title: { 'zh-CN': '条件分支', en: 'Condition' },
  description: { 'zh-CN': '按条件走其中一条线', en: 'Follows the first line whose condition holds' },
  config: configObject({}),
  isStart: false,
  isEnd: false,
  isBranch: true,
  split: 'xor',
  waits: false,
  verify: (_node, context) => verifyBranch(context),
  enter(node, moment) {
    const { holding, tried } = tryLines(node, moment, 'first');
    const line = holding[0] ?? node.lines.find((each) => each.isDefault);
    const payload = { edge: line?.id ?? null, default: line?.isDefault ?? false, tried };
    const notes = [{ note: 'event', kind: 'condition_taken', payload }] as const;
    return line === undefined
      ? { move: 'stuck', reason: 'no_branch', notes }
      : { move: 'leave', lines: [line], notes };
  },
};
