import { useCallback, useSyncExternalStore } from 'react';
import { CircleAlert } from 'lucide-react';
import { useUiText } from '../i18n/index.js';
import type { GridController } from './grid-controller.js';

/** How many cells must be corrected and where the first is; pressing it goes there. */
export function ProblemLink({ grid, onGo }: { readonly grid: GridController; readonly onGo?: () => void }) {
  const text = useUiText();
  const subscribe = useCallback((listener: () => void) => grid.store.subscribeAll(listener), [grid]);
  const problems = useSyncExternalStore(subscribe, () => grid.problems());
  const first = problems[0];
  if (first === undefined) return null;
  const where = text('lines.cell', { row: first.rowIndex + 1, column: first.column.title });
  return (
    <button type="button" className="dg-problem-link" onClick={onGo ?? (() => grid.toFirstProblem())}>
      <CircleAlert size={14} aria-hidden="true" />
      {text('lines.problems', { count: problems.length, where })}
    </button>
  );
}
