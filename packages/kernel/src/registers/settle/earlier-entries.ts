import { unitsOfText } from '../../foundation/index.js';
import { balanceKey } from '../balance-key.js';
import type { CompiledRegister } from '../register.js';
import { resourceUnits } from '../resource-units.js';
import type { BookedRow, EarlierEntry, ValuationEntry } from '../valuation/index.js';
import type { EarlierMovement, ReturnedFact } from './ledger-facts.js';
import { layerOf, orderOf } from './stored-layers.js';

type Valued = NonNullable<CompiledRegister['valued']>;

/** Movements that were one entry, together: both sides of a move, the old and the new of what was replaced. */
export function entriesIn(movements: readonly EarlierMovement[]): readonly (readonly EarlierMovement[])[] {
  const entries: EarlierMovement[][] = [];
  for (const movement of movements) {
    const last = entries.at(-1);
    if (last && movement.of !== undefined && last[0]?.ord === movement.of) last.push(movement);
    else entries.push([movement]);
  }
  return entries;
}

/** What was one entry, by the number of its first movement; every other row of it also by its own number. */
export function earlierEntries(
  movements: readonly EarlierMovement[],
  register: CompiledRegister,
  returned: ReadonlyMap<string, ReturnedFact>,
): readonly (readonly [string, EarlierEntry])[] {
  const single = movements.map(
    (movement) => [movement.seq, earlierEntry(movement, register, returned.get(movement.seq))] as const,
  );
  const [head, ...others] = single;
  if (!head) return [];
  const [seq, first] = head;
  const rows = single.flatMap(([, { booking }]) => booking.rows);
  return [[seq, { ...first, booking: { ...first.booking, rows } }], ...others];
}

/** An earlier movement as the books knew it when it was booked. */
function earlierEntry(
  movement: EarlierMovement,
  register: CompiledRegister,
  returned: ReturnedFact | undefined,
): EarlierEntry {
  const { valued } = register;
  if (!valued) throw new Error(`movement ${movement.seq} has no value`);
  const row = rowOf(movement, register, valued);
  return {
    booking: { entry: entryOf(movement, row, valued), rows: [row], variances: [] },
    returned: unitsOfText(returned?.quantity ?? '0', valued.quantity.scale),
    isReversed: returned?.reversed ?? false,
  };
}

function rowOf(movement: EarlierMovement, register: CompiledRegister, valued: Valued): BookedRow {
  const [quantity = 0n, amount = 0n] = resourceUnits(register, movement.resources);
  const pool = balanceKey(register.key, movement.key);
  return { pool, quantity, amount, pieces: movement.pieces.map((piece) => layerOf(piece, valued)) };
}

/** Only what others ask of an earlier entry is filled in: what a receipt was paid, and what a return referred to. */
function entryOf(
  movement: EarlierMovement,
  { pool, quantity, amount }: BookedRow,
  valued: Valued,
): ValuationEntry {
  const head = { id: movement.seq, date: movement.businessDate, order: orderOf(movement.seq), pool };
  const of = movement.linkSeq ?? '';
  switch (movement.entry) {
    case 'return_in':
      return { ...head, type: 'return_in', of, quantity };
    case 'return_out':
      return { ...head, type: 'return_out', of, quantity: -quantity, at: 'original' };
    case 'receive':
      return { ...head, type: 'receive', quantity, amount: amount + notTaken(movement, valued) };
    default:
      return { ...head, type: 'found', quantity };
  }
}

/** The part of the price that the pool did not take it at. */
function notTaken({ variances }: EarlierMovement, { amount: { scale } }: Valued): bigint {
  return variances
    .filter(({ kind }) => kind === 'price' || kind === 'shortage')
    .reduce((sum, { amount }) => sum + unitsOfText(amount, scale), 0n);
}
