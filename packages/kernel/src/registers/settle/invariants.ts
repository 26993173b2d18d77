import { balanceKey } from '../balance-key.js';
import type { DimensionValues } from '../balance-key.js';
import type { Balance, Movement } from '../movement.js';
import { negativePolicy } from '../negative-policy.js';
import type { CompiledRegister } from '../register.js';
import { resourceUnits } from '../resource-units.js';
import type { Units } from '../resource-units.js';
import type { Pool } from '../valuation/index.js';
import type { LedgerPage, PageEntry } from './ledger-page.js';

/**
 * Promises of the ledger, asserted before anything is written and again on what is read. A broken one is a fault of
 * the program, never of the user, so it throws and nothing commits.
 */

/** Movements and balances tell one story: before + movements = after, for every key and resource. */
export function assertMovementsExplain(
  registers: ReadonlyMap<string, CompiledRegister>,
  movements: readonly Movement[],
  before: LedgerPage,
  after: readonly PageEntry[],
): void {
  const moved = new Map<string, Units>();
  for (const movement of movements) {
    const register = registers.get(movement.register);
    if (!register) throw new Error(`movement of an unknown register ${movement.register}`);
    const id = balanceKey(movement.register, movement.key);
    const start = moved.get(id) ?? before.read(register, movement.key).units;
    moved.set(id, sumOf(start, resourceUnits(register, movement.resources)));
  }
  for (const { register, key, units } of after) {
    assertPool(register, key, units);
    const id = balanceKey(register.key, key);
    const expected = moved.get(id) ?? [];
    if (units.some((each, at) => each !== expected[at]))
      throw new Error(`movements do not explain the balance ${id}`);
  }
}

/** The books and the page say the same, and layers are the pool. */
export function assertBooked({ register, key, units }: PageEntry, pool: Pool): void {
  const [quantity, amount] = units;
  const isSame = pool.quantity === quantity && pool.amount === amount;
  const layers = pool.layers.reduce((sum, layer) => sum + layer.quantity, 0n);
  const isLayered = !register.valued?.method.layered || layers === (pool.quantity > 0n ? pool.quantity : 0n);
  if (!isSame || !isLayered)
    throw new Error(`the books do not explain the balance ${balanceKey(register.key, key)}`);
}

/** A valued pool is worth nothing at quantity 0; where it may not go short, its worth has the sign of its quantity. */
export function assertBalance(register: CompiledRegister, { key, resources }: Balance): void {
  assertPool(register, key, resourceUnits(register, resources));
}

export function assertPool(register: CompiledRegister, key: DimensionValues, units: Units): void {
  if (!register.valued) return;
  const [quantity = 0n, amount = 0n] = units;
  const isTorn = (quantity > 0n && amount < 0n) || (quantity < 0n && amount > 0n);
  if ((quantity === 0n && amount !== 0n) || (isTorn && negativePolicy(register, key) === 'refuse'))
    throw new Error(`broken pool ${balanceKey(register.key, key)}: quantity ${quantity}, amount ${amount}`);
}

function sumOf(a: Units, b: Units): Units {
  return a.map((units, at) => units + (b[at] ?? 0n));
}
