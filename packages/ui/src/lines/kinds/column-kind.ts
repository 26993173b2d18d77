import type { ColumnKindName, LineColumn, LineOption } from '../line-column.js';
import type { CellIssue, CellValue } from '../line-store.js';

/**
 * What a kind of column can do; the grid asks these properties and never the name.
 * A text that cannot be read stays in the cell as it was typed, and `check` says what is wrong with it.
 */
export interface ColumnKind {
  readonly kind: ColumnKindName;
  readonly align: 'start' | 'end' | 'center';
  /** `options` opens a list under the cell, `switch` is a box to tick, `none` is for reading only. */
  readonly editor: 'input' | 'options' | 'switch' | 'none';
  readonly inputMode?: 'decimal' | 'numeric' | 'text';
  /** What was typed or pasted as a value; undefined when it cannot be read. */
  read(text: string, column: LineColumn): CellValue | undefined;
  /** The cell at rest. */
  show(value: CellValue, column: LineColumn): string;
  /** The cell while it has the focus: what a person would type. */
  edit(value: CellValue, column: LineColumn): string;
  check(value: CellValue, column: LineColumn): readonly CellIssue[];
  /** Options that are at hand without asking anyone. */
  options?(text: string, column: LineColumn): readonly LineOption[];
}

/** A value as plain text. */
export function plainText(value: CellValue): string {
  return value === null ? '' : String(value);
}
