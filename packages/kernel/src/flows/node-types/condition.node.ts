import { issue, pointer, warning } from '../../foundation/index.js';
import type { FlowEdge } from '../../metadata/index.js';
import { configObject } from '../config-fields.js';
import type { CompiledLine, CompiledNode } from '../flow-model.js';
import type { NodeIssue, NodeMoment, NodeNote, NodeTypePart } from '../node-type.js';

/** The first line in drawn order whose condition holds, else the default line; every line tried is explained. */
function chooseLine(
  node: CompiledNode,
  moment: NodeMoment,
): { line: CompiledLine | undefined; tried: object[] } {
  const tried: object[] = [];
  for (const line of node.lines) {
    if (line.isDefault || line.when === undefined) continue;
    const holds = line.when.holds(moment.input);
    tried.push({ edge: line.id, holds, explanation: line.when.explain(moment.input) });
    if (holds) return { line, tried };
  }
  return { line: node.lines.find((line) => line.isDefault), tried };
}

function isEmptyCondition(line: FlowEdge): boolean {
  return line.when === undefined || (line.when !== true && Object.keys(line.when).length === 0);
}

/** Chooses one line by the record. */
export const conditionNode: NodeTypePart = {
  kind: 'condition',
  version: 1,
  title: { 'zh-CN': '条件分支', en: 'Condition' },
  description: { 'zh-CN': '按条件走其中一条线', en: 'Follows the first line whose condition holds' },
  config: configObject({}),
  isStart: false,
  isEnd: false,
  isBranch: true,
  waits: false,
  verify(_node, context) {
    const guarded = context.lines.filter((line) => line.default !== true);
    const defaults = context.lines.filter((line) => line.default === true);
    const found: NodeIssue[] = guarded
      .filter(isEmptyCondition)
      .map((line) => ({ ...issue('empty_condition', context.path), edges: [line.id] }));
    const path = pointer(context.path);
    if (defaults.length === 0) found.push(issue('no_default', path));
    if (defaults.length > 1)
      found.push({ ...issue('many_defaults', path), edges: defaults.map((line) => line.id) });
    if (context.lines.length === 1) found.push(warning('branch_of_one', path));
    return found;
  },
  enter(node, moment) {
    const { line, tried } = chooseLine(node, moment);
    const payload = { edge: line?.id ?? null, default: line?.isDefault ?? false, tried };
    const notes: NodeNote[] = [{ note: 'event', kind: 'condition_taken', payload }];
    return line === undefined
      ? { move: 'stuck', reason: 'no_branch', notes }
      : { move: 'leave', lines: [line], notes };
  },
};
