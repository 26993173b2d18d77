import { ok, ZERO } from '../../foundation/index.js';
import type { Decimal, Issue, Result } from '../../foundation/index.js';
import { addAll, shareOut } from './services.js';
import type { Amounts } from './services.js';

/** Costs that belong to no product by themselves, and what they are handed out by. */
export interface CostPool {
  readonly name: string;
  readonly amount: Decimal;
  readonly driver: string;
}

export interface PooledCosts {
  readonly byPool: ReadonlyMap<string, Amounts>;
  readonly total: Amounts;
}

/**
 * Hands each pool to its receivers by the quantity of its driver that each of them used.
 * @param drivers receiver -> driver -> quantity, in the order in which remainders go out.
 * @returns every receiver's share of every pool, or `no_driver` for a pool whose driver nobody used.
 */
export function allocatePools(
  pools: readonly CostPool[],
  drivers: ReadonlyMap<string, Amounts>,
  scale: number,
): Result<PooledCosts, readonly Issue[]> {
  const byPool = new Map<string, Amounts>();
  const total = new Map<string, Decimal>([...drivers.keys()].map((receiver) => [receiver, ZERO]));
  for (const { name, amount, driver } of pools) {
    const used = new Map([...drivers].map(([receiver, by]) => [receiver, by.get(driver) ?? ZERO]));
    const shares = shareOut(name, amount, used, scale);
    if (!shares.ok) return shares;
    byPool.set(name, shares.value);
    addAll(total, shares.value);
  }
  return ok({ byPool, total });
}
