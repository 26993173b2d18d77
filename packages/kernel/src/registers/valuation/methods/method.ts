import { costOf } from '../pool.js';
import type { Cost, Layer, Pool } from '../pool.js';

/** What comes into a pool. */
export interface Arrival {
  readonly quantity: bigint;
  readonly amount: bigint;
  /** What it is made of: one layer of its own, or those that it brings along. */
  readonly layers: readonly Layer[];
}

export interface Put {
  readonly pool: Pool;
  /** What the pool took it at; another figure than it came with leaves a variance. */
  readonly amount: bigint;
}

export interface Taking {
  readonly pool: Pool;
  readonly amount: bigint;
  /** The layers that it was taken from, oldest first. */
  readonly pieces: readonly Layer[];
}

/**
 * How a pool is valued. Duties of a method: an amount is rounded once, a price never; whoever takes the last of a pool
 * takes its whole amount, so that nothing is worth nothing.
 */
export interface ValuationMethod {
  readonly kind: string;
  /** Whether what came in is told apart when it goes out. */
  readonly layered: boolean;
  put(pool: Pool, arrival: Arrival, standard: Cost | undefined): Put;
  /** @param quantity at most what the pool holds. @param first the layer to begin with. */
  take(pool: Pool, quantity: bigint, standard: Cost | undefined, first?: string): Taking;
  /** Price of what was found; none in a pool that holds nothing. */
  gainCost(pool: Pool, standard: Cost | undefined): Cost | undefined;
  /** Whether the pool may hold less than nothing by itself; otherwise what is missing is kept at a provisional cost. */
  readonly goesNegative: boolean;
}

/** What a unit that was found is worth: what the pool's units are worth, those that are missing too, else what one cost last, else the standard. */
export function priceOfGain(
  method: ValuationMethod,
  pool: Pool,
  standard: Cost | undefined,
): Cost | undefined {
  return method.gainCost(pool, standard) ?? costOf(pool.amount, pool.quantity) ?? pool.lastCost ?? standard;
}
