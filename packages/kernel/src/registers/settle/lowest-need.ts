import { balanceKey } from '../balance-key.js';
import type { DimensionValues } from '../balance-key.js';
import type { CompiledRegister } from '../register.js';
import { countedResource } from '../counted-resource.js';
import type { LowestNeed } from './ledger-facts.js';

/** The question for the lowest balance of a key from the end of a day on. */
export function lowestNeed(register: CompiledRegister, key: DimensionValues, after: string): LowestNeed {
  const id = `${balanceKey(register.key, key)} ${after}`;
  return { id, register: register.key, key, after, resource: countedResource(register) };
}
