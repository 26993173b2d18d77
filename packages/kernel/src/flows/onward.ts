import type { AssigneeConfig } from './assignee-config.js';
import type { CompiledNode } from './flow-model.js';
import type { NodeOutcome } from './flow-state.js';
import type { NodeMove, NodeNote } from './node-type.js';

/** The moves that most node types make. */

/** Leaves over the one normal line; a drawing that offers none or several was published by force and waits for help. */
export function onward(node: CompiledNode, outcome?: NodeOutcome, notes: readonly NodeNote[] = []): NodeMove {
  if (node.lines.length !== 1) return { move: 'stuck', reason: 'no_branch', notes };
  return { move: 'leave', lines: node.lines, notes, ...(outcome === undefined ? {} : { outcome }) };
}

/** A refusal: over its own line or back to a step where the node says so, else the end of the whole flow. */
export function refuse(
  node: CompiledNode,
  onReject: AssigneeConfig['onReject'],
  outcome: NodeOutcome,
): NodeMove {
  if (typeof onReject === 'object') return { move: 'back', outcome, to: onReject.return };
  if (onReject !== 'edge') return { move: 'refuse', outcome };
  if (node.rejectedLine === undefined) return { move: 'stuck', reason: 'no_branch' };
  return { move: 'leave', lines: [node.rejectedLine], outcome };
}
