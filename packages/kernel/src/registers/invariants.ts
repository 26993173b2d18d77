import { balanceKey } from './balance-key.js';
import type { Balance, Movement } from './movement.js';
import type { CompiledRegister } from './register.js';
import { resourceUnits } from './resource-units.js';
import type { Units } from './resource-units.js';

/**
 * Promises of the ledger, asserted before anything is written and again on what is read. A broken one is a fault of
 * the program, never of the user, so it throws and nothing commits.
 */

/** Movements and balances tell one story: before + movements = after, for every key and resource. */
export function assertMovementsExplain(
  registers: ReadonlyMap<string, CompiledRegister>,
  movements: readonly Movement[],
  before: ReadonlyMap<string, Balance>,
  after: readonly Balance[],
): void {
  const moved = new Map<string, Units>();
  for (const movement of movements) {
    const register = registers.get(movement.register);
    if (!register?.keepsBalance) continue;
    const key = balanceKey(movement.register, movement.key);
    const start = moved.get(key) ?? resourceUnits(register, before.get(key)?.resources ?? {});
    moved.set(key, sumOf(start, resourceUnits(register, movement.resources)));
  }
  for (const balance of after) {
    const register = registers.get(balance.register);
    if (!register) throw new Error(`balance of an unknown register ${balance.register}`);
    assertBalance(register, balance);
    const expected = moved.get(balanceKey(balance.register, balance.key)) ?? [];
    if (resourceUnits(register, balance.resources).some((units, at) => units !== expected[at])) {
      throw new Error(`movements do not explain the balance ${balanceKey(balance.register, balance.key)}`);
    }
  }
}

/** A valued pool is worth nothing at quantity 0 and never less than nothing. */
export function assertBalance(register: CompiledRegister, balance: Balance): void {
  if (!register.valued) return;
  const [quantity = 0n, amount = 0n] = resourceUnits(register, balance.resources);
  if (quantity < 0n || amount < 0n || (quantity === 0n && amount !== 0n)) {
    throw new Error(
      `broken pool ${balanceKey(balance.register, balance.key)}: ${JSON.stringify(balance.resources)}`,
    );
  }
}

function sumOf(a: Units, b: Units): Units {
  return a.map((units, at) => units + (b[at] ?? 0n));
}
