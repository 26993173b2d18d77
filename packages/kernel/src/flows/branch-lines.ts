import { issue, pointer, warning } from '../foundation/index.js';
import type { FlowEdge } from '../metadata/index.js';
import type { CompiledLine, CompiledNode } from './flow-model.js';
import type { NodeIssue, NodeMoment, VerifyContext } from './node-type.js';

/** Lines that conditions guard. */

/** Lines whose conditions hold, in drawn order, only the first or all; every line tried is explained. */
export function tryLines(
  node: CompiledNode,
  moment: NodeMoment,
  wanted: 'first' | 'all',
): { holding: readonly CompiledLine[]; tried: readonly object[] } {
  const holding: CompiledLine[] = [];
  const tried: object[] = [];
  for (const line of node.lines) {
    if (line.isDefault || line.when === undefined) continue;
    const holds = line.when.holds(moment.input);
    tried.push({ edge: line.id, holds, explanation: line.when.explain(moment.input) });
    if (holds) holding.push(line);
    if (holds && wanted === 'first') break;
  }
  return { holding, tried };
}

/** Checks the lines of a node that chooses among them. */
export function verifyBranch(context: VerifyContext): readonly NodeIssue[] {
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
}

function isEmptyCondition(line: FlowEdge): boolean {
  return line.when === undefined || (line.when !== true && Object.keys(line.when).length === 0);
}
