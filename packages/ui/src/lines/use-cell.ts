import { useCallback, useSyncExternalStore } from 'react';
import type { CellStanding, GridController } from './grid-controller.js';
import type { LineColumn } from './line-column.js';
import { NO_ISSUES, type CellIssue, type CellValue, type LineStore } from './line-store.js';
import { COLUMN_KINDS } from './kinds/index.js';
import { rowHasError } from './problems.js';

/** The value and the faults of one cell, redrawing only when they change. */
export function useCellValue(
  store: LineStore,
  row: string,
  column: LineColumn,
): { readonly value: CellValue; readonly issues: readonly CellIssue[] } {
  const subscribe = useCallback(
    (listener: () => void) => store.subscribeCell(row, column.key, listener),
    [store, row, column.key],
  );
  const value = useSyncExternalStore(subscribe, () => store.value(row, column.key));
  const outside = useSyncExternalStore(subscribe, () => store.issues(row, column.key));
  const own = COLUMN_KINDS[column.kind].check(value, column);
  const issues = own.length === 0 ? outside : outside.length === 0 ? own : [...own, ...outside];
  return { value, issues: issues.length === 0 ? NO_ISSUES : issues };
}

/** How the cell stands, redrawing only when that changes. */
export function useCellStanding(grid: GridController, row: string, column: LineColumn): CellStanding {
  const subscribe = useCallback(
    (listener: () => void) => grid.store.subscribeCell(row, column.key, listener),
    [grid, row, column.key],
  );
  return useSyncExternalStore(subscribe, () => grid.standing(row, column));
}

/** Whether the row holds an error, so that what is computed from it is still to come. */
export function useRowHasError(grid: GridController, row: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => grid.store.subscribeRow(row, listener),
    [grid, row],
  );
  return useSyncExternalStore(subscribe, () => rowHasError(grid.store, row, grid.columns()));
}

/** Whether the cell is active (then the number of the move that brought the focus) and inside the chosen block. */
export function useCellPlace(
  grid: GridController,
  row: string,
  rowIndex: number,
  columnIndex: number,
): { readonly active: boolean; readonly focusTurn: number; readonly selected: boolean } {
  const subscribe = useCallback((listener: () => void) => grid.subscribeActive(listener), [grid]);
  const active = useSyncExternalStore(subscribe, () => grid.isActive(row, columnIndex));
  const focusTurn = useSyncExternalStore(subscribe, () => grid.focusTurn(row, columnIndex));
  const selected = useSyncExternalStore(subscribe, () => grid.isSelected(rowIndex, columnIndex));
  return { active, focusTurn, selected };
}
