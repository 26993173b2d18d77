import { shareOf } from '../../share-of.js';
import { costOf, poolWith } from '../pool.js';
import type { ValuationMethod } from './method.js';

/** Moving average: what goes out takes its share of the pool's amount. */
export const movingAverage: ValuationMethod = {
  kind: 'moving_average',
  layered: false,
  goesNegative: false,
  put: (pool, { quantity, amount }) => ({
    pool: poolWith(pool, quantity, amount, { lastCost: costOf(amount, quantity) ?? pool.lastCost }),
    amount,
  }),
  take(pool, quantity) {
    const amount = quantity === pool.quantity ? pool.amount : shareOf(pool.amount, quantity, pool.quantity);
    const lastCost = costOf(pool.amount, pool.quantity) ?? pool.lastCost;
    return { pool: poolWith(pool, -quantity, -amount, { lastCost }), amount, pieces: [] };
  },
  gainCost: (pool) => (pool.quantity > 0n ? costOf(pool.amount, pool.quantity) : undefined),
};
