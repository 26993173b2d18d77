import type { SheetCell } from '@dougong/kernel/exchange';
import { Refusal } from '../../http/refusal.js';

export const FILE_BYTES_MAX = 64 * 1024 * 1024;
export const COLUMNS_MAX = 200;
export const ROWS_MAX = 50_000;

/** A row as it stands in a sheet; `row` is its number there, from 1. Blank rows may be left out. */
export interface ReadRow {
  readonly row: number;
  readonly cells: readonly SheetCell[];
}

/** A file of sheets that is being read. */
export interface SheetFile {
  readonly sheets: readonly string[];
  /** The rows of a sheet from the top, read as they are asked for. */
  rows(sheet: number): AsyncGenerator<ReadRow>;
}

/** A file that is not what it claims to be. */
export function unreadable(reason: string): Refusal {
  return new Refusal(422, 'file_unreadable', [], { params: { reason } });
}

/** More columns than a form could have are a mistake, or an attack. */
export function checkColumns(count: number): void {
  if (count > COLUMNS_MAX) throw new Refusal(422, 'too_many_columns', [], { params: { max: COLUMNS_MAX } });
}

const UNSTORABLE = /\0|\p{Surrogate}/gu;

/** A text without what no database keeps: NUL, and halves of signs. */
export function storableText(text: string): string {
  return text.replace(UNSTORABLE, '');
}
