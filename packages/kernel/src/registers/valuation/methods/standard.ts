import { costAt, poolWith } from '../pool.js';
import type { Cost, Pool } from '../pool.js';
import type { ValuationMethod } from './method.js';

/** Standard cost: a pool is always worth its quantity at the standard, whatever came in at which price. */
export const standardCost: ValuationMethod = {
  kind: 'standard',
  layered: false,
  goesNegative: true,
  put(pool, { quantity }, standard) {
    const amount = worthOf(pool, quantity, standard);
    return { pool: poolWith(pool, quantity, amount), amount };
  },
  take(pool, quantity, standard) {
    const amount = -worthOf(pool, -quantity, standard);
    return { pool: poolWith(pool, -quantity, -amount), amount, pieces: [] };
  },
  gainCost: (_pool, standard) => standard,
};

/** What the pool's worth changes by when its quantity does. */
function worthOf(pool: Pool, quantity: bigint, standard: Cost | undefined): bigint {
  return (standard ? costAt(standard, pool.quantity + quantity) : 0n) - pool.amount;
}
