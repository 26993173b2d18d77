import { ok } from '../../../foundation/index.js';
import { priceOfGain } from '../methods/index.js';
import { amountOf, quantityOf } from '../layers.js';
import type { Desk } from '../desk.js';
import { costAt, costOf } from '../pool.js';
import type { Handler } from './handler.js';

export const receive: Handler<'receive'> = (desk, { pool, quantity, amount }) => {
  desk.receive(pool, { quantity, amount });
  return ok({});
};

export const issue: Handler<'issue'> = (desk, { pool, quantity }) => {
  desk.issue(pool, quantity);
  return ok({});
};

/** The layers travel along with their days; the leg in takes what the leg out gave. */
export const move: Handler<'move'> = (desk, { from, to, quantity }) => {
  if (from === to) return ok({});
  const { amount, pieces } = desk.issue(from, quantity);
  const carried = pieces.map((piece) => ({ ...piece, source: desk.entry.id, received: piece.quantity }));
  // What was not there has no day on which it came into the house.
  const rest = desk.layerOf(quantity - quantityOf(pieces), amount - amountOf(pieces));
  desk.receive(to, { quantity, amount, layers: [...carried, rest].filter((layer) => layer.quantity > 0n) });
  return ok({});
};

/** A gain is worth what the pool's units are worth, or the price that was given for it. */
export const found: Handler<'found'> = (desk, { pool, quantity, cost }) => {
  const price = cost ?? priceOfGain(desk.method(pool), desk.pool(pool), desk.standard(pool));
  const amount = price ? costAt(price, quantity) : 0n;
  const booked = desk.receive(pool, { quantity, amount }, 'none');
  desk.vary('gain', -booked);
  return ok({});
};

export const lost: Handler<'lost'> = (desk, { pool, quantity }) => {
  const { amount } = desk.issue(pool, quantity);
  desk.vary('loss', amount);
  return ok({});
};

export const replace: Handler<'replace'> = (desk, { pool, held, quantity, amount }) => {
  const before = desk.pool(pool);
  if (held > 0n) desk.issue(pool, held);
  if (held < 0n) bringBack(desk, pool, -held);
  if (quantity !== 0n) desk.receive(pool, { quantity, amount }, 'none');
  desk.vary('revaluation', before.amount - desk.pool(pool).amount);
  return ok({});
};

/** What was missing comes back at what it was thought to cost. */
function bringBack(desk: Desk, key: string, quantity: bigint): void {
  const pool = desk.pool(key);
  const price = costOf(pool.amount, pool.quantity) ?? pool.lastCost ?? desk.standard(key);
  desk.receive(key, { quantity, amount: price ? costAt(price, quantity) : 0n }, 'revaluation');
}
