import type { CSSProperties } from 'react';
import { columnWidthPx, type LineColumn } from './line-column.js';

export const ROW_NUMBER_WIDTH_PX = 36;
export const ROW_ACTION_WIDTH_PX = 36;

export interface ColumnLayout {
  readonly className: string;
  readonly style: CSSProperties | undefined;
}

export interface GridLayout {
  readonly template: string;
  readonly minWidthPx: number;
  readonly frozenWidthPx: number;
  readonly columns: readonly ColumnLayout[];
}

function startsGroup(columns: readonly LineColumn[], at: number): boolean {
  return at > 0 && columns[at]!.group !== columns[at - 1]!.group;
}

/** Tracks, sticky offsets and group rules of the columns; frozen columns must be the first ones. */
export function gridLayout(columns: readonly LineColumn[], withActions: boolean): GridLayout {
  let left = ROW_NUMBER_WIDTH_PX;
  let frozen = true;
  const layouts = columns.map((column, at): ColumnLayout => {
    frozen &&= column.frozen === true;
    const offset = left;
    if (frozen) left += columnWidthPx(column);
    const group = startsGroup(columns, at) ? ' is-group-start' : '';
    return frozen
      ? { className: `dg-cell is-frozen${group}`, style: { left: offset } }
      : { className: `dg-cell${group}`, style: undefined };
  });
  const tracks = columns.map((column, at) => {
    const width = columnWidthPx(column);
    return layouts[at]!.style === undefined ? `minmax(${width}px, ${width}fr)` : `${width}px`;
  });
  const total = columns.reduce((sum, column) => sum + columnWidthPx(column), 0);
  return {
    template: [
      `${ROW_NUMBER_WIDTH_PX}px`,
      ...tracks,
      ...(withActions ? [`${ROW_ACTION_WIDTH_PX}px`] : []),
    ].join(' '),
    minWidthPx: ROW_NUMBER_WIDTH_PX + total + (withActions ? ROW_ACTION_WIDTH_PX : 0),
    frozenWidthPx: left,
    columns: layouts,
  };
}
