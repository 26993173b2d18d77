import type { FlowToken } from '../flow-state.js';
import type { Level } from '../level.js';

/**
 * Whether the flow can still end with its tokens standing like this. A drawing that was published by force may have
 * been beyond proof before; then nothing is made worse.
 */
export function canFinish(level: Level, tokens: readonly FlowToken[]): boolean {
  const { reach } = level.flow;
  return !reach.isDeadEnd(counted(tokens)) || reach.isDeadEnd(counted(level.draft.tokens));
}

/** Of a race one token goes on; what a join will swallow counts for nothing. */
function counted(tokens: readonly FlowToken[]): readonly FlowToken[] {
  return tokens.filter(
    ({ id, race, left }) =>
      left === undefined &&
      (race === undefined || !tokens.some((other) => other.race === race && other.id < id)),
  );
}
