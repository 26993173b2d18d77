import { activeUsers } from '../people.js';
import type { FlowToken } from '../flow-state.js';
import type { Level } from '../level.js';
import { cancelLevel, closeNode } from './close-nodes.js';
import { spoil } from './closings.js';
import { decide } from './decide.js';

/** How flows end. */

/** A token is taken out. */
export function end(
  level: Level,
  token: FlowToken,
  { rejected, terminate }: { rejected: boolean; terminate: boolean },
): void {
  closeNode(level, token, 'end');
  spoil(level, token);
  level.drop(token);
  if (rejected) level.draft.refusedEnd = true;
  if (terminate) cancelLevel(level);
}

/** The whole flow is refused, everything open in it is cancelled. */
export function rejectLevel(level: Level): void {
  cancelLevel(level);
  finish(level, 'rejected');
}

/** A flow without tokens is over. */
export function finishIfEmpty(level: Level): boolean {
  if (!level.isAlive || level.draft.tokens.length > 0 || level.step.isMovingIn(level)) return false;
  finish(level, level.draft.refusedEnd === true ? 'rejected' : 'approved');
  return true;
}

function finish(level: Level, result: 'approved' | 'rejected'): void {
  level.stop(result);
  if (level.parent !== undefined) return childEnded(level, result);
  level.event('ended', { payload: { result } });
  level.step.record.recordState(level.flow.definition.states[result]);
  level.notify(activeUsers([{ starter: true }], level.moment()), result);
}

/** The node that holds the flow is refused with the first refusal, and passed with the last approval. */
function childEnded({ parent }: Level, result: 'approved' | 'rejected'): void {
  if (parent === undefined) return;
  const { level, tokenId } = parent;
  const holder = level.token(tokenId);
  const children = level.children.get(tokenId) ?? [];
  if (holder === undefined) return;
  if (result === 'rejected') return decide(level, holder, 'rejected', 'auto');
  if (children.every((child) => child.draft.status === 'approved')) decide(level, holder, 'approved', 'auto');
}
