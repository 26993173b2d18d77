/**
 * A cell of a sheet as it is read or written. Numbers are texts, so that no digit is lost on the way; a date is the civil day
 * and time that the sheet shows, without a zone.
 */
export type SheetCell =
  | { readonly kind: 'text'; readonly text: string }
  /** `text` is a plain decimal. `cut` when the sheet itself has kept only some of its digits. */
  | { readonly kind: 'number'; readonly text: string; readonly cut?: true }
  /** `YYYY-MM-DD` or `YYYY-MM-DD HH:mm:ss`. */
  | { readonly kind: 'date'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** What the sheet shows in place of a value: `#REF!`. */
  | { readonly kind: 'fault'; readonly text: string }
  | null;

/** Excel keeps so many digits of a number; the others it makes zeros. */
export const SHEET_DIGITS_MAX = 15;

/** Whether a cell says nothing. */
export function isBlankCell(cell: SheetCell | undefined): cell is null | undefined {
  return cell === null || cell === undefined || (cell.kind === 'text' && cell.text.trim() === '');
}

/** What people see in a cell. */
export function cellText(cell: SheetCell | undefined): string {
  if (cell === null || cell === undefined) return '';
  return cell.kind === 'boolean' ? String(cell.value) : cell.text;
}

/** The name of a cell by its column and row, both from 0 and 1: `C7`. */
export function cellName(column: number, row: number): string {
  return `${columnName(column)}${row}`;
}

/** The letters of a column, from 0: `A`, `Z`, `AA`. */
export function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter;
}
