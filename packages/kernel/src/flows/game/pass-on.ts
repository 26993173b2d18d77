import type { CompiledLine, CompiledNode } from '../flow-model.js';
import type { FlowToken, WayBack } from '../flow-state.js';
import type { Level } from '../level.js';
import { canFinish } from './can-finish.js';
import { send, winRace } from './send.js';

/** A token leaves a node that is closed. */

/** Over the lines it is told; or straight back to whoever returned the flow to this node. */
export function passOn(
  level: Level,
  token: FlowToken,
  node: CompiledNode,
  lines: readonly CompiledLine[],
): void {
  if (node.part.work !== undefined) markPassed(level, token);
  const isNormal = lines.every((line) => node.lines.includes(line));
  if (token.backTo !== undefined && isNormal && leap(level, token, token.backTo)) return;
  send(level, token, lines);
}

/** From now on the flow can be returned to this node. */
function markPassed({ draft }: Level, { nodeId, via }: FlowToken): void {
  draft.passed = { ...draft.passed, [nodeId]: via ?? '' };
}

/** Goes straight back, unless the flow could then not end: a branch beside it may have been given up. */
export function leap(level: Level, token: FlowToken, way: WayBack): boolean {
  const { prior: _prior, ...arriving } = backAt(token, way);
  const others = level.draft.tokens.filter((other) => other.id !== token.id);
  if (!canFinish(level, [...others, arriving])) return false;
  winRace(level, token);
  level.drop(token);
  level.move(arriving);
  return true;
}

function backAt({ id, prior, since }: FlowToken, { nodeId, via, then }: WayBack): FlowToken {
  return {
    id,
    nodeId,
    ...(via === undefined ? {} : { via }),
    ...(prior === undefined ? {} : { prior }),
    ...(since === undefined ? {} : { since }),
    ...(then === undefined ? {} : { backTo: then }),
  };
}
