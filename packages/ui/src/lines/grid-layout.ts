import type { CSSProperties } from 'react';
import { COLUMN_KINDS } from './kinds/index.js';
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

/** What a column of words may give up before the table scrolls; numbers and short codes are never cut. */
export const WORDS_SHRINK_TO = 0.65;
const CODE_WIDTH_MAX_PX = 80;

function isWords({ kind, shows }: LineColumn): boolean {
  return COLUMN_KINDS[kind].align === 'start' || shows === 'text';
}

/** The least width of a column: frozen ones and numbers keep all of theirs. */
function leastWidthPx(column: LineColumn, isFrozen: boolean): number {
  const width = columnWidthPx(column);
  const yields = !isFrozen && isWords(column) && width > CODE_WIDTH_MAX_PX;
  return yields ? Math.round(width * WORDS_SHRINK_TO) : width;
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
  const least = columns.map((column, at) => leastWidthPx(column, layouts[at]!.style !== undefined));
  const tracks = columns.map((column, at) =>
    layouts[at]!.style === undefined
      ? `minmax(${least[at]}px, ${columnWidthPx(column)}fr)`
      : `${columnWidthPx(column)}px`,
  );
  const total = least.reduce((sum, width) => sum + width, 0);
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
