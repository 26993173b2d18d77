import type { CompiledRegister } from '@dougong/kernel/registers';
import { identifier } from '../database/sql-text.js';

/** How a register's dimensions and resources lie in the generic tables. */

export const DIMENSION_SLOTS = Array.from({ length: 12 }, (_, at) => `s${at + 1}`);
export const RESOURCE_SLOTS = ['r1', 'r2', 'r3', 'r4'] as const;

/** `{dimension: value}` of a key row, as a JSON expression. */
export function keyAsJson(register: CompiledRegister, alias: string): string {
  return objectOf(register.dimensions.map(({ id, slot }) => [id, `${alias}.${slot}`]));
}

/** `{resource: decimal text}`, as a JSON expression; `value` gives the SQL of a slot. */
export function resourcesAsJson(register: CompiledRegister, value: (slot: string) => string): string {
  return objectOf(register.resources.map(({ id, slot, scale }) => [id, decimalText(value(slot), scale)]));
}

/** A numeric as wire text at its scale. Values never have more decimals, so nothing is rounded away. */
export function decimalText(expression: string, scale: number): string {
  return `round(${expression}, ${scale})::text`;
}

/** The same, for JSON from which a kernel record is made: pairs of names and expressions, unquoted names checked. */
export function objectOf(pairs: readonly (readonly [string, string])[]): string {
  return `jsonb_build_object(${pairs.map(([name, value]) => `'${checked(name)}', ${value}`).join(', ')})`;
}

/** Whether any resource of the row is not zero. */
export function isNotEmpty(register: CompiledRegister, alias: string): string {
  return `(${register.resources.map(({ slot }) => `${alias}.${slot} <> 0`).join(' OR ')})`;
}

/** Keys of definitions are identifiers, so they are safe inside quotes too. */
function checked(name: string): string {
  return identifier(name).slice(1, -1);
}
