import { useCallback, useEffect, useMemo, useState } from 'react';
import type { DecisionTableDefinition } from '@dougong/kernel/metadata';
import type { Editing } from '../definitions/use-editing.js';
import { RowsStore } from './rows-store.js';

export type TableEditing = Editing<DecisionTableDefinition>;

/**
 * The rows of the document as the grid edits them. Typing flows from the grid into the document; whatever else changes
 * the document (columns, moved rows, undo) starts the grid anew from it.
 */
export function useRowsStore({ document, turn, edit }: TableEditing) {
  const [shape, setShape] = useState(0);
  // The grid itself changes the rows of the document; only changes from elsewhere make another store.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const store = useMemo(() => new RowsStore(document), [turn, shape]);
  useEffect(
    () => store.lines.subscribeAll(() => edit((now) => ({ ...now, rows: store.rows() }), 'cells')),
    // The editor behind `edit` stays the same as long as the page does.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [store],
  );
  const reshape = useCallback(
    (change: (now: DecisionTableDefinition) => DecisionTableDefinition) => {
      edit(change);
      setShape((before) => before + 1);
    },
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [],
  );
  return { store, reshape };
}
