import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import type { Issue } from '@dougong/kernel/foundation';
import { ApiProblem } from '@dougong/ui/api';
import { focusField } from '@dougong/ui/forms';
import type { LineGridHandle } from '@dougong/ui/lines';
import { placeOf, rowsByTable } from './problem-places.js';
import type { DocumentSession } from './use-document.js';

export interface FaultFocus {
  readonly grids: RefObject<Map<string, LineGridHandle>>;
  readonly headOpen: boolean;
  setHeadOpen(open: boolean): void;
  /** Goes to the first of these faults. */
  toFirst(issues: readonly Issue[]): void;
  /** Goes to the place of a pointer. */
  toPlace(pointer: string): void;
}

/**
 * Leads to faults: into a field of the header, which unfolds first so that there is something to type into, or to the
 * first faulty cell of a grid. A refusal leads to its first fault by itself.
 */
export function useFaultFocus({ problem, state, tables }: DocumentSession): FaultFocus {
  const [headOpen, setHeadOpen] = useState(false);
  const grids = useRef(new Map<string, LineGridHandle>());
  const intoHeader = useCallback((pointer: string) => {
    flushSync(() => setHeadOpen(true));
    return focusField(pointer);
  }, []);
  const toFirst = useCallback(
    (issues: readonly Issue[]) => {
      const header = issues.find((found) => !tables.some((table) => found.path.startsWith(`/${table}/`)));
      if (header !== undefined && intoHeader(header.path)) return;
      for (const grid of grids.current.values()) if (grid.toFirstProblem()) return;
    },
    [tables, intoHeader],
  );
  useEffect(() => {
    if (problem instanceof ApiProblem && problem.errors.length > 0)
      queueMicrotask(() => toFirst(state.issues().filter(({ severity }) => severity !== 'warning')));
  }, [problem, state, toFirst]);
  const toPlace = (pointer: string) => {
    const place = placeOf(pointer, rowsByTable(state, tables));
    if (place === null) return;
    if (place.row === undefined) return void intoHeader(`/${place.field}`);
    const grid = grids.current.get(place.field);
    const row = tables.includes(place.field) ? state.lines(place.field).rows()[place.row] : undefined;
    if (grid?.goTo(row ?? '', place.column ?? '') !== true) grid?.toFirstProblem();
  };
  return { grids, headOpen, setHeadOpen, toFirst, toPlace };
}
