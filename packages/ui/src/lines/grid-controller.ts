import type { LineColumn, LineOption } from './line-column.js';
import type { CellLink, CellValue, LineStore, LineValues } from './line-store.js';
import { EditHistory, rowValues, type EditChange } from './edit-history.js';
import {
  clamped,
  isInRange,
  nextEditable,
  rangeBetween,
  type GridPosition,
  type GridShape,
} from './grid-position.js';
import { COLUMN_KINDS } from './kinds/index.js';
import { OptionList } from './option-list.js';
import { copyBlock, pasteBlock, type PasteResult } from './paste-block.js';
import { cellIssues, findProblems, type LineProblem } from './problems.js';
import { Topics } from './topics.js';

export interface GridSettings {
  readonly columns: readonly LineColumn[];
  readonly readOnly?: boolean;
  readonly canAddRows?: boolean;
  readonly canDeleteRows?: boolean;
  /** Where Enter goes: down the column for counting, along the row for entry. */
  readonly enterMoves?: 'next-row' | 'next-editable';
  readonly newRow?: () => LineValues;
}

/** How a cell is drawn: left blank, for reading, for typing, or asked for. */
export type CellStanding = 'hidden' | 'read' | 'edit' | 'required';

const PLAIN: CellLink = {};

interface OpenEdit {
  readonly row: string;
  readonly column: LineColumn;
  readonly before: CellValue;
}

/**
 * The grid without its picture: which cell is active, what is being typed, and everything a key can do.
 * Components subscribe to single topics, so moving or typing redraws the cells concerned and no others.
 */
export class GridController {
  readonly history: EditHistory;
  readonly options = new OptionList();
  private readonly topics = new Topics();
  private settings: GridSettings;
  private activeAt: GridPosition = { row: 0, column: 0 };
  private extent: GridPosition | null = null;
  private mode: 'navigate' | 'edit' = 'navigate';
  private open: OpenEdit | null = null;
  private turn = 0;
  private problemCache: {
    version: number;
    columns: readonly LineColumn[];
    found: readonly LineProblem[];
  } | null = null;

  constructor(
    readonly store: LineStore,
    settings: GridSettings,
  ) {
    this.settings = settings;
    this.history = new EditHistory(store);
    this.activeAt =
      nextEditable({ row: 0, column: -1 }, false, this.shape(), this.isEditableAt) ?? this.activeAt;
  }

  configure(settings: GridSettings): void {
    this.settings = settings;
  }

  columns(): readonly LineColumn[] {
    return this.settings.columns;
  }

  shape(): GridShape {
    return { rows: this.store.rows().length, columns: this.settings.columns.length };
  }

  // ── what is active ──

  active(): GridPosition {
    return this.activeAt;
  }

  activeRow(): number {
    return this.activeAt.row;
  }

  editMode(): 'navigate' | 'edit' {
    return this.mode;
  }

  isActive(row: string, columnIndex: number): boolean {
    return this.activeAt.column === columnIndex && this.store.rows()[this.activeAt.row] === row;
  }

  isSelected(rowIndex: number, columnIndex: number): boolean {
    if (this.extent === null) return false;
    return isInRange({ row: rowIndex, column: columnIndex }, rangeBetween(this.activeAt, this.extent));
  }

  subscribeActive(listener: () => void): () => void {
    return this.topics.subscribe('active', listener);
  }

  /** For the active cell the number of the last move that should take the focus along, 0 for all others. */
  focusTurn(row: string, columnIndex: number): number {
    return this.isActive(row, columnIndex) ? this.turn : 0;
  }

  /** The cell got the focus from outside (mouse, screen reader). */
  activate(position: GridPosition): void {
    if (position.row === this.activeAt.row && position.column === this.activeAt.column) return;
    this.activeAt = position;
    this.extent = null;
    this.mode = 'navigate';
    this.options.hide();
    this.topics.tell(['active']);
  }

  moveTo(position: GridPosition): void {
    this.activeAt = clamped(position, this.shape());
    this.extent = null;
    this.mode = 'navigate';
    this.turn += 1;
    this.options.hide();
    this.topics.tell(['active']);
  }

  extendTo(position: GridPosition): void {
    this.extent = clamped(position, this.shape());
    this.topics.tell(['active']);
  }

  extendBy(rows: number, columns: number): void {
    const from = this.extent ?? this.activeAt;
    this.extendTo({ row: from.row + rows, column: from.column + columns });
  }

  setMode(mode: 'navigate' | 'edit'): void {
    this.mode = mode;
  }

  // ── moving ──

  moveBy(rows: number, columns: number): void {
    this.moveTo({ row: this.activeAt.row + rows, column: this.activeAt.column + columns });
  }

  moveToEdge(rows: -1 | 0 | 1, columns: -1 | 0 | 1): void {
    const shape = this.shape();
    const to = (now: number, direction: -1 | 0 | 1, last: number) =>
      direction === 0 ? now : direction < 0 ? 0 : last;
    this.moveTo({
      row: to(this.activeAt.row, rows, shape.rows - 1),
      column: to(this.activeAt.column, columns, shape.columns - 1),
    });
  }

