import { useCallback, useSyncExternalStore, type CSSProperties } from 'react';
import { placesOfText } from '../numbers/index.js';
import { COLUMN_KINDS } from './kinds/index.js';
import { columnWidthPx, type LineColumn } from './line-column.js';
import type { LineStore } from './line-store.js';

/** A little more than a digit needs: a number that would be cut off is rather not aligned. */
export const DIGIT_WIDTH_PX = 8.5;

/** A decimal point is narrower than a digit. */
const POINT_WIDTH = '0.28em';

/** Whether the numbers of a column may differ in their places: money and whole numbers never do. */
function isRagged({ kind, scale = 0, fixedScale = false, shows }: LineColumn): boolean {
  return COLUMN_KINDS[kind].align === 'end' && scale > 0 && !fixedScale && shows !== 'text';
}

/** The most places that a value of the column shows; 0 where aligned numbers would not fit. */
function placesOf(store: LineStore, column: LineColumn): number {
  const kind = COLUMN_KINDS[column.kind];
  const texts = store.rows().map((row) => kind.show(store.value(row, column.key), column));
  const places = texts.reduce((most, text) => Math.max(most, placesOfText(text)), 0);
  const widest = texts.reduce((most, text) => Math.max(most, text.length + places - placesOfText(text)), 0);
  return widest * DIGIT_WIDTH_PX > columnWidthPx(column) ? 0 : places;
}

const KNOWN = new WeakMap<LineStore, { version: number; columns: readonly LineColumn[]; found: string }>();

/** The places of all columns as one text, so that it is only another one when a column changes. */
function placesText(store: LineStore, columns: readonly LineColumn[]): string {
  const known = KNOWN.get(store);
  const version = store.version();
  if (known?.version === version && known.columns === columns) return known.found;
  const found = columns.map((column) => (isRagged(column) ? placesOf(store, column) : 0)).join(' ');
  KNOWN.set(store, { version, columns, found });
  return found;
}

/** The places of each column as style properties of the grid: a cell reads them there and is not redrawn. */
export function useColumnPlaces(store: LineStore, columns: readonly LineColumn[]): CSSProperties {
  const subscribe = useCallback((listener: () => void) => store.subscribeAll(listener), [store]);
  const text = useSyncExternalStore(subscribe, () => placesText(store, columns));
  return Object.fromEntries(text.split(' ').map((places, at) => [`--places-${at}`, places]));
}

/** Unseen places after a number, so that the points of its column stand under each other. */
export function alignment(shown: string, column: LineColumn, columnIndex: number): CSSProperties | undefined {
  if (!isRagged(column) || shown === '') return undefined;
  const own = placesOfText(shown);
  const most = `var(--places-${columnIndex}, 0)`;
  const point = own === 0 ? ` + min(1, ${most}) * ${POINT_WIDTH}` : '';
  return { paddingRight: `calc(var(--cell-pad) + max(0, ${most} - ${own}) * 1ch${point})` };
}
