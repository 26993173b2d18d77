import { issue, ok, refused } from '../../../foundation/index.js';
import type { Issue, Result } from '../../../foundation/index.js';
import type { Desk } from '../desk.js';
import type { BookedRow } from '../entry.js';
import { amountOf, putLayers, quantityOf } from '../layers.js';
import { poolWith } from '../pool.js';
import type { Layer } from '../pool.js';
import type { Handler } from './handler.js';
import { leaveAt } from './returns.js';

/** Undoes an entry row by row at what was booked, once. */
export const mirror: Handler<'mirror'> = (desk, { of }) => {
  const earlier = desk.earlier(of);
  if (!earlier) return refused([issue('unknown_original', '', { original: of })]);
  if (earlier.isReversed) return refused([issue('already_reversed')]);
  if (earlier.returned > 0n && !desk.isReplay) return refused([issue('return_exceeds_original')]);
  for (const row of earlier.booking.rows) {
    const undone =
      row.quantity > 0n ? takeBack(desk, row) : row.quantity < 0n ? putBack(desk, row) : unvalue(desk, row);
    if (!undone.ok) return undone;
  }
  return ok({});
};

/** What came in goes out again, out of the very layers that it made, which must be whole. */
function takeBack(desk: Desk, row: BookedRow): Result<object, readonly Issue[]> {
  const { pool: key, quantity, amount, pieces } = row;
  const method = desk.method(key);
  if (method.goesNegative) {
    const taking = desk.issue(key, quantity);
    desk.vary('reversal_residual', taking.amount - amount);
    return ok({});
  }
  if (!method.layered) return leaveAt(desk, row, quantity, amount, 'reversal_residual', {});
  const { layers, ...pool } = desk.pool(key);
  const left = pieces.reduce<readonly Layer[] | undefined>(without, layers);
  if (!left) {
    if (!desk.isReplay) return refused([issue('layer_consumed')]);
    desk.vary('reversal_residual', desk.issue(key, quantity, pieces[0]?.source).amount - amount);
    return ok({});
  }
  const gone = layers.filter((layer) => !left.includes(layer));
  const worth = amountOf(gone);
  desk.write(key, poolWith({ ...pool, layers: left }, -quantity, -worth), gone);
  desk.vary('reversal_residual', worth - amount);
  return ok({});
}

/** The layers less one that is whole; nothing when part of it is gone. */
function without(layers: readonly Layer[] | undefined, piece: Layer): readonly Layer[] | undefined {
  const whole = layers?.find(
    ({ source, order, acquired, quantity }) =>
      source === piece.source &&
      order === piece.order &&
      acquired === piece.acquired &&
      quantity === piece.quantity,
  );
  return whole && layers?.filter((layer) => layer !== whole);
}

/** What went out comes in again, into the very layers that it was taken from. */
function putBack(
  desk: Desk,
  { pool: key, quantity, amount, pieces }: BookedRow,
): Result<object, readonly Issue[]> {
  const method = desk.method(key);
  const pool = desk.pool(key);
  const [back, worth] = [-quantity, -amount];
  const isPlain = pool.quantity >= 0n && quantityOf(pieces) === back;
  if (method.layered && isPlain) {
    desk.write(key, { ...poolWith(pool, back, worth), layers: putLayers(pool.layers, pieces) }, pieces);
    return ok({});
  }
  // What had gone out without being there has no layer to go back to.
  const rest = desk.layerOf(back - quantityOf(pieces), worth - amountOf(pieces));
  desk.receive(key, { quantity: back, amount: worth, layers: [...pieces, rest] }, 'reversal_residual');
  return ok({});
}

/** An amount without a quantity is taken back from what is left of its layer, or of its pool. */
function unvalue(desk: Desk, { pool: key, amount, pieces }: BookedRow): Result<object, readonly Issue[]> {
  const pool = desk.pool(key);
  const layer = pieces[0] && pool.layers.find(({ source }) => source === pieces[0]?.source);
  const isThere = desk.method(key).layered ? layer !== undefined : pool.quantity > 0n;
  if (!isThere) {
    desk.write(key, pool);
    desk.vary('reversal_residual', -amount);
    return ok({});
  }
  if (amount > pool.amount && !desk.isReplay) return refused([issue('negative_value')]);
  // By business dates less may be there of it.
  const leaving = amount > pool.amount ? pool.amount : amount;
  const layers = pool.layers.map((each) =>
    each === layer ? { ...each, amount: each.amount - leaving } : each,
  );
  desk.write(key, poolWith(pool, 0n, -leaving, { layers }), pieces);
  desk.vary('reversal_residual', leaving - amount);
  return ok({});
}
