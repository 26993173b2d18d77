import { amountOf, putLayers, takeLayers } from '../layers.js';
import { costOf, poolWith } from '../pool.js';
import type { ValuationMethod } from './method.js';

/** First in, first out: what came first goes first, at what it cost. */
export const fifo: ValuationMethod = {
  kind: 'fifo',
  layered: true,
  goesNegative: false,
  put: (pool, { quantity, amount, layers }) => ({
    pool: poolWith(pool, quantity, amount, {
      layers: putLayers(pool.layers, layers),
      lastCost: costOf(amount, quantity) ?? pool.lastCost,
    }),
    amount,
  }),
  take(pool, quantity, _standard, first) {
    const { taken, left } = takeLayers(pool.layers, quantity, first);
    const amount = amountOf(taken);
    const last = pool.layers.find(
      ({ source, order }) => source === taken.at(-1)?.source && order === taken.at(-1)?.order,
    );
    const lastCost = (last && costOf(last.amount, last.quantity)) ?? pool.lastCost;
    return { pool: poolWith(pool, -quantity, -amount, { layers: left, lastCost }), amount, pieces: taken };
  },
  gainCost(pool) {
    const newest = pool.layers.at(-1);
    return newest && costOf(newest.amount, newest.quantity);
  },
};
