import { issue, magnitude, unitsText } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { DimensionValues } from '../balance-key.js';
import type { AvailableTerm, IntendedGuard, MovementIntent } from '../movement.js';
import { negativePolicy } from '../negative-policy.js';
import type { CompiledRegister, CompiledResource } from '../register.js';
import type { Units } from '../resource-units.js';
import { countedResource } from '../counted-resource.js';
import { singleKey } from './available.js';
import { balanceParams } from './refusals.js';
import { heldUnits } from './wanted.js';
import type { Wanted } from './wanted.js';
import type { Workbench } from './workbench.js';

/** Something that is about to leave a balance, or to come into one. */
interface Passing {
  readonly register: CompiledRegister;
  readonly key: DimensionValues;
  readonly wanted: Units;
  readonly businessDate: string;
  readonly guard?: IntendedGuard;
  /** Pointer to the value in the document that a refusal is about. */
  readonly path: string;
}

/**
 * What speaks against a movement, the first reason only; where the register just warns, all of them as warnings. What comes in
 * must only be available where it is taken from.
 */
export function checkIntent(
  bench: Workbench,
  { direction, guard, held, path }: MovementIntent,
  { register, key, units }: Wanted,
): readonly Issue[] {
  const { businessDate } = bench;
  const passing = { register, key, wanted: units, businessDate, path, ...(guard && { guard }) };
  if (held) return checkOutgoing({ ...passing, wanted: [heldUnits(held, register)] }, bench);
  if (direction === 'out' || direction === 'move') return checkOutgoing(passing, bench);
  return direction === 'in' ? byPolicy(passing, [() => checkAvailable(passing, bench)]) : [];
}

/**
 * What speaks against taking a quantity before it is divided among lots.
 * @param short what is missing in the lots.
 */
export function checkUndivided(
  bench: Workbench,
  { guard, path }: MovementIntent,
  { register, key, units }: Wanted,
  short: readonly Issue[],
): readonly Issue[] {
  const { businessDate } = bench;
  const out = { register, key, wanted: units, businessDate, path, ...(guard && { guard }) };
  const expired = checkLastDay(out);
  if (expired.length > 0) return expired;
  return short.length > 0 ? short : byPolicy(out, [() => checkAvailable(out, bench)]);
}

/** What speaks against taking something out. */
export function checkOutgoing(out: Passing, bench: Workbench): readonly Issue[] {
  const expired = checkLastDay(out);
  if (expired.length > 0) return expired;
  return byPolicy(out, [
    () => checkBalance(out, bench),
    () => checkAvailable(out, bench),
    () => checkLater(out, bench),
  ]);
}

function byPolicy({ register, key }: Passing, checks: readonly (() => readonly Issue[])[]): readonly Issue[] {
  const policy = negativePolicy(register, key);
  if (policy === 'allow') return [];
  if (policy === 'warn')
    return checks.flatMap((check) => check()).map((found) => ({ ...found, severity: 'warning' as const }));
  for (const check of checks) {
    const found = check();
    if (found.length > 0) return found;
  }
  return [];
}

/** It is good through its last day. */
function checkLastDay({ guard, businessDate, register, key, path }: Passing): readonly Issue[] {
  if (guard?.lastDay === undefined || guard.lastDay >= businessDate) return [];
  const params = { ...balanceParams(register, key), lastDay: guard.lastDay, date: businessDate };
  return [issue('lot_expired', path, params)];
}

/** Balances that it would leave below zero. In a valued register only the quantity can be short. */
function checkBalance(
  { register, key, wanted, path }: Passing,
  { state: { page } }: Workbench,
): readonly Issue[] {
  if (!register.locksBalance) return [];
  const counted = register.valued ? register.resources.slice(0, 1) : register.resources;
  const { units } = page.read(register, key);
  return counted.flatMap((resource, at) =>
    shortage('insufficient_balance', path, resource, units[at] ?? 0n, wanted[at] ?? 0n, () => ({
      ...balanceParams(register, key),
      resource: resource.id,
    })),
  );
}

/** What is held for others cannot be taken. */
function checkAvailable(out: Passing, bench: Workbench): readonly Issue[] {
  const terms = out.guard?.available ?? [];
  if (terms.length === 0) return [];
  const { resource, wanted } = countedOf(out);
  const available = terms.reduce((sum, term) => {
    const units = termUnits(term, resource, bench);
    return term.sign === 'plus' ? sum + units : sum - units;
  }, 0n);
  const params = () => balanceParams(out.register, out.key);
  return shortage('insufficient_available', out.path, resource, available, wanted, params);
}

/** What a term adds up to, at the scale of the resource that is taken. */
function termUnits(
  { register: name, where }: AvailableTerm,
  resource: CompiledResource,
  { state, registers }: Workbench,
): bigint {
  const register = registers.get(name);
  if (!register) throw new Error(`a guard names a register that was not compiled: ${name}`);
  const key = singleKey(register, where);
  const at = register.resources.findIndex(({ id }) => id === countedResource(register));
  const units = key ? (state.page.read(register, key).units[at] ?? 0n) : state.sums.read(register, where);
  return rescaled(units, register.resources[at]?.scale ?? 0, resource.scale);
}

function rescaled(units: bigint, from: number, to: number): bigint {
  return to >= from ? units * 10n ** BigInt(to - from) : units / 10n ** BigInt(from - to);
}

/** A later day, when it has gone out already, must have had enough. */
function checkLater(out: Passing, { state }: Workbench): readonly Issue[] {
  if (!out.guard?.later) return [];
  const lowest = state.later.lowest(out.register, out.key, out.businessDate);
  if (lowest === undefined) return [];
  const { resource, wanted } = countedOf(out);
  const params = () => ({ ...balanceParams(out.register, out.key), date: out.businessDate });
  return shortage('future_negative', out.path, resource, lowest, wanted, params);
}

function countedOf({ register, wanted }: Passing): { resource: CompiledResource; wanted: bigint } {
  const at = register.resources.findIndex(({ id }) => id === countedResource(register));
  const resource = register.resources[at];
  if (!resource) throw new Error(`register ${register.key} counts nothing`);
  return { resource, wanted: wanted[at] ?? 0n };
}

function shortage(
  code: 'insufficient_balance' | 'insufficient_available' | 'future_negative',
  path: string,
  { scale }: CompiledResource,
  balance: bigint,
  wanted: bigint,
  params: () => Record<string, unknown>,
): readonly Issue[] {
  const after = balance - wanted;
  if (after >= 0n || after >= balance) return [];
  const figures = {
    balance: unitsText(balance, scale),
    wanted: unitsText(magnitude(wanted), scale),
    short: unitsText(-after, scale),
  };
  return [{ ...issue(code, path), params: { ...params(), ...figures } }];
}
