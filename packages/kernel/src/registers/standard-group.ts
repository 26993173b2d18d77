import type { DimensionValues } from './balance-key.js';
import type { CompiledRegister } from './register.js';

/** The dimensions of a key that decide its standard cost, in their places; all others are `null`. */
export function standardGroup({ standardBy }: CompiledRegister, key: DimensionValues): DimensionValues {
  const last = Math.max(...standardBy);
  return key.slice(0, last + 1).map((value, at) => (standardBy.includes(at) ? value : null));
}
