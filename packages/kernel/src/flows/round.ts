import { issue, ok, refused } from '../foundation/index.js';
import type { IdSource, Issue, Result } from '../foundation/index.js';
import { decisionOf, holderOf, wantsTask } from './round-tally.js';
import type { AddedWhere, Round, RoundMode, Signer, SignerAnswer, Verdict } from './round-tally.js';

/**
 * One human node while it is open: who signs, what they have said and who holds a to-do. Pure, and blind to tokens:
 * every function takes a round and gives the next one, with the to-dos that open and close on the way.
 */

/** A to-do to open: `signer` is the place in the round's list. */
export interface TaskToOpen {
  readonly signer: number;
  /** Who gets it. */
  readonly user: string;
  /** The principal, when the user stands in for somebody. */
  readonly for?: string;
  /** The owner of the answer, when the user only helps. */
  readonly helps?: string;
}

export interface RoundChange {
  readonly round: Round;
  readonly open: readonly TaskToOpen[];
  /** Ids of to-dos that are no longer wanted; the one that was answered is not among them. */
  readonly close: readonly string[];
  readonly decided?: Verdict;
  /** Users whose earlier approval was taken over. */
  readonly duplicates?: readonly string[];
}

/** Somebody who is asked to sign; `for` names the principal of a deputy. */
export interface Asked {
  readonly user: string;
  readonly for?: string;
}

export interface RoundPolicy {
  readonly mode: RoundMode;
  readonly passPercent?: number;
  readonly rejectNeedsAll?: boolean;
}

/** Opens a round for people in the order of signing, each of them once. */
export function openRound({ mode, passPercent, rejectNeedsAll }: RoundPolicy, people: readonly Asked[]) {
  return settled({
    mode,
    ...(mode === 'vote' ? { passPercent: passPercent ?? 100 } : {}),
    ...(rejectNeedsAll === true ? { rejectNeedsAll: true as const } : {}),
    signers: people.map(({ user, for: principal }) => ({
      user,
      ...(principal === undefined ? {} : { for: principal }),
    })),
  });
}

/**
 * Takes the answer that the holder of the to-do gives. A helper's answer is an opinion: the to-do goes back to its owner.
 * @returns `already_done` where no open to-do has this id.
 */
export function answerRound(
  round: Round,
  taskId: string,
  by: string,
  outcome: SignerAnswer['outcome'],
): Result<RoundChange> {
  return withOpen(round, taskId, (signer) => {
    const { taskId: _held, helper, ...rest } = signer;
    return helper === undefined ? { ...rest, answer: { by, outcome, taskId } } : rest;
  });
}

/** Takes over the approvals that asked people have given before, until nobody newly asked has one. */
export function answerDuplicates(change: RoundChange, isDuplicate: (user: string) => boolean): RoundChange {
  const doubled = change.open.filter(({ signer }) => isRepeated(change.round.signers[signer], isDuplicate));
  if (change.decided !== undefined || doubled.length === 0) return change;
  const places = new Set(doubled.map(({ signer }) => signer));
  const next = settled({
    ...change.round,
    signers: change.round.signers.map((signer, at) =>
      places.has(at)
        ? { ...signer, answer: { by: signer.user, outcome: 'approved' as const, duplicate: true as const } }
        : signer,
    ),
  });
  return answerDuplicates(
    {
      ...next,
      close: [...change.close, ...next.close],
      duplicates: [...(change.duplicates ?? []), ...doubled.map(({ user }) => user)],
    },
    isDuplicate,
  );
}

/** Whoever was added or helps is wanted for this very node; an earlier approval does not speak for him. */
function isRepeated(signer: Signer | undefined, isDuplicate: (user: string) => boolean): boolean {
  return signer?.added === undefined && signer?.helper === undefined && isDuplicate(signer?.user ?? '');
}

/** The to-do moves: the new user owns it and decides. */
export function transferIn(round: Round, taskId: string, to: string): Result<RoundChange> {
  const at = openPlace(round, taskId);
  if (!at.ok) return at;
  const signer = round.signers[at.value];
  if (signer?.helper !== undefined) return refused([issue('not_allowed', '', { action: 'transfer' })]);
  return give(round, at.value, to);
}

/** An administrator gives the to-do of one user to another. */
export function handOver(round: Round, from: string, to: string): Result<RoundChange> {
  const at = round.signers.findIndex(
    (signer) => signer.taskId !== undefined && (holderOf(signer) === from || signer.user === from),
  );
  if (at < 0) return refused([issue('bad_target', '', { user: from })]);
  return give(round, at, to);
}

