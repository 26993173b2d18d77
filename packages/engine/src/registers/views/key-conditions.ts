import type { CompiledRegister } from '@dougong/kernel/registers';
import { badQuery } from '../../records/query-refusal.js';
import { dimensionsEqual } from '../ledger-columns.js';
import { decodeCursor, isNumber } from '../page.js';

/** Dimension -> value that it must equal; `null` means blank. */
export type DimensionFilter = Readonly<Record<string, string | null>>;

/** Which keys of a register are meant. */
export interface KeyQuery {
  readonly filter?: DimensionFilter | undefined;
  readonly keyId?: string | undefined;
}

/** SQL conditions on the key `k`; a dimension that the register does not have is refused. */
export function keyConditions(
  register: CompiledRegister,
  { filter = {}, keyId }: KeyQuery,
  p: (value: unknown) => string,
): string[] {
  const known = new Set(register.dimensions.map(({ id }) => id));
  const unknown = Object.keys(filter).find((id) => !known.has(id));
  if (unknown !== undefined)
    throw badQuery('unknown_dimension', ['filter', unknown], { register: register.key, dimension: unknown });
  return [
    `k.register = ${p(register.key)}`,
    ...dimensionsEqual(register, filter, 'k', p),
    ...(keyId === undefined ? [] : [`k.id = ${p(keyIdOf(keyId))}::bigint`]),
  ];
}

function keyIdOf(text: string): string {
  if (isNumber(text)) return text;
  throw badQuery('bad_parameter', ['keyId'], { name: 'keyId' });
}

/** SQL condition that the key `k` comes after the one that a cursor names. */
export function afterKey(cursor: string | undefined, p: (value: unknown) => string): string[] {
  return cursor === undefined ? [] : [`k.id > ${p(decodeCursor(cursor, [isNumber])[0])}::bigint`];
}
