import type { DimensionValues } from '../balance-key.js';
import type { AvailableTerm, DimensionFilter } from '../movement.js';
import { countedResource } from '../counted-resource.js';
import type { CompiledRegister } from '../register.js';
import type { SumNeed } from './ledger-facts.js';

/** The one balance that a filter leaves, if it names every dimension: then it is locked and not summed. */
export function singleKey(register: CompiledRegister, where: DimensionFilter): DimensionValues | undefined {
  if (register.definition.balance === 'split') return undefined;
  const isWhole = register.dimensions.every(({ id }) => id in where);
  return isWhole ? register.dimensions.map(({ id }) => where[id] ?? null) : undefined;
}

/** The question for the sum of all balances that a filter leaves. */
export function sumNeed(register: CompiledRegister, where: DimensionFilter): SumNeed {
  const resource = countedResource(register);
  const named = register.dimensions.filter(({ id }) => id in where).map(({ id }) => [id, where[id] ?? null]);
  return {
    id: JSON.stringify([register.key, resource, named]),
    register: register.key,
    where: Object.fromEntries(named) as DimensionFilter,
    resource,
  };
}

/** What the terms of a guard ask for: balances of their own, and sums. */
export function availableNeeds(
  terms: readonly AvailableTerm[],
  registers: ReadonlyMap<string, CompiledRegister>,
): {
  readonly keys: readonly { readonly register: string; readonly key: DimensionValues }[];
  readonly sums: readonly SumNeed[];
} {
  const asked = terms.flatMap(({ register: key, where }) => {
    const register = registers.get(key);
    return register ? [{ register, where, single: singleKey(register, where) }] : [];
  });
  return {
    keys: asked.flatMap(({ register, single }) => (single ? [{ register: register.key, key: single }] : [])),
    sums: asked.flatMap(({ register, where, single }) => (single ? [] : [sumNeed(register, where)])),
  };
}
