import type { TraceNode } from '@dougong/kernel/expression';

const JOINING: ReadonlySet<string> = new Set(['and', 'or', '!', '!!', 'if', '?:', 'some', 'all', 'none']);

/** Whether a node joins others and compares nothing itself. */
export function isJoining({ operator, operands }: TraceNode): boolean {
  return (
    JOINING.has(operator) &&
    operands.some((inner) => inner.operator !== 'var' && inner.operator !== 'literal')
  );
}

/** Whether two nodes tell the same: an answer carries the deciding one apart from the tree. */
export function isSameNode(a: TraceNode, b: TraceNode): boolean {
  return (
    a.operator === b.operator &&
    a.path === b.path &&
    a.value === b.value &&
    a.skipped === b.skipped &&
    a.operands.length === b.operands.length &&
    a.operands.every((operand, at) => isSameNode(operand, b.operands[at] as TraceNode))
  );
}

/** The field with whose values the other operands of a comparison are compared. */
export function comparedPath({ operands }: TraceNode): string | undefined {
  return operands.find(({ operator }) => operator === 'var')?.path;
}

export type NodeState = 'holds' | 'fails' | 'blank' | 'skipped';

/** How a node answered. */
export function stateOf(node: TraceNode): NodeState {
  if (node.skipped === true) return 'skipped';
  if (node.blank === true) return 'blank';
  return node.holds ? 'holds' : 'fails';
}
