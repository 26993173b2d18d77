import type { CompiledLine } from '../flow-model.js';
import type { FlowToken } from '../flow-state.js';
import type { Level } from '../level.js';
import { cancelTokens } from './close-nodes.js';

/** Tokens leave their nodes. */

/** The token goes over the first line; further lines get tokens of their own, which know what it knew. */
export function send(level: Level, token: FlowToken, lines: readonly CompiledLine[]): void {
  winRace(level, token);
  level.drop(token);
  level.move(...over(level, token, lines));
}

/** The lines run against each other: the first token that leaves its node ends the others. */
export function sendRace(level: Level, token: FlowToken, lines: readonly CompiledLine[]): void {
  winRace(level, token);
  level.drop(token);
  const race = level.nextId();
  level.move(...over(level, token, lines).map((sent) => ({ ...sent, race })));
}

function over(level: Level, token: FlowToken, lines: readonly CompiledLine[]): readonly FlowToken[] {
  const { id, prior, left, since } = token;
  return lines.map((line, at) => ({
    id: at === 0 ? id : level.nextId(),
    nodeId: line.to,
    via: line.id,
    ...(prior === undefined ? {} : { prior }),
    ...(left === undefined ? {} : { left }),
    ...(since === undefined ? {} : { since }),
  }));
}

/** Ends the tokens that ran against this one. */
export function winRace(level: Level, { id, race }: FlowToken): void {
  if (race === undefined) return;
  level.step.halt(level, (token) => token.race === race);
  cancelTokens(
    level,
    level.draft.tokens.filter((token) => token.race === race && token.id !== id),
  );
}
