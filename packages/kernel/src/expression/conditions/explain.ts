import { catching, FormulaError } from '../formula-error.js';
import { openFrame } from '../frame.js';
import type { ConditionTrace, EvaluationInput, TraceNode } from '../types.js';
import type { ConditionNode } from './node.js';

/** Evaluates a condition with its reasons. */
export function explainNode(node: ConditionNode, input: EvaluationInput): ConditionTrace {
  const traced = catching(() => node.trace(openFrame(input)).node);
  const root = traced instanceof FormulaError ? failed(traced) : traced;
  return { holds: root.holds, root, deciding: decidingLeaf(root) };
}

function failed(error: FormulaError): TraceNode {
  return { operator: 'error', value: error.kind, holds: false, operands: [] };
}

const PASSED_THROUGH: ReadonlySet<string> = new Set([
  'and',
  'or',
  '!',
  '!!',
  'if',
  '?:',
  'some',
  'all',
  'none',
]);

/** Follows the operand that settled each answer down to the comparison where it began. */
function decidingLeaf(node: TraceNode): TraceNode {
  if (!PASSED_THROUGH.has(node.operator)) return node;
  const next = settling(node);
  if (next === undefined || next.operator === 'var' || next.operator === 'literal')
    return next?.operator === 'var' ? next : node;
  return decidingLeaf(next);
}

/** `and` and `or` stop at what settles them, so it is always the last operand that was looked at. */
function settling({ operator, operands }: TraceNode): TraceNode | undefined {
  const last = lastSeen(operands, operands.length);
  const answer = operands[last];
  const isChoice = operator === 'if' || operator === '?:';
  if (!isChoice || answer?.operator !== 'literal') return answer;
  // In a choice the answer is usually a plain value; then the test before it is the reason.
  return operands[lastSeen(operands, last)] ?? answer;
}

/** Index of the last operand before `end` that was looked at. */
function lastSeen(operands: readonly TraceNode[], end: number): number {
  let at = end - 1;
  while (at >= 0 && operands[at]?.skipped) at -= 1;
  return at;
}
