import type { CompiledDimension, CompiledRegister } from '@dougong/kernel/registers';
import { isStorable } from '../../records/query-text.js';
import { badQuery } from '../../records/query-refusal.js';
import { decodeCursor, isNumber } from '../page.js';
import type { PositionPart } from '../page.js';
import type { SlotRow } from '../ledger-columns.js';

/** By what the rows of a reading are told apart: each key by itself, or sums over the dimensions that are left out. */
export interface FigureGrouping {
  /** The dimensions that rows show. */
  readonly dimensions: readonly CompiledDimension[];
  readonly byKey: boolean;
}

/** Where a page begins, or what it is sorted by: an SQL expression of a row, its type and how a cursor writes it. */
export interface OrderPart {
  readonly expression: string;
  readonly type: string;
  readonly fits: PositionPart;
  readonly text: (row: SlotRow) => string;
}

/** Every key by itself without names of dimensions. */
export function groupingOf(register: CompiledRegister, names: readonly string[] | undefined): FigureGrouping {
  if (names === undefined) return { dimensions: register.dimensions, byKey: true };
  const dimensions = [...new Set(names)].map((name) => {
    const dimension = register.dimensions.find(({ id }) => id === name);
    if (!dimension)
      throw badQuery('unknown_dimension', ['group'], {
        register: register.key,
        dimension: name.slice(0, 40),
      });
    return dimension;
  });
  return { dimensions, byKey: false };
}

/** Columns of a row by which it is grouped; `k` is its key. */
export function groupColumns({ dimensions, byKey }: FigureGrouping): readonly string[] {
  return [...(byKey ? ['k.id'] : []), ...dimensions.map(({ slot }) => `k.${slot}`)];
}

const VALUE = '=';

/** Keys are in the order in which they were first moved, groups in the order of their values, blank ones before the others. */
export function groupOrder({ dimensions, byKey }: FigureGrouping): readonly OrderPart[] {
  if (byKey) {
    return [{ expression: 'id', type: 'bigint', fits: isNumber, text: (row) => String(row['id']) }];
  }
  return dimensions.map(({ slot }) => ({
    expression: `coalesce('${VALUE}' || ${slot}, '') COLLATE "C"`,
    type: 'text',
    fits: (text) => text === '' || (text.startsWith(VALUE) && isStorable(text)),
    text: (row) => (row[slot] == null ? '' : `${VALUE}${String(row[slot])}`),
  }));
}

/** SQL condition that a row comes after the one that a cursor names. */
export function afterCursor(
  order: readonly OrderPart[],
  cursor: string,
  p: (value: unknown) => string,
): string {
  const position = decodeCursor(
    cursor,
    order.map(({ fits }) => fits),
  );
  const at = order.map(({ type }, part) => `${p(position[part])}::${type}`);
  return `(${order.map(({ expression }) => expression).join(', ')}) > (${at.join(', ')})`;
}
