import type { SheetCell } from '@dougong/kernel/exchange';

/** How the cells of a column are shown. */
export type ColumnStyle = 'text' | 'number' | 'date';

export interface SheetColumn {
  readonly title: string;
  readonly style: ColumnStyle;
  /** In characters. */
  readonly width: number;
}

/** One sheet that is written row by row. */
export interface SheetToWrite {
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  rows(): AsyncIterable<readonly SheetCell[]>;
}

/** A kind of file that sheets are written to; the bytes come as they are made, so that no file lies whole in memory. */
export interface SheetFormat {
  readonly mediaType: string;
  readonly extension: string;
  write(sheets: readonly SheetToWrite[]): AsyncGenerator<Uint8Array>;
}
