import { useCallback, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import { formatDecimal, signOf, sumTexts } from '../numbers/index.js';
import { useUiText } from '../i18n/index.js';
import { alignment } from './column-places.js';
import type { GridController } from './grid-controller.js';
import type { GridLayout } from './grid-layout.js';
import type { LineColumn } from './line-column.js';

const ROWS_NAMED_MAX = 3;

interface Sums {
  readonly byColumn: Readonly<Record<string, string>>;
  readonly countedRows: number;
  readonly faultyRows: readonly number[];
}

function addUp(grid: GridController, columns: readonly LineColumn[]): Sums {
  const faulty = new Set(grid.problems().map((problem) => problem.row));
  const rows = grid.store.rows();
  const counted = rows.filter((row) => !faulty.has(row));
  const sums = columns
    .filter((column) => column.sum === true)
    .map(
      (column) => [column.key, sumTexts(counted.map((row) => grid.store.value(row, column.key)))] as const,
    );
  return {
    byColumn: Object.fromEntries(sums),
    countedRows: counted.length,
    faultyRows: rows.flatMap((row, index) => (faulty.has(row) ? [index + 1] : [])),
  };
}

/** The sums as they stand now. */
export function useSums(grid: GridController, columns: readonly LineColumn[]): Sums {
  const subscribe = useCallback((listener: () => void) => grid.store.subscribeAll(listener), [grid]);
  const version = useSyncExternalStore(subscribe, () => grid.store.version());
  // The version stands for all values of the store.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => addUp(grid, columns), [grid, columns, version]);
}

/** Runs of columns without a sum, and the single columns with one. */
function spans(columns: readonly LineColumn[]): { at: number; span: number; column: LineColumn | null }[] {
  const found: { at: number; span: number; column: LineColumn | null }[] = [];
  columns.forEach((column, at) => {
    const last = found.at(-1);
    const newGroup = at > 0 && column.group !== columns[at - 1]!.group;
    if (column.sum === true) found.push({ at, span: 1, column });
    else if (last !== undefined && last.column === null && !newGroup) last.span += 1;
    else found.push({ at, span: 1, column: null });
  });
  return found;
}

function useCountText({ countedRows, faultyRows }: Sums): string {
  const text = useUiText();
  if (faultyRows.length === 0) return text('lines.totalRows', { count: countedRows });
  const named =
    faultyRows.slice(0, ROWS_NAMED_MAX).join('、') + (faultyRows.length > ROWS_NAMED_MAX ? '…' : '');
  return text('lines.totalWithout', { count: countedRows, rows: named });
}

function sumText(value: string, { scale, fixedScale, signed = false }: LineColumn): string {
  return formatDecimal(value, fixedScale === true && scale !== undefined ? { scale, signed } : { signed });
}

function SumText({ value, column }: { readonly value: string; readonly column: LineColumn }) {
  const sign = signOf(value);
  return (
    <span className={sign === 'negative' ? 'is-negative' : sign === 'zero' ? 'is-zero' : undefined}>
      {sumText(value, column)}
    </span>
  );
}

interface GridSumsProps {
  readonly grid: GridController;
  readonly columns: readonly LineColumn[];
  readonly layout: GridLayout;
  readonly summary?: ReactNode;
}

/** The last line of the page: ink rule above, double rule below, faulty lines named and left out. */
export function GridSums({ grid, columns, layout, summary }: GridSumsProps) {
  const text = useUiText();
  const sums = useSums(grid, columns);
  const count = useCountText(sums);
  return (
    <div role="row" aria-rowindex={grid.store.rows().length + 2} className="dg-row dg-sums">
      <div role="gridcell" aria-colindex={1} className="dg-cell dg-row-number is-frozen" />
      {spans(columns).map(({ at, span, column }, position) => (
        <div
          key={at}
          role={position === 0 ? 'rowheader' : 'gridcell'}
          aria-colindex={at + 2}
          aria-colspan={span > 1 ? span : undefined}
          className={`${layout.columns[at]!.className}${column === null ? '' : ' is-end'}`}
          style={{
            ...layout.columns[at]!.style,
            ...(column === null
              ? undefined
              : alignment(sumText(sums.byColumn[column.key] ?? '0', column), column, at)),
            gridColumn: `span ${span}`,
          }}
        >
          {column !== null ? (
            <SumText value={sums.byColumn[column.key] ?? '0'} column={column} />
          ) : position === 0 ? (
            <span className="dg-clip">
              {text('lines.total')} <span className="dg-sums-note">{count}</span>
            </span>
          ) : position === 1 ? (
            <span className="dg-clip dg-sums-note">{summary}</span>
          ) : null}
        </div>
      ))}
      {grid.canDeleteRows() ? (
        <div role="gridcell" aria-colindex={columns.length + 2} className="dg-cell" />
      ) : null}
    </div>
  );
}
