import { useCallback, useEffect, useState, useSyncExternalStore, type RefObject } from 'react';
import { createPortal } from 'react-dom';
import { issueSentence, useLanguage, useUiText } from '../i18n/index.js';
import type { GridController } from './grid-controller.js';
import type { LineColumn } from './line-column.js';
import { COLUMN_KINDS } from './kinds/index.js';
import type { CellIssue, Repair } from './line-store.js';
import { cellIssues, isErrorIssue } from './problems.js';
import { useAnchor } from './use-anchor.js';

const SIZE = { heightPx: 72, widthPx: 240 };

interface Place {
  readonly row: string;
  readonly column: LineColumn;
}

/** The faulty cell under the mouse; it goes before the active one. */
function useHovered(grid: GridController, root: RefObject<HTMLElement | null>): Place | null {
  const [hovered, setHovered] = useState<Place | null>(null);
  useEffect(() => {
    const element = root.current;
    const follow = (event: MouseEvent) => {
      const cell = (event.target as Element).closest?.('.dg-cell.is-faulty, .dg-cell.is-warned');
      const holder = cell?.querySelector<HTMLElement>('[data-row]');
      const column = grid.columns().find((candidate) => candidate.key === holder?.dataset['column']);
      const row = holder?.dataset['row'];
      setHovered(row === undefined || column === undefined ? null : { row, column });
    };
    const leave = (event: MouseEvent) => {
      if (!(event.relatedTarget instanceof Element) || event.relatedTarget.closest('.dg-tip') === null)
        setHovered(null);
    };
    element?.addEventListener('mouseover', follow);
    element?.addEventListener('mouseleave', leave);
    return () => {
      element?.removeEventListener('mouseover', follow);
      element?.removeEventListener('mouseleave', leave);
    };
  }, [grid, root]);
  return hovered;
}

function useActivePlace(grid: GridController, root: RefObject<HTMLElement | null>): Place | null {
  const subscribe = useCallback(
    (listener: () => void) => {
      const element = root.current;
      const stops = [grid.subscribeActive(listener), grid.store.subscribeAll(listener)];
      element?.addEventListener('focusin', listener);
      element?.addEventListener('focusout', listener);
      return () => {
        stops.forEach((stop) => stop());
        element?.removeEventListener('focusin', listener);
        element?.removeEventListener('focusout', listener);
      };
    },
    [grid, root],
  );
  const key = useSyncExternalStore(subscribe, () => {
    const cell = grid.activeCell();
    const inside = root.current?.contains(document.activeElement) === true;
    return cell === null || !inside ? '' : `${cell.row}\n${cell.column.key}\n${grid.store.version()}`;
  });
  return key === '' ? null : grid.activeCell();
}

function RepairButton({
  grid,
  place,
  repair,
}: {
  readonly grid: GridController;
  readonly place: Place;
  readonly repair: Repair;
}) {
  const text = useUiText();
  const value = COLUMN_KINDS[place.column.kind].show(repair.value, place.column);
  return (
    <button
      type="button"
      className="dg-link"
      onClick={() => grid.put([{ row: place.row, column: place.column.key, value: repair.value }])}
    >
      {repair.label ?? text('lines.changeTo', { value })}
    </button>
  );
}

function Fault({
  grid,
  place,
  issue,
}: {
  readonly grid: GridController;
  readonly place: Place;
  readonly issue: CellIssue;
}) {
  const { language } = useLanguage();
  const repairs = issue.repairs ?? [];
  return (
    <div>
      <b className={isErrorIssue(issue) ? undefined : 'is-warning'}>{issueSentence(issue, language)}</b>
      {repairs.length === 0 || !grid.isEditable(place.row, place.column) ? null : (
        <div className="dg-tip-repairs">
          {repairs.map((repair) => (
            <RepairButton key={String(repair.value)} grid={grid} place={place} repair={repair} />
          ))}
          <kbd>Alt Enter</kbd>
        </div>
      )}
    </div>
  );
}

interface CellTipProps {
  readonly grid: GridController;
  readonly gridId: string;
  readonly root: RefObject<HTMLElement | null>;
}

/** What is wrong with the cell in hand, and the corrections that one press applies. */
export function CellTip({ grid, gridId, root }: CellTipProps) {
  const active = useActivePlace(grid, root);
  const hovered = useHovered(grid, root);
  const place = hovered ?? active;
  const issues = place === null ? [] : cellIssues(grid.store, place.row, place.column);
  const shown = place !== null && issues.length > 0 ? place : null;
  const style = useAnchor(root, shown === null ? null : { row: shown.row, column: shown.column.key }, SIZE);
  if (shown === null || style === null) return null;
  return createPortal(
    <div
      className="dg-tip"
      id={`${gridId}-tip`}
      role="status"
      style={style}
      onMouseDown={(event) => event.preventDefault()}
    >
      {issues.map((issue, index) => (
        <Fault key={`${issue.code}-${index}`} grid={grid} place={shown} issue={issue} />
      ))}
    </div>,
    document.body,
  );
}
