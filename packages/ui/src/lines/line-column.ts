import type { CellValue } from './line-store.js';

/** Something to choose: a value with its code and its name. */
export interface LineOption {
  readonly value: string;
  readonly title: string;
  readonly code?: string;
  /** Quiet second line: specification, place. */
  readonly note?: string;
  /** Other spellings it is found by, for example initials. */
  readonly aliases?: readonly string[];
}

export type ColumnKindName =
  | 'text'
  | 'decimal'
  | 'percent'
  | 'integer'
  | 'date'
  | 'time'
  | 'choice'
  | 'reference'
  | 'boolean'
  | 'computed';

/** A column of lines. */
export interface LineColumn {
  readonly key: string;
  readonly title: string;
  readonly kind: ColumnKindName;
  /** Pixels; columns that are not frozen grow from here when there is room. */
  readonly width?: number;
  readonly frozen?: boolean;
  /** Names the line to people and to screen readers. */
  readonly rowHeader?: boolean;
  /** Columns of one group stand between two double rules. */
  readonly group?: string;
  /** False sinks the cell; a function decides row by row. */
  readonly editable?: boolean | ((row: string) => boolean);
  readonly required?: boolean;
  /** Adds the column up under the table. */
  readonly sum?: boolean;
  /** Most places after the point. */
  readonly scale?: number;
  /** Always that many places, as for money. */
  readonly fixedScale?: boolean;
  readonly minimum?: string;
  readonly maximum?: string;
  /** A plus before gains. */
  readonly signed?: boolean;
  readonly maxLength?: number;
  readonly unit?: string;
  /** What a choice offers. */
  readonly options?: readonly LineOption[];
  /** Finds what a reference offers. */
  readonly search?: (text: string, signal: AbortSignal, row: string) => Promise<readonly LineOption[]>;
  /** What an id is called; undefined when it is not known here. */
  readonly labelOf?: (value: string) => Pick<LineOption, 'code' | 'title'> | undefined;
  /** Hears the pick of a reference and answers what else it fills in the line. */
  readonly onPick?: (option: LineOption, row: string) => Readonly<Record<string, CellValue>> | undefined;
  /** How a computed value is to be shown. */
  readonly shows?: 'text' | 'decimal' | 'percent';
}

const DEFAULT_WIDTH_PX = 120;

export function columnWidthPx(column: LineColumn): number {
  return column.width ?? DEFAULT_WIDTH_PX;
}
