import { useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { Cell } from './range.js';

export interface CellRange {
  readonly at: Cell;
  readonly from: Cell;
  /** Moves the keyboard to a cell; a range that is extended keeps its beginning. */
  readonly go: (cell: Cell, extend: boolean) => void;
  readonly onFocus: (cell: Cell) => void;
}

const FIRST: Cell = { row: 0, column: 0 };

/** The cells that are meant: from where the keyboard came in, however it came, to where it stands. */
export function useCellRange(table: RefObject<HTMLElement | null>): CellRange {
  const [at, setAt] = useState(FIRST);
  const [from, setFrom] = useState(FIRST);
  const isExtending = useRef(false);
  return {
    at,
    from,
    go: ({ row, column }, extend) => {
      isExtending.current = extend;
      table.current?.querySelector<HTMLElement>(`[data-cell="${row}/${column}"]`)?.focus();
      isExtending.current = false;
    },
    onFocus: (cell) => {
      setAt(cell);
      if (!isExtending.current) setFrom(cell);
    },
  };
}
