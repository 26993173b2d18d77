/** A value of a cell as it travels: decimals, dates and ids are text. */
export type CellValue =
  string | number | boolean | null | readonly string[] | readonly FileValue[] | PartedValue;

/** A file of a record; only the head of a document has such. */
export interface FileValue {
  readonly [part: string]: string | number;
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
}

/** A value of several parts, such as an address; only the head of a document has such. */
export interface PartedValue {
  readonly [part: string]: string | undefined;
}

export type LineValues = Readonly<Record<string, CellValue>>;

/** A correction that one press applies. */
export interface Repair {
  readonly value: CellValue;
  /** Without it: "change to <value>". */
  readonly label?: string;
}

/** A fault of one cell; its sentence is made where it is shown. */
export interface CellIssue {
  readonly code: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly severity?: 'error' | 'warning' | 'info';
  readonly detail?: string;
  readonly repairs?: readonly Repair[];
}

/** How a rule wants one cell shown; what is left out is as the column says. */
export interface CellLink {
  readonly visible?: boolean;
  readonly required?: boolean;
  readonly readOnly?: boolean;
  /** The choices that are left. */
  readonly options?: readonly string[];
}

export interface CellEdit {
  readonly row: string;
  readonly column: string;
  readonly value: CellValue;
}

/** A row with the place it had, so that taking it out can be undone. */
export interface PlacedRow {
  readonly key: string;
  readonly index: number;
  readonly values: LineValues;
}

/**
 * Where the lines live. The grid asks for single cells and hears about single cells, so that one keystroke redraws one
 * cell. Rows have keys that stay when rows before them go.
 */
export interface LineStore {
  rows(): readonly string[];
  value(row: string, column: string): CellValue;
  /** Faults found outside the grid (rules, server); the same array while nothing changed. */
  issues(row: string, column: string): readonly CellIssue[];
  /** How rules want the cell shown; without it cells are as their columns say. */
  link?(row: string, column: string): CellLink;
  /** Counts every change of any kind. */
  version(): number;
  subscribeRows(listener: () => void): () => void;
  subscribeRow(row: string, listener: () => void): () => void;
  subscribeCell(row: string, column: string, listener: () => void): () => void;
  subscribeAll(listener: () => void): () => void;
  /** Writes all edits as one change. */
  setCells(edits: readonly CellEdit[]): void;
  /** Adds rows; a row without key gets one. Answers the keys. */
  insertRows(rows: readonly (Omit<PlacedRow, 'key'> & { readonly key?: string })[]): readonly string[];
  deleteRows(keys: readonly string[]): readonly PlacedRow[];
}

export const NO_ISSUES: readonly CellIssue[] = [];