function give(round: Round, at: number, to: string): Result<RoundChange> {
  if (isThere(round, to)) return refused([issue('already_there', '', { user: to })]);
  const owner = round.signers[at];
  const signers = round.signers.map((signer, place) =>
    place === at ? heldBy(to, signer) : reattached(signer, owner?.user, to),
  );
  return ok(changed(round, signers));
}

function heldBy(user: string, { taskId: _held, for: _principal, helper: _helper, ...rest }: Signer): Signer {
  return { ...rest, user };
}

/** Whoever stands around the old owner stands around the new one. */
function reattached(signer: Signer, from: string | undefined, to: string): Signer {
  const { added } = signer;
  return added === undefined || added.around !== from
    ? signer
    : { ...signer, added: { ...added, around: to } };
}

/** A helper answers first; then the to-do returns to its owner, and only his answer counts. */
export function delegateIn(round: Round, taskId: string, to: string): Result<RoundChange> {
  const at = openPlace(round, taskId);
  if (!at.ok) return at;
  if (round.signers[at.value]?.helper !== undefined)
    return refused([issue('not_allowed', '', { action: 'delegate' })]);
  if (isThere(round, to)) return refused([issue('already_there', '', { user: to })]);
  return withOpen(round, taskId, ({ taskId: _held, ...rest }) => ({ ...rest, helper: to }));
}

/**
 * Adds signers around the owner of a to-do: before him (his to-do pauses), after his yes, or with him as equals.
 * Who was named twice is added once.
 */
export function addSigners(
  round: Round,
  taskId: string,
  where: AddedWhere,
  users: readonly string[],
): Result<RoundChange> {
  const at = openPlace(round, taskId);
  if (!at.ok) return at;
  const owner = round.signers[at.value];
  if (owner === undefined || owner.helper !== undefined)
    return refused([issue('not_allowed', '', { action: 'add_sign' })]);
  if (users.length === 0) return refused([issue('bad_target')]);
  const there = users.filter((user) => isThere(round, user));
  if (there.length > 0) return refused(there.map((user) => issue('already_there', '', { user })));
  const added = [...new Set(users)].map((user): Signer => ({
    user,
    added: { by: owner.user, where, around: owner.user },
  }));
  const place = where === 'before' ? at.value : at.value + 1;
  return ok(changed(round, round.signers.toSpliced(place, 0, ...added)));
}

/** Takes an added signer out again, with those he added himself. Only the one who added him may. */
export function removeSigner(round: Round, by: string, user: string): Result<RoundChange> {
  const signer = round.signers.find((each) => each.user === user);
  if (signer === undefined) return refused([issue('bad_target', '', { user })]);
  if (signer.added?.by !== by) return refused([issue('not_yours', '', { user })]);
  if (signer.answer !== undefined) return refused([issue('already_done', '', { user })]);
  const gone = around(round, user);
  return ok(
    changed(
      round,
      round.signers.filter((each) => !gone.has(each.user)),
      round.signers.filter((each) => gone.has(each.user)),
    ),
  );
}

/** The user, those added around him, and so on. */
function around(round: Round, user: string): ReadonlySet<string> {
  const found = new Set([user]);
  for (const each of found)
    for (const signer of round.signers) if (signer.added?.around === each) found.add(signer.user);
  return found;
}

/** One user takes the place of everybody who has not answered; if he is one of them, the others just go. */
export function replaceUnanswered(round: Round, to: string): RoundChange {
  const late = round.signers.filter((signer) => signer.answer === undefined);
  const hasAnswered = round.signers.some((signer) => signer.user === to && signer.answer !== undefined);
  if (late.length === 0 || hasAnswered) return settled(round);
  const own = late.find((signer) => signer.user === to && signer.helper === undefined);
  const first = late[0];
  const heir: Signer = own ?? { user: to };
  return changed(
    round,
    round.signers.flatMap((signer) => {
      if (signer.answer !== undefined) return [signer];
      return signer === first ? [withoutAdder(heir)] : [];
    }),
    late.filter((signer) => signer !== own),
  );
}

function withoutAdder({ added: _added, ...signer }: Signer): Signer {
  return signer;
}

