import type { FlowToken } from '../flow-state.js';
import type { Level } from '../level.js';
import type { Verdict } from '../round-tally.js';
import { remember, spoil } from './closings.js';

/** What a node waited for has come to a verdict: the node closes and the token goes on. */
export function decide(
  level: Level,
  token: FlowToken,
  verdict: Verdict,
  how: 'person' | 'auto' | 'duplicate',
): void {
  const node = level.nodeOf(token.nodeId);
  const move = node.part.decide?.(node, verdict, how === 'auto');
  if (move === undefined) throw new Error(`node ${node.id} waits for no verdict`);
  const { since } = token;
  if (how === 'person') spoil(level, token);
  // The others of a race are gone for good once it is won.
  const canBeTaken = how === 'person' && token.race === undefined && move.move === 'leave';
  const closing = canBeTaken ? remember(level, token) : how === 'person' ? undefined : since;
  const { since: _since, reopened: _reopened, ...kept } = token;
  const prior = token.round === undefined ? token.prior : approversIn(token);
  level.step.apply(
    level,
    {
      ...kept,
      ...(prior === undefined ? {} : { prior }),
      ...(closing === undefined ? {} : { since: closing }),
    },
    node,
    move,
  );
}

/** Who approved in the node; for the next one they stand right before it. */
function approversIn({ round }: FlowToken): readonly string[] {
  const answers = (round?.signers ?? []).flatMap(({ answer }) => answer ?? []);
  return answers.filter(({ outcome }) => outcome === 'approved').map(({ by }) => by);
}
