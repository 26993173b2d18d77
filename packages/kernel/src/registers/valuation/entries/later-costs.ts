import { allocateUnits, issue, ok, refused } from '../../../foundation/index.js';
import { shareOf } from '../../share-of.js';
import type { Desk } from '../desk.js';
import type { BookedRow, Booking, Capitalise } from '../entry.js';
import { costAt, poolWith } from '../pool.js';
import type { Handler } from './handler.js';

/** What is still there bears its part of a late cost; the part of what is gone stays outside of the books. */
export const capitalise: Handler<'capitalise'> = (desk, { of, amount, basis }) => {
  const bookings = of.map((id) => desk.earlier(id)?.booking);
  if (!bookings.every((booking) => booking !== undefined)) return refused([issue('unknown_original')]);
  const weights = typeof basis === 'string' ? bookings.map((booking) => weightOf(booking, basis)) : basis;
  if (weights.every((weight) => weight === 0n)) return refused([issue('nothing_to_split_by')]);
  const allocated = allocateUnits(amount, weights);
  for (const [at, booking] of bookings.entries()) {
    const row = booking.rows[0];
    const share = allocated[at] ?? 0n;
    if (row) desk.vary('late_cost', share - capitaliseOne(desk, booking.entry.id, row, share));
  }
  return ok({ allocated });
};

function weightOf({ entry, rows: [row] }: Booking, basis: Extract<Capitalise['basis'], string>): bigint {
  if (basis === 'equal') return 1n;
  if (basis === 'quantity') return row?.quantity ?? 0n;
  return entry.type === 'receive' ? entry.amount : (row?.amount ?? 0n);
}

/** Gives what the pool took of it. */
function capitaliseOne(
  desk: Desk,
  source: string,
  { pool: key, quantity }: BookedRow,
  share: bigint,
): bigint {
  const pool = desk.pool(key);
  const { layered, goesNegative } = desk.method(key);
  const layer = pool.layers.find((each) => each.source === source);
  const held = layered ? (layer?.quantity ?? 0n) : pool.quantity > 0n ? pool.quantity : 0n;
  const remaining = goesNegative ? 0n : held < quantity ? held : quantity;
  const amount = shareOf(share, remaining, quantity);
  const layers = pool.layers.map((each) =>
    each === layer ? { ...each, amount: each.amount + amount } : each,
  );
  desk.write(key, poolWith(pool, 0n, amount, { layers }), layer ? [layer] : []);
  return amount;
}

/** Every pool of the group that is kept at standard cost is worth its quantity at the new one. */
export const revalue: Handler<'revalue'> = (desk, { group, cost }) => {
  desk.standards.set(group, cost);
  for (const key of desk.poolsOf(group).filter((each) => desk.method(each).goesNegative)) {
    const pool = desk.pool(key);
    const difference = costAt(cost, pool.quantity) - pool.amount;
    desk.write(key, poolWith(pool, 0n, difference));
    desk.vary('standard_revaluation', -difference);
  }
  return ok({});
};
