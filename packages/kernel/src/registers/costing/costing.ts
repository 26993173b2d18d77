import type { Part } from '../../foundation/index.js';

/** What a pool holds, in units of the register's quantity and amount. There is no stored price. */
export interface PoolFigures {
  readonly quantity: bigint;
  readonly amount: bigint;
}

export type Direction = 'in' | 'out';

/**
 * How a register finds the amount of a movement that names only a quantity.
 *
 * Duties of a method: amounts are rounded once, prices never; the movement that empties a pool takes its whole amount,
 * so that a pool at quantity 0 is worth 0.
 */
export interface CostingMethod extends Part {
  /** Whether registers of this method keep an amount beside a quantity. */
  readonly valued: boolean;
  /**
   * Amount (in units) of `quantity` moving in or out at the pool's own cost; `null` when the pool has no cost to give.
   * An outgoing quantity is at most what the pool holds.
   */
  costOf(pool: PoolFigures, quantity: bigint, direction: Direction): bigint | null;
}