/** Takes an answer back while nobody who had to wait for it has answered. */
export function takeBackIn(round: Round, user: string): Result<RoundChange> {
  const at = round.signers.findIndex((signer) => signer.answer?.by === user && !signer.answer.duplicate);
  if (at < 0) return refused([issue('not_yours')]);
  if (round.signers.some((signer, place) => hasFollowed(round, signer, place, at)))
    return refused([issue('too_late')]);
  return ok(
    changed(
      round,
      round.signers.map((signer, place) => {
        if (place !== at) return signer;
        const { answer: _answer, ...rest } = signer;
        return rest;
      }),
    ),
  );
}

function hasFollowed({ mode, signers }: Round, signer: Signer, place: number, at: number): boolean {
  if (signer.answer === undefined || signer.answer.duplicate === true) return false;
  const { added } = signer;
  if (added?.where === 'after' && added.around === signers[at]?.user) return true;
  const before = signers[at]?.added;
  if (before?.where === 'before' && before.around === signer.user) return true;
  return mode === 'sequence' && added === undefined && place > at;
}

/** The round with ids for the to-dos to open. */
export function withTasks(
  { round, open }: RoundChange,
  ids: IdSource,
): { readonly round: Round; readonly opened: readonly (TaskToOpen & { readonly taskId: string })[] } {
  const opened = open.map((task) => ({ ...task, taskId: ids() }));
  const idOf = new Map(opened.map(({ signer, taskId }) => [signer, taskId]));
  const signers = round.signers.map((signer, at) => {
    const taskId = idOf.get(at);
    return taskId === undefined ? signer : { ...signer, taskId };
  });
  return { round: { ...round, signers }, opened };
}

/** The round as it is remembered once its node is closed: nobody holds a to-do. */
export function withoutTasks(round: Round): Round {
  return { ...round, signers: round.signers.map(({ taskId: _held, ...signer }) => signer) };
}

/** The ids of the to-dos that are open. */
export function openTasks(round: Round): readonly string[] {
  return round.signers.flatMap(({ taskId }) => (taskId === undefined ? [] : [taskId]));
}

function isThere(round: Round, user: string): boolean {
  return round.signers.some((signer) => signer.user === user || signer.helper === user);
}

function openPlace(round: Round, taskId: string): Result<number, readonly Issue[]> {
  const at = round.signers.findIndex((signer) => signer.taskId === taskId);
  return at < 0 ? refused([issue('already_done')]) : ok(at);
}

function withOpen(round: Round, taskId: string, next: (signer: Signer) => Signer): Result<RoundChange> {
  const at = openPlace(round, taskId);
  if (!at.ok) return at;
  const change = changed(
    round,
    round.signers.map((signer, place) => (place === at.value ? next(signer) : signer)),
  );
  return ok({ ...change, close: change.close.filter((id) => id !== taskId) });
}

/** The round with other signers: to-dos of those who are gone or no longer hold theirs close. */
function changed(round: Round, signers: readonly Signer[], gone: readonly Signer[] = []): RoundChange {
  const held = new Set(signers.flatMap(({ taskId }) => taskId ?? []));
  const lost = [...round.signers, ...gone].flatMap(({ taskId }) =>
    taskId === undefined || held.has(taskId) ? [] : [taskId],
  );
  const next = settled({ ...round, signers });
  return { ...next, close: [...new Set([...lost, ...next.close])] };
}

/** Compares who holds a to-do with who should, and looks whether the node is decided. */
function settled(round: Round): RoundChange {
  const decided = decisionOf(round);
  if (decided !== undefined)
    return { round: withoutTasks(round), open: [], close: openTasks(round), decided };
  const close: string[] = [];
  const open: TaskToOpen[] = [];
  const signers = round.signers.map((signer, at) => {
    const { taskId, ...rest } = signer;
    const wanted = wantsTask(round, at);
    if (wanted && taskId === undefined) open.push(taskOf(signer, at));
    if (wanted || taskId === undefined) return signer;
    close.push(taskId);
    return rest;
  });
  return { round: { ...round, signers }, open, close };
}

function taskOf(signer: Signer, at: number): TaskToOpen {
  return {
    signer: at,
    user: holderOf(signer),
    ...(signer.for === undefined ? {} : { for: signer.for }),
    ...(signer.helper === undefined ? {} : { helps: signer.user }),
  };
}

export type { AddedWhere, Round, RoundMode, Signer, SignerAnswer, Verdict };
