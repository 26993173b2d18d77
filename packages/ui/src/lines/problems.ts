import type { LineColumn } from './line-column.js';
import type { CellIssue, LineStore } from './line-store.js';
import { COLUMN_KINDS } from './kinds/index.js';

export interface LineProblem {
  readonly row: string;
  readonly rowIndex: number;
  readonly column: LineColumn;
  readonly columnIndex: number;
  readonly issue: CellIssue;
}

/** All faults of one cell: what its kind sees in the value, and what rules and server said. */
export function cellIssues(store: LineStore, row: string, column: LineColumn): readonly CellIssue[] {
  const own = COLUMN_KINDS[column.kind].check(store.value(row, column.key), column);
  const outside = store.issues(row, column.key);
  if (own.length === 0) return outside;
  return outside.length === 0 ? own : [...own, ...outside];
}

export function isErrorIssue(issue: CellIssue): boolean {
  return (issue.severity ?? 'error') === 'error';
}

/** Whether a row has an error in any cell: it is then left out of the sums. */
export function rowHasError(store: LineStore, row: string, columns: readonly LineColumn[]): boolean {
  return columns.some((column) => cellIssues(store, row, column).some(isErrorIssue));
}

/** All errors of the table in reading order. */
export function findProblems(store: LineStore, columns: readonly LineColumn[]): readonly LineProblem[] {
  return store.rows().flatMap((row, rowIndex) =>
    columns.flatMap((column, columnIndex) =>
      cellIssues(store, row, column)
        .filter(isErrorIssue)
        .slice(0, 1)
        .map((issue) => ({ row, rowIndex, column, columnIndex, issue })),
    ),
  );
}
