import { issue } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { DimensionValues } from '../balance-key.js';
import type { CompiledRegister } from '../register.js';

/** What is told first when several things are wrong. */
const ORDER = [
  'already_reversed',
  'lot_expired',
  'insufficient_balance',
  'insufficient_available',
  'future_negative',
];

export function inOrderOfRefusal(issues: readonly Issue[]): readonly Issue[] {
  const rank = ({ code }: Issue): number => {
    const at = ORDER.indexOf(code);
    return at < 0 ? ORDER.length : at;
  };
  return issues.toSorted((one, other) => rank(one) - rank(other));
}

/** Which balance a refusal is about, as params of its sentence. */
export function balanceParams(register: CompiledRegister, key: DimensionValues): Record<string, unknown> {
  const dimensions = Object.fromEntries(register.dimensions.map(({ id }, at) => [id, key[at] ?? null]));
  return { register: register.key, dimensions };
}

/** Names the place in the document and the balance in what the books refuse. */
export function located(
  issues: readonly Issue[],
  path: string,
  register: CompiledRegister,
  key: DimensionValues,
): readonly Issue[] {
  return issues.map(({ code, params }) => issue(code, path, { ...balanceParams(register, key), ...params }));
}