  /** Goes on after an entry; answers false where the table ends and the focus should leave it. */
  enter(back: boolean): boolean {
    if (this.settings.enterMoves === 'next-editable')
      return this.toNextEditable(back) || this.addRowAtEnd(back);
    const row = this.activeAt.row + (back ? -1 : 1);
    if (row < 0) return false;
    if (row >= this.shape().rows) return this.addRowAtEnd(back);
    this.moveTo({ row, column: this.activeAt.column });
    return true;
  }

  toNextEditable(back: boolean): boolean {
    const next = nextEditable(this.activeAt, back, this.shape(), this.isEditableAt);
    if (next !== null) this.moveTo(next);
    return next !== null;
  }

  toProblem(back = false): boolean {
    const found = this.problems();
    const place = ({ rowIndex, columnIndex }: LineProblem) => rowIndex * this.shape().columns + columnIndex;
    const here = this.activeAt.row * this.shape().columns + this.activeAt.column;
    const next = back
      ? (found.findLast((problem) => place(problem) < here) ?? found.at(-1))
      : (found.find((problem) => place(problem) > here) ?? found[0]);
    if (next !== undefined) this.moveTo({ row: next.rowIndex, column: next.columnIndex });
    return next !== undefined;
  }

  /** Goes to the cell of a line by their keys; false when the grid does not show it. */
  toCell(row: string, column: string): boolean {
    const at = {
      row: this.store.rows().indexOf(row),
      column: this.settings.columns.findIndex(({ key }) => key === column),
    };
    if (at.row < 0 || at.column < 0) return false;
    this.moveTo(at);
    return true;
  }

  toFirstProblem(): boolean {
    const first = this.problems()[0];
    if (first !== undefined) this.moveTo({ row: first.rowIndex, column: first.columnIndex });
    return first !== undefined;
  }

  // ── what may be changed ──

  isEditable(row: string, column: LineColumn): boolean {
    if (this.settings.readOnly === true || COLUMN_KINDS[column.kind].editor === 'none') return false;
    const { visible, readOnly } = this.linkOf(row, column);
    if (visible === false || readOnly === true) return false;
    return typeof column.editable === 'function' ? column.editable(row) : column.editable !== false;
  }

  /** How a cell stands: rules may hide it, lock it or ask for it. */
  standing(row: string, column: LineColumn): CellStanding {
    const { visible, required } = this.linkOf(row, column);
    if (visible === false) return 'hidden';
    if (!this.isEditable(row, column)) return 'read';
    return column.required === true || required === true ? 'required' : 'edit';
  }

  /** The column as it is in one line: with the choices that rules leave there, and what is chosen already. */
  columnAt(row: string, column: LineColumn): LineColumn {
    const { options: left } = this.linkOf(row, column);
    if (left === undefined || column.options === undefined) return column;
    const now = this.store.value(row, column.key);
    return {
      ...column,
      options: column.options.filter(({ value }) => left.includes(value) || value === now),
    };
  }

  private linkOf(row: string, column: LineColumn): CellLink {
    return this.store.link?.(row, column.key) ?? PLAIN;
  }

  private readonly isEditableAt = (position: GridPosition): boolean => {
    const row = this.store.rows()[position.row];
    const column = this.settings.columns[position.column];
    return row !== undefined && column !== undefined && this.isEditable(row, column);
  };

  activeCell(): { row: string; column: LineColumn } | null {
    const row = this.store.rows()[this.activeAt.row];
    const column = this.settings.columns[this.activeAt.column];
    return row === undefined || column === undefined ? null : { row, column };
  }

  problems(): readonly LineProblem[] {
    const version = this.store.version();
    const { columns } = this.settings;
    if (this.problemCache?.version !== version || this.problemCache.columns !== columns) {
      this.problemCache = { version, columns, found: findProblems(this.store, columns) };
    }
    return this.problemCache.found;
  }

  // ── typing ──

  /** The cell has the focus: what it holds now is what Esc brings back. */
  beginEdit(row: string, column: LineColumn): void {
    this.open = { row, column, before: this.store.value(row, column.key) };
  }

  /** One keystroke. Text that cannot be read yet ("-") waits for the end of the entry. */
  type(row: string, column: LineColumn, text: string): void {
    if (this.open?.row !== row || this.open.column.key !== column.key) this.beginEdit(row, column);
    this.mode = 'edit';
    const kind = COLUMN_KINDS[column.kind];
    if (kind.editor === 'options') {
      this.options.show(row, this.columnAt(row, column), text);
      return;
    }
    const value = kind.read(text, column);
    if (value !== undefined) this.write(row, column, value);
  }

