import { administrators } from '../assignees.js';
import type { FlowToken, SuspendReason } from '../flow-state.js';
import type { Level } from '../level.js';

/** Stands still until an administrator has looked at it. The token is kept as if the node had not taken it in yet. */
export function suspend(level: Level, token: FlowToken, reason: SuspendReason): void {
  const { visit: _visit, round: _round, children: _children, ...kept } = token;
  halt(level, { ...kept, stuck: true }, reason);
}

/** Stands still with the token as it is. */
export function halt(level: Level, token: FlowToken, reason: SuspendReason, cause?: string): void {
  const { root } = level;
  level.rest(token);
  root.draft.status = 'suspended';
  root.draft.reason = reason;
  level.event('suspended', {
    nodeId: token.nodeId,
    payload: { reason, ...(cause === undefined ? {} : { cause }) },
  });
  level.notify(administrators(root.moment()), 'suspended', token.nodeId);
}
