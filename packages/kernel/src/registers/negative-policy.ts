import type { DimensionValues } from './balance-key.js';
import type { CompiledRegister } from './register.js';

/** What happens when a movement leaves the balance of a key below zero: the first exception that fits, else the general policy. */
export function negativePolicy(
  { definition, dimensions }: CompiledRegister,
  key: DimensionValues,
): 'refuse' | 'warn' | 'allow' {
  const exception = definition.negativeFor?.find(
    ({ dimension, value }) => key[dimensions.findIndex(({ id }) => id === dimension)] === value,
  );
  return exception?.policy ?? definition.negative;
}