  /** The entry is over: what can be read is written, what cannot stays as text with its fault. */
  endEdit(row: string, column: LineColumn, text: string): void {
    const open = this.open;
    this.open = null;
    if (open?.row !== row || open.column.key !== column.key || this.mode === 'navigate') return;
    this.mode = 'navigate';
    const shown = COLUMN_KINDS[column.kind].edit(this.store.value(row, column.key), column);
    const value = COLUMN_KINDS[column.kind].read(text, column);
    if (text !== shown) this.write(row, column, value === undefined ? text : value);
    this.history.recordEdits([
      { row, column: column.key, before: open.before, value: this.store.value(row, column.key) },
    ]);
  }

  /** Brings back what the cell held before; answers the text to show. */
  restore(): string | null {
    const open = this.open;
    this.options.hide();
    if (open === null) return null;
    this.mode = 'navigate';
    this.write(open.row, open.column, open.before);
    return COLUMN_KINDS[open.column.kind].edit(open.before, open.column);
  }

  private write(row: string, column: LineColumn, value: CellValue): void {
    if (this.store.value(row, column.key) !== value)
      this.store.setCells([{ row, column: column.key, value }]);
  }

  /** Writes at once as one step: a tick, a correction, an option. */
  put(changes: readonly { row: string; column: string; value: CellValue }[]): void {
    const recorded: EditChange[] = changes.map((change) => ({
      ...change,
      before:
        this.open?.row === change.row && this.open.column.key === change.column
          ? this.open.before
          : this.store.value(change.row, change.column),
    }));
    this.store.setCells(changes);
    this.history.recordEdits(recorded);
    this.mode = 'navigate';
    if (this.open !== null) this.beginEdit(this.open.row, this.open.column);
  }

  toggle(): void {
    const cell = this.activeCell();
    if (cell === null || !this.isEditable(cell.row, cell.column)) return;
    const { row, column } = cell;
    this.put([{ row, column: column.key, value: this.store.value(row, column.key) !== true }]);
  }

  /** Takes an option into its cell with all that the column fills from it. */
  pick(row: string, column: LineColumn, option: LineOption): void {
    const filled = column.onPick?.(option, row) ?? {};
    const others = Object.entries(filled).map(([key, value]) => ({ row, column: key, value }));
    this.put([{ row, column: column.key, value: option.value }, ...others]);
    this.options.hide();
  }

  repairActive(): boolean {
    const cell = this.activeCell();
    if (cell === null || !this.isEditable(cell.row, cell.column)) return false;
    const repair = cellIssues(this.store, cell.row, cell.column).flatMap((found) => found.repairs ?? [])[0];
    if (repair !== undefined) this.put([{ row: cell.row, column: cell.column.key, value: repair.value }]);
    return repair !== undefined;
  }

  fillDown(): void {
    const cell = this.activeCell();
    const above = this.store.rows()[this.activeAt.row - 1];
    if (cell === null || above === undefined || !this.isEditable(cell.row, cell.column)) return;
    this.put([{ row: cell.row, column: cell.column.key, value: this.store.value(above, cell.column.key) }]);
  }

  // ── blocks ──

  copy(): string {
    return copyBlock(this, rangeBetween(this.activeAt, this.extent ?? this.activeAt));
  }

  hasRange(): boolean {
    return this.extent !== null;
  }

  paste(text: string): PasteResult {
    return pasteBlock(this, text, this.settings);
  }

  enterGoesDown(): boolean {
    return this.settings.enterMoves !== 'next-editable';
  }

  // ── rows ──

  canAddRows(): boolean {
    return this.settings.canAddRows === true && this.settings.readOnly !== true;
  }

  canDeleteRows(): boolean {
    return this.settings.canDeleteRows === true && this.settings.readOnly !== true;
  }

  /** Adds rows at the end as one step and answers their keys. */
  appendRows(count: number): readonly string[] {
    const values = this.settings.newRow?.() ?? {};
    const start = this.shape().rows;
    const rows = Array.from({ length: count }, (_, offset) => ({ index: start + offset, values }));
    const keys = this.store.insertRows(rows);
    this.history.recordInsert(rows.map((row, at) => ({ ...row, key: keys[at]! })));
    return keys;
  }

  addRow(): void {
    if (!this.canAddRows()) return;
    this.appendRows(1);
    const first = { row: this.shape().rows - 1, column: -1 };
    this.moveTo(nextEditable(first, false, this.shape(), this.isEditableAt) ?? { ...first, column: 0 });
  }

  private addRowAtEnd(back: boolean): boolean {
    if (back || !this.canAddRows()) return false;
    this.addRow();
    return true;
  }

  deleteRow(index = this.activeAt.row): void {
    const row = this.store.rows()[index];
    if (row === undefined || !this.canDeleteRows()) return;
    this.open = null;
    const values = rowValues(
      this.store,
      row,
      this.settings.columns.map((column) => column.key),
    );
    const removed = this.store.deleteRows([row]);
    this.history.recordDelete(removed.map((entry) => ({ ...entry, values: { ...values, ...entry.values } })));
    if (this.shape().rows > 0) this.moveTo({ ...this.activeAt, row: Math.min(index, this.shape().rows - 1) });
  }
}
