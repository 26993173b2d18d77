import { shareOf } from '../share-of.js';

/** What so many units of quantity cost; a price without rounding. The quantity is above zero. */
export interface Cost {
  readonly quantity: bigint;
  readonly amount: bigint;
}

/** What came in together and goes out together, oldest first. */
export interface Layer {
  /** The entry that brought it here. */
  readonly source: string;
  /** The day on which it came into the house, `YYYY-MM-DD`, and its place among what came that day. */
  readonly acquired: string;
  readonly order: number;
  /** How much of it came, and what is left. */
  readonly received: bigint;
  readonly quantity: bigint;
  readonly amount: bigint;
}

/** What is valued together. Everything is in units of the register's quantity and amount; there is no stored price. */
export interface Pool {
  readonly quantity: bigint;
  readonly amount: bigint;
  /** Live ones in the order in which they are taken; none where the method keeps none, or while the pool is short. */
  readonly layers: readonly Layer[];
  /** What a unit cost when something last came or went. */
  readonly lastCost?: Cost;
}

export const EMPTY_POOL: Pool = { quantity: 0n, amount: 0n, layers: [] };

/** What a quantity costs at a price, rounded once. */
export function costAt({ amount, quantity }: Cost, units: bigint): bigint {
  return shareOf(amount, units, quantity);
}

/** The price of an amount; none of nothing. */
export function costOf(amount: bigint, quantity: bigint): Cost | undefined {
  return quantity === 0n
    ? undefined
    : quantity < 0n
      ? { amount: -amount, quantity: -quantity }
      : { amount, quantity };
}

/** The pool with more or less in it. */
export function poolWith(pool: Pool, quantity: bigint, amount: bigint, changed: Partial<Pool> = {}): Pool {
  return { ...pool, quantity: pool.quantity + quantity, amount: pool.amount + amount, ...changed };
}
