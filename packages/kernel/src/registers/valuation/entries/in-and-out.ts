import { ok } from '../../../foundation/index.js';
import { costAt } from '../pool.js';
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
  desk.receive(to, { quantity, amount, ...(carried.length > 0 && { layers: carried }) });
  return ok({});
};

/** A gain is worth what the pool's units are worth, or the price that was given for it. */
export const found: Handler<'found'> = (desk, { pool, quantity, cost }) => {
  const held = desk.pool(pool);
  const price =
    cost ?? desk.method(pool).gainCost(held, desk.standard(pool)) ?? held.lastCost ?? desk.standard(pool);
  const amount = price ? costAt(price, quantity) : 0n;
  const booked = desk.receive(pool, { quantity, amount }, 'gain');
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
  if (held !== 0n) desk.issue(pool, held);
  if (quantity !== 0n) desk.receive(pool, { quantity, amount }, 'revaluation');
  desk.vary('revaluation', before.amount - desk.pool(pool).amount);
  return ok({});
};
