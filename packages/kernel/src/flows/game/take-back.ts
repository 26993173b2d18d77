import { issue } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { Closing, FlowToken } from '../flow-state.js';
import type { Level } from '../level.js';
import { takeBackIn } from '../round.js';
import { cancelTokens } from './close-nodes.js';
import { forget } from './closings.js';
import { carryOn } from './rounds.js';
import { setLimits } from './set-limits.js';

/** Somebody takes his answer back: while his node is open, or while nobody behind it has decided and nothing was carried out. */
export function takeBack(level: Level, nodeId: string, by: string): readonly Issue[] {
  const open = level.draft.tokens.find((token) => token.nodeId === nodeId && hasAnswered(token, by));
  if (open?.round !== undefined) return reopen(level, open, by);
  const closing = level.draft.closings?.find(
    ({ token }) => token.nodeId === nodeId && hasAnswered(token, by),
  );
  if (closing === undefined)
    return [issue(level.draft.passed?.[nodeId] === undefined ? 'not_yours' : 'too_late')];
  return undo(level, closing, by);
}

function hasAnswered({ round }: FlowToken, by: string): boolean {
  return round?.signers.some(({ answer }) => answer?.by === by && answer.duplicate !== true) === true;
}

/** What followed is taken out, and the node stands as it stood, but for this answer. */
function undo(level: Level, { id, token }: Closing, by: string): readonly Issue[] {
  if (token.round === undefined || !takeBackIn(token.round, by).ok) return [issue('too_late')];
  cancelTokens(
    level,
    level.draft.tokens.filter((other) => other.since === id),
    'taken_back',
  );
  forget(level, { since: id });
  const back = { ...token, id: level.nextId() };
  level.rest(back);
  setLimits(level, back);
  return reopen(level, back, by);
}

function reopen(level: Level, token: FlowToken, by: string): readonly Issue[] {
  const change = token.round === undefined ? undefined : takeBackIn(token.round, by);
  if (change === undefined) return [issue('not_yours')];
  if (!change.ok) return change.error;
  level.event('taken_back', { nodeId: token.nodeId, actor: by });
  level.draft.approvers = (level.draft.approvers ?? []).filter((user) => user !== by);
  carryOn(level, token, change.value, 'person');
  return [];
}
