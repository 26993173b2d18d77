import { issue, ok, refused } from '../../../foundation/index.js';
import type { Issue, Result } from '../../../foundation/index.js';
import { shareOf } from '../../share-of.js';
import type { Desk, Earlier } from '../desk.js';
import type { BookedRow } from '../entry.js';
import { poolWith } from '../pool.js';
import type { Handler } from './handler.js';

/** Comes back at its part of what it left with; all of it together at exactly that. */
export const returnIn: Handler<'return_in'> = (desk, { of, pool, quantity }) => {
  const original = originalOf(desk, of, quantity);
  if (!original.ok) return original;
  const { earlier, row } = original.value;
  const amount = cumulativeShare(-row.amount, -row.quantity, earlier.returned, quantity);
  desk.receive(pool, { quantity, amount }, 'return_price');
  return ok({});
};

/** Goes back; the other side gives back its part of what it was paid. */
export const returnOut: Handler<'return_out'> = (desk, { of, pool, quantity, at }) => {
  const original = originalOf(desk, of, quantity);
  if (!original.ok) return original;
  const { earlier } = original.value;
  const row = { ...original.value.row, ...(pool !== undefined && { pool }) };
  const { entry } = earlier.booking;
  const paid = entry.type === 'receive' ? entry.amount : row.amount;
  const credit = cumulativeShare(paid, row.quantity, earlier.returned, quantity);
  const method = desk.method(row.pool);
  if (method.layered || method.goesNegative || at === 'current') {
    const { amount } = desk.issue(row.pool, quantity, of);
    desk.vary('return_price', amount - credit);
    return ok({ credit });
  }
  return leaveAt(desk, row, quantity, credit, 'return_residual', { credit });
};

/**
 * Takes something out at an amount of its own; what is left when nothing else is left goes to a variance. By business dates the pool
 * may turn out to be worth less than that: then all that is there leaves, and the rest is a variance, too.
 */
export function leaveAt<Answer>(
  desk: Desk,
  { pool: key }: BookedRow,
  quantity: bigint,
  amount: bigint,
  residual: 'return_residual' | 'reversal_residual',
  answer: Answer,
): Result<Answer, readonly Issue[]> {
  const pool = desk.pool(key);
  const isTooMuch = quantity < pool.quantity && amount > pool.amount;
  if (isTooMuch && !desk.isReplay) return refused([issue('negative_value')]);
  const leaving = isTooMuch || quantity === pool.quantity ? pool.amount : amount;
  desk.write(key, poolWith(pool, -quantity, -leaving));
  desk.vary(residual, leaving - amount);
  return ok(answer);
}

interface Original {
  readonly earlier: Earlier;
  readonly row: BookedRow;
}

function originalOf(desk: Desk, id: string, quantity: bigint): Result<Original, readonly Issue[]> {
  const earlier = desk.earlier(id);
  const row = earlier?.booking.rows[0];
  if (!earlier || !row) return refused([issue('unknown_original', '', { original: id })]);
  if (earlier.isReversed && !desk.isReplay) return refused([issue('already_reversed')]);
  const whole = row.quantity < 0n ? -row.quantity : row.quantity;
  // By business dates a return may come before the reversal of another one that had made room for it.
  return earlier.returned + quantity > whole && !desk.isReplay
    ? refused([issue('return_exceeds_original')])
    : ok({ earlier, row });
}

function cumulativeShare(amount: bigint, whole: bigint, done: bigint, quantity: bigint): bigint {
  return shareOf(amount, done + quantity, whole) - shareOf(amount, done, whole);
}
