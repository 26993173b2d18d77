import { fifo } from './fifo.js';
import type { ValuationMethod } from './method.js';
import { movingAverage } from './moving-average.js';
import { standardCost } from './standard.js';

export { priceOfGain } from './method.js';
export type { Arrival, Put, Taking, ValuationMethod } from './method.js';

/** Every method by which a register can be valued. What tells batches apart is the average with the batch in the key. */
export const VALUATION_METHODS: ReadonlyMap<string, ValuationMethod> = new Map(
  [movingAverage, fifo, standardCost].map((method) => [method.kind, method]),
);
