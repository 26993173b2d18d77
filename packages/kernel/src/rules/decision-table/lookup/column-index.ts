import type { ClassSpan } from '../axes/axis.js';
import { noRows, toggle, wordsFor } from './row-set.js';
import type { RowSet } from './row-set.js';

/**
 * For each class of a column the set of rows whose cell takes it. Where keeping every set would cost too much, every
 * n-th is kept (`stride`) with the rows that come and go in between.
 */
export class ColumnIndex {
  private readonly kept: readonly RowSet[];
  /** Rows that enter or leave at each class. */
  private readonly changes: readonly (readonly number[])[];
  private readonly scratch: RowSet;

  constructor(
    cells: readonly (readonly ClassSpan[])[],
    readonly classes: number,
    private readonly stride: number,
  ) {
    this.changes = changesOf(cells, classes);
    this.scratch = noRows(cells.length);
    this.kept = keptSets(this.changes, cells.length, stride);
  }

  /** The rows of a class. The set is valid until the next call and must not be changed. */
  rowsAt(cls: number): RowSet {
    const start = Math.floor(cls / this.stride);
    const kept = this.kept[start] as RowSet;
    if (start * this.stride === cls) return kept;
    this.scratch.set(kept);
    for (let at = start * this.stride + 1; at <= cls; at += 1)
      for (const row of this.changes[at] as readonly number[]) toggle(this.scratch, row);
    return this.scratch;
  }
}

function changesOf(
  cells: readonly (readonly ClassSpan[])[],
  classes: number,
): readonly (readonly number[])[] {
  const changes: number[][] = Array.from({ length: classes + 1 }, () => []);
  cells.forEach((spans, row) => {
    for (const { first, last } of spans) {
      changes[first]?.push(row);
      changes[last + 1]?.push(row);
    }
  });
  return changes;
}

function keptSets(changes: readonly (readonly number[])[], rows: number, stride: number): readonly RowSet[] {
  const current = noRows(rows);
  const kept: RowSet[] = [];
  for (let cls = 0; cls < changes.length; cls += 1) {
    for (const row of changes[cls] as readonly number[]) toggle(current, row);
    if (cls % stride === 0) kept.push(current.slice());
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
