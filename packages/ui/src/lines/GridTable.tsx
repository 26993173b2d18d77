import { useCallback, useMemo, useRef, useSyncExternalStore, type ReactNode, type RefObject } from 'react';
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useUiText } from '../i18n/index.js';
import { useAppearance, useScrollEdges, DENSITIES } from '../theme/index.js';
import { useColumnPlaces } from './column-places.js';
import type { GridController } from './grid-controller.js';
import { gridLayout, type GridLayout } from './grid-layout.js';
import { GridRow } from './GridRow.js';
import { GridSums } from './GridSums.js';
import { COLUMN_KINDS } from './kinds/index.js';
import type { LineColumn } from './line-column.js';

const OVERSCAN_ROWS = 6;
const HEAD_HEIGHT_PX = 32;

interface GridTableProps {
  readonly grid: GridController;
  readonly gridId: string;
  readonly label: string;
  readonly rows: readonly string[];
  readonly columns: readonly LineColumn[];
  readonly summary?: ReactNode;
}

/** The rows in sight, and always the active one: its focus must not be lost by scrolling. */
function useRowsInSight(grid: GridController, count: number, scroll: RefObject<HTMLDivElement | null>) {
  const { effectiveDensity } = useAppearance();
  const { rowPx } = DENSITIES[effectiveDensity];
  const subscribe = useCallback((listener: () => void) => grid.subscribeActive(listener), [grid]);
  const activeRow = useSyncExternalStore(subscribe, () => grid.activeRow());
  const rangeExtractor = useCallback(
    (range: Range) => {
      const seen = defaultRangeExtractor(range);
      return seen.includes(activeRow) || activeRow >= count
        ? seen
        : [...seen, activeRow].sort((a, b) => a - b);
    },
    [activeRow, count],
  );
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowPx,
    overscan: OVERSCAN_ROWS,
    scrollMargin: HEAD_HEIGHT_PX,
    rangeExtractor,
  });
  return { items: virtualizer.getVirtualItems(), totalPx: virtualizer.getTotalSize(), rowPx };
}

function headText(column: LineColumn): string {
  return column.unit === undefined ? column.title : `${column.title}（${column.unit}）`;
}

function GridHead({
  columns,
  layout,
  withActions,
}: {
  readonly columns: readonly LineColumn[];
  readonly layout: GridLayout;
  readonly withActions: boolean;
}) {
  const text = useUiText();
  return (
    <div role="rowgroup" className="dg-head">
      <div role="row" aria-rowindex={1} className="dg-row">
        <div role="columnheader" aria-colindex={1} className="dg-cell dg-row-number is-frozen">
          <span className="dg-sr">{text('lines.rowNumber')}</span>
        </div>
        {columns.map((column, index) => (
          <div
            key={column.key}
            role="columnheader"
            aria-colindex={index + 2}
            className={`${layout.columns[index]!.className} is-${COLUMN_KINDS[column.kind].align}${column.shows === 'text' ? ' is-start' : ''}`}
            style={layout.columns[index]!.style}
            title={headText(column)}
          >
            <span className="dg-clip">{headText(column)}</span>
            {column.required === true ? (
              <span className="dg-required" aria-hidden="true">
                *
              </span>
            ) : null}
          </div>
        ))}
        {withActions ? (
          <div role="columnheader" aria-colindex={columns.length + 2} className="dg-cell">
            <span className="dg-sr">{text('shell.more')}</span>
          </div>
        ) : null}
      </div>
    </div>
  );
}

/** The table of a desktop: head and sums stay, rows are drawn as they come into sight. */
export function GridTable({ grid, gridId, label, rows, columns, summary }: GridTableProps) {
  const frame = useRef<HTMLDivElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  useScrollEdges(scroll, frame);
  const places = useColumnPlaces(grid.store, columns);
  const withActions = grid.canDeleteRows();
  const layout = useMemo(() => gridLayout(columns, withActions), [columns, withActions]);
  const { items, totalPx, rowPx } = useRowsInSight(grid, rows.length, scroll);
  const hasSums = columns.some((column) => column.sum === true);
  return (
    <div
      ref={frame}
      className="dg-scroll-frame dg-grid-frame"
      style={{ ['--scroll-start' as string]: `${layout.frozenWidthPx}px` }}
    >
      <div
        ref={scroll}
        className="dg-grid-scroll"
        // Without a cell to stand on, the keyboard scrolls the table itself.
        {...(rows.length === 0 ? { tabIndex: 0 } : {})}
        style={{
          ['--grid-columns' as string]: layout.template,
          ['--grid-width' as string]: `${layout.minWidthPx}px`,
          ['--grid-row' as string]: `${rowPx}px`,
          scrollPaddingLeft: layout.frozenWidthPx,
          ...places,
        }}
      >
        <div
          role="grid"
          id={gridId}
          aria-label={label}
          aria-rowcount={rows.length + (hasSums ? 2 : 1)}
          aria-colcount={columns.length + (withActions ? 2 : 1)}
          aria-multiselectable="true"
          className="dg-grid"
        >
          <GridHead columns={columns} layout={layout} withActions={withActions} />
          <div role="rowgroup" className="dg-body" style={{ height: totalPx }}>
            {items.map((item) => (
              <GridRow
                key={rows[item.index]}
                grid={grid}
                gridId={gridId}
                columns={columns}
                layout={layout}
                row={rows[item.index]!}
                index={item.index}
                topPx={item.start - HEAD_HEIGHT_PX}
              />
            ))}
          </div>
          {hasSums ? (
            <div role="rowgroup" className="dg-foot">
              <GridSums grid={grid} columns={columns} layout={layout} summary={summary} />
            </div>
          ) : null}
        </div>
      </div>
    </div>
  );
}
