import { issue } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import type { FlowEventKind, PersonCommand, TaskCommand, TaskOutcome } from '../flow-command.js';
import type { FlowToken } from '../flow-state.js';
import { spoil } from '../game/closings.js';
import { carryOn } from '../game/rounds.js';
import type { Level } from '../level.js';
import { findPath } from '../level-paths.js';
import type { FoundWork } from '../level-paths.js';
import type { WorkPolicy } from '../node-type.js';
import { addSigners, delegateIn, handOver, removeSigner, transferIn } from '../round.js';
import type { RoundChange } from '../round.js';
import type { Round } from '../round-tally.js';
import { ownWork, policyAt } from './answer.js';

/** To-dos that change hands, and signers who come and go. */

type Of<C extends { type: string }, T extends C['type']> = Extract<C, { type: T }>;
type Sharing = Of<TaskCommand, 'transfer' | 'delegate' | 'add_sign'>;

const SHARED: Readonly<
  Record<Sharing['type'], { right: keyof WorkPolicy; event: FlowEventKind; outcome: TaskOutcome }>
> = {
  transfer: { right: 'mayTransfer', event: 'transferred', outcome: 'transferred' },
  delegate: { right: 'mayDelegate', event: 'delegated', outcome: 'delegated' },
  add_sign: { right: 'mayAddSign', event: 'signers_added', outcome: 'cancelled' },
};

/** Hands a to-do to somebody else, asks somebody to help with it, or has others sign, too. */
export function share(root: Level, command: Sharing): readonly Issue[] {
  const found = ownWork(root, command.taskId, command.by);
  if (Array.isArray(found)) return found as readonly Issue[];
  const { level, token, item } = found as FoundWork;
  const { right, event, outcome } = SHARED[command.type];
  const policy = policyAt(level, token);
  if (token.round === undefined || policy?.[right] !== true)
    return [issue('not_allowed', '', { action: command.type })];
  const gone = inactive(root, command.type === 'add_sign' ? command.users : [command.to]);
  if (gone.length > 0) return gone;
  const change = changeOf(token.round, item.id, command);
  if (!change.ok) return change.error;
  // Whoever hands a to-do on has acted: nobody before him takes his answer back any more.
  spoil(level, token);
  level.event(event, { nodeId: token.nodeId, actor: command.by, payload: payloadOf(command) });
  if (command.type === 'delegate') level.closeWork(item.id, outcome, command.by, command.comment);
  carryOn(level, token, change.value, 'person', new Map([[item.id, outcome]]));
  return [];
}

function changeOf(round: Round, taskId: string, command: Sharing): Result<RoundChange> {
  switch (command.type) {
    case 'transfer':
      return transferIn(round, taskId, command.to);
    case 'delegate':
      return delegateIn(round, taskId, command.to);
    case 'add_sign':
      return addSigners(round, taskId, command.where, command.users);
  }
}

function payloadOf(command: Sharing): Readonly<Record<string, unknown>> {
  const comment = command.comment === undefined ? {} : { comment: command.comment };
  if (command.type !== 'add_sign') return { taskId: command.taskId, to: command.to, ...comment };
  return { taskId: command.taskId, where: command.where, users: command.users, ...comment };
}

/** Nothing can be handed to people who are not there. */
function inactive(root: Level, users: readonly string[]): readonly Issue[] {
  const { people } = root.step.facts;
  return users.filter((user) => !people.isActive(user)).map((user) => issue('bad_target', '', { user }));
}

/** Takes out a signer that the same person has added. */
export function removeSign(root: Level, command: Of<PersonCommand, 'remove_sign'>): readonly Issue[] {
  const open = openAt(root, command.node);
  const found =
    open.find(({ round }) => round.signers.some((signer) => signer.user === command.user)) ?? open[0];
  if (found === undefined) return [issue('bad_target', '', { user: command.user })];
  const { level, token, round } = found;
  const change = removeSigner(round, command.by, command.user);
  if (!change.ok) return change.error;
  const removed = change.value.close.map((id) => [id, 'removed'] as const);
  level.event('signer_removed', {
    nodeId: token.nodeId,
    actor: command.by,
    payload: { user: command.user },
  });
  carryOn(level, token, change.value, 'person', new Map(removed));
  return [];
}

interface OpenRound {
  readonly level: Level;
  readonly token: FlowToken;
  readonly round: Round;
}

/** The open runs of a human node. */
export function openAt(root: Level, path: string): readonly OpenRound[] {
  const found = findPath(root, path);
  return (found?.level.draft.tokens ?? []).flatMap((token) =>
    found !== undefined && token.nodeId === found.nodeId && token.round !== undefined
      ? [{ level: found.level, token, round: token.round }]
      : [],
  );
}

/** An administrator gives somebody's to-do to another. */
export function reassign(
  root: Level,
  command: { node: string; from: string; to: string; by: string; comment?: string },
): readonly Issue[] {
  const gone = inactive(root, [command.to]);
  if (gone.length > 0) return gone;
  const tries = openAt(root, command.node).map((open) => ({
    ...open,
    change: handOver(open.round, command.from, command.to),
  }));
  const done = tries.find(({ change }) => change.ok) ?? tries[0];
  if (done === undefined) return [issue('bad_target', '', { user: command.from })];
  const { level, token, change } = done;
  if (!change.ok) return change.error;
  const moved = change.value.close.map((id) => [id, 'transferred'] as const);
  level.event('reassigned', {
    nodeId: token.nodeId,
    actor: command.by,
    payload: {
      from: command.from,
      to: command.to,
      ...(command.comment === undefined ? {} : { comment: command.comment }),
    },
  });
  carryOn(level, token, change.value, 'person', new Map(moved));
  return [];
}
