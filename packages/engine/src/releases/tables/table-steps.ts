import type { Conversion } from './conversions.js';
import type { DesiredColumn, DesiredKey } from './desired-tables.js';
import type { TableIndex } from './table-index.js';
import type { TableObject } from './table-objects.js';

/** One thing that the preparing of a publish does. Every step may run again. */
export type TableStep =
  | { readonly kind: 'create_table'; readonly table: string; readonly columns: readonly DesiredColumn[] }
  | { readonly kind: 'add_column'; readonly table: string; readonly column: DesiredColumn }
  | {
      readonly kind: 'build_index';
      readonly table: string;
      readonly index: TableIndex;
      /** Beside those who write; only where nobody can be writing yet it is built at once. */
      readonly online: boolean;
      /** One of that name was begun and not finished. */
      readonly isBroken: boolean;
    }
  | { readonly kind: 'add_key'; readonly table: string; readonly key: DesiredKey; readonly isNew: boolean }
  | { readonly kind: 'check_key'; readonly table: string; readonly key: DesiredKey }
  /** Room for the converted values of a field, and a trigger that forgets them when the old value changes. */
  | { readonly kind: 'add_shadow'; readonly table: string; readonly conversion: Conversion }
  | { readonly kind: 'fill_shadow'; readonly table: string; readonly conversion: Conversion };

/** What becomes of an index with the switch: it takes the name of the one before it. */
export interface IndexSwap {
  readonly table: string;
  readonly name: string;
  /** The name under which it was built. */
  readonly shadow: string;
  /** The name that the one before it gets; it goes with the column of the old values. */
  readonly old: string;
}

export interface TablePlan {
  /** In order. */
  readonly prepare: readonly TableStep[];
  /** Fields that change columns with the switch. */
  readonly conversions: readonly Conversion[];
  readonly indexSwaps: readonly IndexSwap[];
  /** What is dropped after the switch: no release needs it. */
  readonly finish: readonly TableObject[];
}

/** What a step makes that a failed publish must take away again. */
export function madeBy(step: TableStep): readonly TableObject[] {
  const { table } = step;
  switch (step.kind) {
    case 'create_table':
      return [{ kind: 'table', table }];
    case 'add_column':
      return [{ kind: 'column', table, name: step.column.name, type: step.column.type }];
    case 'build_index':
      return [{ kind: 'index', table, name: step.index.name }];
    case 'add_key':
      return [{ kind: 'key', table, name: step.key.name }];
    case 'add_shadow':
      return shadowObjects(step.conversion);
    case 'check_key':
    case 'fill_shadow':
      return [];
  }
}

/** The column with converted values, the index that finds rows without one, and the trigger that makes such rows. */
export function shadowObjects({ table, shadow, to }: Conversion): readonly TableObject[] {
  return [
    { kind: 'column', table, name: shadow, type: to.type.sqlType },
    { kind: 'index', table, name: leftIndexName(shadow) },
    { kind: 'trigger', table, name: shadow },
  ];
}

/** The index of the rows that are still to be converted. */
export function leftIndexName(shadow: string): string {
  return `${shadow}_left`;
}
