import { Decimal, fixedText } from '@dougong/kernel/foundation';
import type { CompiledRegister } from '@dougong/kernel/registers';
import { identifier } from '../database/sql-text.js';

/** How a register's dimensions and resources lie in the generic tables. */

export const DIMENSION_SLOTS = Array.from({ length: 12 }, (_, at) => `s${at + 1}`);
export const RESOURCE_SLOTS = ['r1', 'r2', 'r3', 'r4'] as const;

/** A row of the generic tables: slot -> text. */
export type SlotRow = Readonly<Record<string, unknown>>;

/** `{dimension: value}` of a row that has the slots of a key. */
export function dimensionsOf(
  register: Pick<CompiledRegister, 'dimensions'>,
  row: SlotRow,
): Record<string, string | null> {
  return Object.fromEntries(
    register.dimensions.map(({ id, slot }) => [id, (row[slot] as string | null | undefined) ?? null]),
  );
}

/** `{resource: decimal text}` of a row; `prefix` names the group of columns. */
export function resourcesOf(register: CompiledRegister, row: SlotRow, prefix = 'r'): Record<string, string> {
  return Object.fromEntries(
    register.resources.map(({ id, slot, scale }) => {
      const text = row[slot.replace('r', prefix)] as string | null | undefined;
      return [id, fixedText(new Decimal(text ?? '0'), scale)];
    }),
  );
}

/** SQL condition: some resource of the row is not zero. */
export function isNotEmpty(register: CompiledRegister, alias: string): string {
  return `(${register.resources.map(({ slot }) => `${alias}.${slot} <> 0`).join(' OR ')})`;
}

/** SQL conditions that dimensions equal values; `null` means blank. Unknown dimensions are the caller's to refuse. */
export function dimensionsEqual(
  register: CompiledRegister,
  filter: Readonly<Record<string, string | null>>,
  alias: string,
  p: (value: unknown) => string,
): string[] {
  return register.dimensions
    .filter(({ id }) => filter[id] !== undefined)
    .map(({ id, slot }) =>
      filter[id] === null ? `${alias}.${slot} IS NULL` : `${alias}.${slot} = ${p(filter[id])}`,
    );
}

/** SQL of a row as one flat JSON object, dimensions and resources by their keys. */
export function balanceAsJson(register: CompiledRegister, key: string, balance: string): string {
  const pairs = [
    ...register.dimensions.map(({ id, slot }) => [id, `${key}.${slot}`]),
    ...register.resources.map(({ id, slot, scale }) => [id, `round(${balance}.${slot}, ${scale})::text`]),
  ];
  return `jsonb_build_object(${pairs.map(([name, value]) => `'${checked(name ?? '')}', ${value}`).join(', ')})`;
}

/** Keys of definitions are identifiers, so they are safe inside quotes too. */
function checked(name: string): string {
  return identifier(name).slice(1, -1);
}
