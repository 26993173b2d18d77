import { memo, useCallback, useSyncExternalStore } from 'react';
import { Trash2 } from 'lucide-react';
import { useUiText } from '../i18n/index.js';
import { GridCell } from './GridCell.js';
import type { GridController } from './grid-controller.js';
import type { GridLayout } from './grid-layout.js';
import type { LineColumn } from './line-column.js';

interface GridRowProps {
  readonly grid: GridController;
  readonly gridId: string;
  readonly columns: readonly LineColumn[];
  readonly layout: GridLayout;
  readonly row: string;
  readonly index: number;
  readonly topPx: number;
}

function DeleteCell({
  grid,
  index,
  column,
}: {
  readonly grid: GridController;
  readonly index: number;
  readonly column: number;
}) {
  const text = useUiText();
  const label = text('lines.deleteRow', { row: index + 1 });
  return (
    <div role="gridcell" aria-colindex={column} className="dg-cell dg-row-action">
      <button
        type="button"
        tabIndex={-1}
        aria-label={label}
        title={label}
        onClick={() => grid.deleteRow(index)}
      >
        <Trash2 size={14} aria-hidden="true" />
      </button>
    </div>
  );
}

/** One line. It redraws when it becomes the current one, never when one of its cells changes. */
export const GridRow = memo(function GridRow({
  grid,
  gridId,
  columns,
  layout,
  row,
  index,
  topPx,
}: GridRowProps) {
  const subscribe = useCallback((listener: () => void) => grid.subscribeActive(listener), [grid]);
  const current = useSyncExternalStore(subscribe, () => grid.activeRow() === index);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={`dg-row${current ? ' is-current' : ''}${(index + 1) % 5 === 0 ? ' is-fifth' : ''}`}
      style={{ top: topPx }}
    >
      <div role="rowheader" aria-colindex={1} className="dg-cell dg-row-number is-frozen">
        {index + 1}
      </div>
      {columns.map((column, columnIndex) => (
        <GridCell
          key={column.key}
          grid={grid}
          gridId={gridId}
          row={row}
          rowIndex={index}
          column={column}
          columnIndex={columnIndex}
          className={layout.columns[columnIndex]!.className}
          style={layout.columns[columnIndex]!.style}
        />
      ))}
      {grid.canDeleteRows() ? <DeleteCell grid={grid} index={index} column={columns.length + 2} /> : null}
    </div>
  );
});
