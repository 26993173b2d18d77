import type { CompiledNode } from '../flow-model.js';
import type { FlowTimer, FlowToken } from '../flow-state.js';
import type { Level } from '../level.js';
import { dueAfter } from '../node-moment.js';

/** The points in time that an open human node has: when it is late, and when each level of its escalation is told. */

/**
 * Sets the timers of a node that people have had since an instant.
 * @param has timers that it has already; they keep their time.
 */
export function setLimits(
  level: Level,
  token: FlowToken,
  since: string = level.step.facts.now,
  has: readonly FlowTimer[] = [],
): void {
  const node = level.nodeOf(token.nodeId);
  const due = (after: string) => dueAfter(level.flow, level.step.facts, since, after);
  const limit = node.part.timeout?.(node.config);
  if (limit !== undefined && !has.some(({ kind }) => kind === 'timeout'))
    level.setTimer(token, 'timeout', due(limit.after));
  rungsOf(node).forEach(({ after }, rung) => {
    const isSet = has.some((timer) => timer.kind === 'escalation' && timer.rung === rung);
    // One that has passed was told, or belongs to a time before the node had it.
    if (!isSet && due(after) >= level.step.facts.now) level.setTimer(token, 'escalation', due(after), rung);
  });
}

/** Whether the node has a use for a timer that was set for it. */
export function isWanted(node: CompiledNode, { kind, rung }: FlowTimer): boolean {
  if (kind === 'timeout') return node.part.timeout?.(node.config) !== undefined;
  return kind === 'delay' || rungsOf(node)[rung ?? 0] !== undefined;
}

/** The levels of a node's escalation. */
export function rungsOf({ part, config }: CompiledNode) {
  return part.escalation?.(config) ?? [];
}
