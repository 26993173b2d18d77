/// <reference path="../css.d.ts" />
import {
  useCallback,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
  type ReactNode,
  type Ref,
  type RefObject,
} from 'react';
import { Plus } from 'lucide-react';
import { useUiText } from '../i18n/index.js';
import { useIsPhone } from '../theme/index.js';
import { CellTip } from './CellTip.js';
import { GridController, type GridSettings } from './grid-controller.js';
import { GridTable } from './GridTable.js';
import { LineCards } from './LineCards.js';
import type { LineStore } from './line-store.js';
import { OptionPopup } from './OptionPopup.js';
import { ProblemLink } from './ProblemLink.js';
import { useGridEvents, type GridHooks } from './use-grid-events.js';
import './lines.css';

/** What a page may ask of the grid. */
export interface LineGridHandle {
  /** Goes to the first cell that must be corrected; false when there is none. */
  toFirstProblem(): boolean;
  /** Goes to one cell by the keys of its line and its column; false when it is not shown. */
  goTo(row: string, column: string): boolean;
  focus(): void;
}

export interface LineGridProps extends GridSettings {
  readonly store: LineStore;
  readonly label: string;
  /** Between label and problems: counts, filters, commands. */
  readonly toolbar?: ReactNode;
  /** In the sum line beside the total. */
  readonly summary?: ReactNode;
  /** Under the table: what belongs to the current line. */
  readonly footer?: ReactNode;
  /** Shown while there are no lines. */
  readonly empty?: ReactNode;
  readonly ref?: Ref<LineGridHandle>;
}

const PAGE_ROWS = 10;

function useController(store: LineStore, settings: GridSettings): GridController {
  // A store belongs to one document; another store is another grid with a history of its own.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const grid = useMemo(() => new GridController(store, settings), [store]);
  grid.configure(settings);
  return grid;
}

function useMessages(): { readonly message: string; readonly hooks: GridHooks } {
  const text = useUiText();
  const [message, setMessage] = useState('');
  const hooks = useMemo<GridHooks>(
    () => ({
      pageRows: () => PAGE_ROWS,
      say: (key) => setMessage(text(key)),
      pasted: (result) =>
        setMessage(text(result.skipped > 0 ? 'lines.pastedSome' : 'lines.pasted', { ...result })),
    }),
    [text],
  );
  return { message, hooks };
}

function Hints({ grid }: { readonly grid: GridController }) {
  const text = useUiText();
  return (
    <span className="dg-grid-hints" aria-hidden="true">
      <kbd>Enter</kbd> {text(grid.enterGoesDown() ? 'lines.nextRow' : 'lines.nextCell')}
      <kbd>Esc</kbd> {text('lines.restore')}
    </span>
  );
}

/** The ways to cells: through the grid, on a phone into the fields of its cards. */
function useWays(grid: GridController, root: RefObject<HTMLElement | null>, phone: boolean) {
  const intoCard = useCallback(
    (selector: string) => {
      const field = root.current?.querySelector<HTMLElement>(selector);
      field?.focus();
      return field != null;
    },
    [root],
  );
  const toFirstProblem = useCallback(
    () => (phone ? intoCard('[aria-invalid="true"]') : grid.toFirstProblem()),
    [grid, phone, intoCard],
  );
  const goTo = useCallback(
    (row: string, column: string) =>
      phone
        ? intoCard(`[data-card="${CSS.escape(row)}"] [data-field="${CSS.escape(column)}"] :is(input, button)`)
        : grid.toCell(row, column),
    [grid, phone, intoCard],
  );
  return { toFirstProblem, goTo };
}

function Foot({
  grid,
  readOnly,
  children,
}: {
  readonly grid: GridController;
  readonly readOnly: boolean;
  readonly children: ReactNode;
}) {
  const text = useUiText();
  if (readOnly && (children === undefined || children === null)) return null;
  return (
    <div className="dg-lines-foot">
      {grid.canAddRows() ? (
        <button type="button" className="dg-link" onClick={() => grid.addRow()}>
          <Plus size={14} aria-hidden="true" />
          {text('lines.addRow')}
        </button>
      ) : null}
      {children}
      {readOnly ? null : <Hints grid={grid} />}
    </div>
  );
}

/**
 * The lines of a document. Every cell that can be filled is a real input, so Chinese input works from the first key.
 * Values live in the store; a keystroke redraws its own cell and the cells computed from it.
 */
export function LineGrid({ store, label, toolbar, summary, footer, empty, ref, ...settings }: LineGridProps) {
  const text = useUiText();
  const gridId = useId();
  const phone = useIsPhone();
  const root = useRef<HTMLDivElement>(null);
  const grid = useController(store, settings);
  const { message, hooks } = useMessages();
  const events = useGridEvents(grid, hooks);
  const subscribeRows = useCallback((listener: () => void) => store.subscribeRows(listener), [store]);
  const rows = useSyncExternalStore(subscribeRows, () => store.rows());
  const { toFirstProblem, goTo } = useWays(grid, root, phone);
  useImperativeHandle(ref, () => ({ toFirstProblem, goTo, focus: () => grid.moveTo(grid.active()) }), [
    grid,
    toFirstProblem,
    goTo,
  ]);
  return (
    <section className="dg-lines" ref={root} aria-label={label} data-testid="line-grid">
      <div className="dg-lines-bar">
        <h2>{label}</h2>
        <span className="dg-t2">{text('lines.totalRows', { count: rows.length })}</span>
        <ProblemLink grid={grid} onGo={toFirstProblem} />
        {toolbar === undefined ? null : <div className="dg-lines-tools">{toolbar}</div>}
      </div>
      {phone ? (
        <LineCards grid={grid} rows={rows} columns={settings.columns} label={label} />
      ) : (
        <div className="dg-lines-frame" {...events}>
          <GridTable
            grid={grid}
            gridId={gridId}
            label={label}
            rows={rows}
            columns={settings.columns}
            summary={summary}
          />
          {rows.length === 0 && empty !== undefined ? <div className="dg-lines-empty">{empty}</div> : null}
          <Foot grid={grid} readOnly={settings.readOnly === true}>
            {footer}
          </Foot>
        </div>
      )}
      <OptionPopup grid={grid} gridId={gridId} root={root} />
      <CellTip grid={grid} gridId={gridId} root={root} />
      <p className="dg-sr" role="status">
        {message}
      </p>
    </section>
  );
}
