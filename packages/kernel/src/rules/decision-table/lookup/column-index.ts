import type { ClassSpan } from '../axes/axis.js';
import { noRows, RowSetStore, toggle, wordsFor } from './row-set.js';
import type { RowSet } from './row-set.js';

/**
 * For each class of a column the set of rows whose cell takes it. Where keeping every set would cost too much, every
 * n-th is kept (`stride`) with the rows that come and go in between.
 */
export class ColumnIndex {
  private readonly kept: readonly RowSet[];
  private readonly changes: Changes;
  private readonly scratch: RowSet;

  constructor(
    cells: readonly (readonly ClassSpan[])[],
    readonly classes: number,
    private readonly stride: number,
  ) {
    this.changes = changesOf(cells, classes);
    this.scratch = noRows(cells.length);
    this.kept = keptSets(this.changes, classes, cells.length, stride);
  }

  /** The rows of a class. The set is valid until the next call and must not be changed. */
  rowsAt(cls: number): RowSet {
    const start = Math.floor(cls / this.stride);
    const kept = this.kept[start] as RowSet;
    if (start * this.stride === cls) return kept;
    this.scratch.set(kept);
    applyChanges(this.changes, start * this.stride + 1, cls, this.scratch);
    return this.scratch;
  }
}

/** Rows that enter or leave: those of a class stand in `rows` from its place in `starts` to that of the next class. */
interface Changes {
  readonly starts: Uint32Array;
  readonly rows: Uint16Array;
}

function changesOf(cells: readonly (readonly ClassSpan[])[], classes: number): Changes {
  const starts = new Uint32Array(classes + 2);
  for (const spans of cells)
    for (const { first, last } of spans) {
      count(starts, first);
      count(starts, last + 1);
    }
  // Each count becomes the end of its class, and filling moves it back to the start.
  for (let cls = 1; cls < starts.length; cls += 1)
    starts[cls] = (starts[cls] as number) + (starts[cls - 1] as number);
  const rows = new Uint16Array(starts.at(-1) as number);
  for (let row = cells.length - 1; row >= 0; row -= 1)
    for (const { first, last } of cells[row] as readonly ClassSpan[]) {
      put(starts, rows, first, row);
      put(starts, rows, last + 1, row);
    }
  return { starts, rows };
}

function count(starts: Uint32Array, cls: number): void {
  starts[cls] = (starts[cls] as number) + 1;
}

function put(starts: Uint32Array, rows: Uint16Array, cls: number, row: number): void {
  const place = (starts[cls] as number) - 1;
  starts[cls] = place;
  rows[place] = row;
}

function applyChanges({ starts, rows }: Changes, from: number, to: number, set: RowSet): void {
  const end = starts[to + 1] as number;
  for (let at = starts[from] as number; at < end; at += 1) toggle(set, rows[at] as number);
}

function keptSets(changes: Changes, classes: number, rows: number, stride: number): readonly RowSet[] {
  const current = noRows(rows);
  const store = new RowSetStore(current.length, Math.ceil(classes / stride));
  const kept: RowSet[] = [];
  for (let cls = 0; cls < classes; cls += 1) {
    applyChanges(changes, cls, cls, current);
    if (cls % stride === 0) kept.push(store.copy(current));
  }
  return kept;
}

/** Words of 4 bytes that the index of one table may take. */
const INDEX_WORDS_MAX = 1_000_000;

/** Indexes the columns of a table within one budget of memory. */
export function indexColumns(
  columns: readonly { readonly spans: readonly (readonly ClassSpan[])[]; readonly classes: number }[],
  rows: number,
): readonly ColumnIndex[] {
  const words = columns.reduce((sum, { classes }) => sum + classes * wordsFor(rows), 0);
  const stride = Math.max(1, Math.ceil(words / INDEX_WORDS_MAX));
  return columns.map(({ spans, classes }) => new ColumnIndex(spans, classes, stride));
}
