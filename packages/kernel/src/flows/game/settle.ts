import type { FlowToken } from '../flow-state.js';
import { allLevels } from '../level.js';
import type { Level } from '../level.js';
import { enter } from './enter.js';
import { finishIfEmpty } from './finish.js';
import { arriveAtJoin, goOnAtInclusiveJoin } from './joins.js';

/** Moves tokens until all of them wait or are gone. */
export function settle(root: Level): void {
  const { moving } = root.step;
  while (root.draft.status === 'running') {
    const next = moving.pop();
    if (next === undefined) {
      if (!goOnSomewhere(root)) return;
    } else {
      arrive(next.level, next.token);
      finishIfEmpty(next.level);
    }
  }
}

function arrive(level: Level, token: FlowToken): void {
  const node = level.nodeOf(token.nodeId);
  if (node.part.join === undefined) enter(level, token, node);
  else arriveAtJoin(level, token, node);
}

/** Once nothing moves: flows that have ended let those around them go on, joins that nobody can reach any more go on. */
function goOnSomewhere(root: Level): boolean {
  return [...allLevels(root)]
    .reverse()
    .some((level) => level.isAlive && (finishIfEmpty(level) || goOnAtInclusiveJoin(level)));
}
