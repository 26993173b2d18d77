import { isError, issue, magnitude } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { LinkQuery } from '../movement.js';
import type { CompiledRegister } from '../register.js';
import { resourceUnits } from '../resource-units.js';
import { returnedUnits } from './counted-returns.js';
import { checkOutgoing } from './guards.js';
import { entriesIn } from './earlier-entries.js';
import { entryHead } from './entry-head.js';
import type { EarlierMovement, EarlierPosting } from './ledger-facts.js';
import { inOrderOfRefusal, located } from './refusals.js';
import type { Workbench } from './workbench.js';

/** What a reversal undoes, and why it may not. */
export interface Reversal {
  readonly undone: readonly EarlierPosting[];
  readonly issues: readonly Issue[];
}

/** In which order entries are undone: as they were booked, or the last one first. */
export type UndoOrder = 'as_booked' | 'last_first';

/** Undoes what was booked, entry by entry: posting and reversal add up to nothing. */
export function settleReversal(bench: Workbench, query: LinkQuery, order: UndoOrder): Reversal {
  const posted = bench.facts.earlier.get(query.id) ?? [];
  if (posted.length === 0)
    return { undone: [], issues: [issue('unknown_original', '', { original: query.document })] };
  const undone = posted.filter((posting) => !isReversed(bench, posting));
  if (undone.length === 0) return { undone, issues: [issue('already_reversed')] };
  const booked = undone.flatMap(({ movements }) => entriesIn(movements));
  const entries = order === 'as_booked' ? booked : booked.toReversed();
  for (const { id } of undone) bench.state.undone.add(id);
  const found = byLine(entries.map((entry) => [entry[0]?.line?.id, undo(bench, entry)]));
  return { undone, issues: found.map(asUsedSince) };
}

/** What stands in the way of a reversal: not a quantity that could be reduced, but what was done since. */
const USED_SINCE: Readonly<Record<string, string>> = {
  insufficient_balance: 'used_since',
  return_exceeds_original: 'returned_since',
};

function asUsedSince(found: Issue): Issue {
  return isError(found) ? { ...found, code: USED_SINCE[found.code] ?? found.code } : found;
}

/** What is wrong with the first line comes first. */
function byLine(found: readonly (readonly [string | undefined, readonly Issue[]])[]): readonly Issue[] {
  const lines = new Map<string | undefined, readonly Issue[]>();
  for (const [line, issues] of found) lines.set(line, [...(lines.get(line) ?? []), ...issues]);
  return [...lines.values()].flatMap(inOrderOfRefusal);
}

/** What moved nothing cannot be told by its movements. */
function isReversed({ state }: Workbench, { id, movements, reversed }: EarlierPosting): boolean {
  return reversed === true || state.undone.has(id) || movements.some(({ seq }) => state.reversed.has(seq));
}

/** Undoes one entry: in its register, row by row at what was booked. */
function undo(bench: Workbench, movements: readonly EarlierMovement[]): readonly Issue[] {
  const [head] = movements;
  const register = head && bench.registers.get(head.register);
  if (!register) return [issue('unknown_register', '', { register: head?.register })];
  // The pools would have their old amounts and the standard its new price.
  if (head.entry === 'revalue') return [issue('standard_stays', '', { register: register.key })];
  const found = movements.flatMap((each) =>
    each.direction === 'in' ? checkTakingBack(bench, each, register) : [],
  );
  if (found.some(isError)) return found;
  const refusals = register.valued
    ? undoValued(bench, head, movements, register)
    : undoCounted(bench, head, register);
  if (refusals.length === 0) for (const { seq } of movements) bench.state.reversed.add(seq);
  return [...found, ...refusals];
}

function checkTakingBack(
  bench: Workbench,
  { key, resources }: EarlierMovement,
  register: CompiledRegister,
): readonly Issue[] {
  const wanted = resourceUnits(register, resources);
  return checkOutgoing({ register, key, wanted, businessDate: bench.businessDate, path: '' }, bench);
}

function undoCounted(
  bench: Workbench,
  { key, resources, direction, seq, entry, linkSeq, ...source }: EarlierMovement,
  register: CompiledRegister,
): readonly Issue[] {
  if (returnedUnits(bench, register, seq) > 0n)
    return located([issue('return_exceeds_original')], '', register, key);
  const moved = resourceUnits(register, resources).map((units) => -units);
  const opposite = direction === 'in' ? 'out' : 'in';
  bench.log.write(register, key, moved, source, { direction: opposite, entry: 'mirror', linkSeq: seq });
  if (entry?.startsWith('return') && linkSeq !== undefined)
    bench.state.cameBack(linkSeq, -magnitude(moved[0] ?? 0n));
  return [];
}

function undoValued(
  bench: Workbench,
  { seq, key, ...source }: EarlierMovement,
  movements: readonly EarlierMovement[],
  register: CompiledRegister,
): readonly Issue[] {
  const { head, seqs } = entryHead(bench, register, movements.length);
  const booking = bench.state.books.post({ ...head, type: 'mirror', of: seq });
  if (!booking.ok) return located(booking.error, '', register, key);
  const links = movements.map((each) => each.seq);
  bench.log.writeBooking(register, booking.value, source, links, seqs);
  return [];
}
