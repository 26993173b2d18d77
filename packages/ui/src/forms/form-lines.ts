import {
  NO_ISSUES,
  type CellEdit,
  type CellIssue,
  type CellLink,
  type CellValue,
  type LineStore,
  type LineValues,
  type PlacedRow,
  type Topics,
} from '../lines/index.js';
import type { FieldLink } from './form-links.js';
import type { LinesChange } from './form-state.js';
import { withMessages } from './rule-messages.js';

type Changed = (changed: ReadonlySet<string>, topics: readonly string[]) => void;

interface CellAt<T> {
  readonly row: number;
  readonly column: string;
  readonly value: T;
}

/** A value that was not typed; what a rule wrote is sent like typed input. */
interface WrittenCell extends CellAt<CellValue> {
  readonly isEdit?: boolean;
}

export interface PlacedIssue {
  readonly row: number;
  readonly column: string;
  readonly issue: CellIssue;
}

type CellIssues = ReadonlyMap<string, readonly CellIssue[]>;

const NO_CELL_ISSUES: CellIssues = new Map();

/** System fields of a line: they travel, but nobody edits them. */
const LINE_SYSTEM_FIELDS: readonly string[] = ['id', 'line_no'];

/** The lines of one table inside a form state. Rows keep their key when others come and go; a saved line's key is its id. */
export class FormLines implements LineStore {
  private keys: readonly string[] = [];
  private values = new Map<string, LineValues>();
  private base = new Map<string, LineValues>();
  /** Cells that a person wrote; what formulas wrote is no unsaved work. */
  private edited = new Set<string>();
  private found = new Map<string, readonly CellIssue[]>();
  /** What the rules of the form say while it is filled in. */
  private said = NO_CELL_ISSUES;
  /** Both together, as the grid asks for them. */
  private shown = new Map<string, readonly CellIssue[]>();
  private keyed = new WeakMap<LineValues, LineValues>();
  private cache: readonly LineValues[] | null = null;
  private made = 0;
  private count = 0;

  constructor(
    private readonly topics: Topics,
    private readonly table: string,
    private readonly changed: Changed,
    private readonly linkOf: (path: string, row: string) => FieldLink,
  ) {}

  load(lines: readonly LineValues[]): void {
    const keys = lines.map((line) => (typeof line['id'] === 'string' ? line['id'] : this.newKey()));
    this.keys = keys;
    this.values = new Map(lines.map((line, index) => [keys[index]!, line]));
    this.base = new Map([...this.values].filter(([, line]) => typeof line['id'] === 'string'));
    const cells = [...this.shown.keys()].map((cell) => this.topic(`cell:${cell}`));
    this.found = new Map();
    this.said = NO_CELL_ISSUES;
    this.shown = new Map();
    this.edited = new Set();
    this.touch();
    this.topics.tell([...cells, ...this.keys.flatMap((key) => this.rowTopics(key)), this.topic('rows')]);
  }

  /** All lines in order; the same array while nothing changed. */
  lines(): readonly LineValues[] {
    this.cache ??= this.keys.map((key) => this.values.get(key) ?? {});
    return this.cache;
  }

  /** The same, each line with an id: a new line has the key of its row. */
  keyedLines(): readonly LineValues[] {
    return this.lines().map((line, index) => {
      if (typeof line['id'] === 'string') return line;
      const known = this.keyed.get(line) ?? { ...line, id: this.keys[index]! };
      this.keyed.set(line, known);
      return known;
    });
  }

  rows(): readonly string[] {
    return this.keys;
  }

  value(row: string, column: string): CellValue {
    return this.values.get(row)?.[column] ?? null;
  }

  issues(row: string, column: string): readonly CellIssue[] {
    return this.shown.get(`${row}:${column}`) ?? NO_ISSUES;
  }

  link(row: string, column: string): CellLink {
    return this.linkOf(`${this.table}.${column}`, row);
  }

  version(): number {
    return this.count;
  }

  subscribeRows(listener: () => void): () => void {
    return this.topics.subscribe(this.topic('rows'), listener);
  }

  subscribeRow(row: string, listener: () => void): () => void {
    return this.topics.subscribe(this.topic(`row:${row}`), listener);
  }

  subscribeCell(row: string, column: string, listener: () => void): () => void {
    return this.topics.subscribe(this.topic(`cell:${row}:${column}`), listener);
  }

  subscribeAll(listener: () => void): () => void {
    return this.topics.subscribe('*', listener);
  }

  setCells(edits: readonly CellEdit[]): void {
    const real = edits.filter(
      (edit) => this.value(edit.row, edit.column) !== edit.value || this.hasIssues(edit),
    );
    if (real.length === 0) return;
    for (const { row, column, value } of real) {
      this.found.delete(`${row}:${column}`);
      this.showAgain(`${row}:${column}`);
      this.edited.add(`${row}:${column}`);
      this.values.set(row, { ...this.values.get(row), [column]: value });
    }
    this.touch();
    this.changed(
      new Set(real.map((edit) => `${this.table}.${edit.column}`)),
      real.flatMap((edit) => [this.topic(`row:${edit.row}`), this.topic(`cell:${edit.row}:${edit.column}`)]),
    );
  }

  insertRows(rows: readonly (Omit<PlacedRow, 'key'> & { readonly key?: string })[]): readonly string[] {
    const next = [...this.keys];
    const added = [...rows]
      .sort((a, b) => a.index - b.index)
      .map((row) => {
        const key = row.key ?? this.newKey();
        this.values.set(key, row.values);
        next.splice(row.index, 0, key);
        return key;
      });
    this.keys = next;
    this.touch();
    this.changed(new Set([this.table]), [this.topic('rows'), ...added.flatMap((key) => this.rowTopics(key))]);
    return added;
  }

  deleteRows(gone: readonly string[]): readonly PlacedRow[] {
    const removed = gone
      .map((key) => ({ key, index: this.keys.indexOf(key), values: this.values.get(key) ?? {} }))
      .filter((row) => row.index >= 0);
    this.keys = this.keys.filter((key) => !gone.includes(key));
    for (const { key } of removed) this.values.delete(key);
    this.touch();
    this.changed(new Set([this.table]), [this.topic('rows')]);
    return removed;
  }

  /** Writes what was computed or what rules wrote. Answers the topics to tell. */
  writeComputed(cells: readonly WrittenCell[]): string[] {
    const topics: string[] = [];
    for (const { row: index, column, value, isEdit } of cells) {
      const row = this.keys[index];
      if (row === undefined || this.value(row, column) === value) continue;
      if (isEdit === true) this.edited.add(`${row}:${column}`);
      this.values.set(row, { ...this.values.get(row), [column]: value });
      topics.push(this.topic(`row:${row}`), this.topic(`cell:${row}:${column}`));
    }
    if (topics.length > 0) this.touch();
    return topics;
  }

  setIssues(issues: readonly PlacedIssue[]): void {
    const before = this.found;
    this.found = new Map(this.byCell(issues));
    const cells = [...before.keys(), ...this.found.keys()];
    for (const cell of cells) this.showAgain(cell);
    this.touch();
    this.topics.tell([
      ...[...new Set(cells)].map((cell) => this.topic(`cell:${cell}`)),
      ...this.keys.map((key) => this.topic(`row:${key}`)),
    ]);
  }

  /** Shows what rules say beside the faults that were found. Answers the topics to tell. */
  setMessages(messages: readonly PlacedIssue[]): string[] {
    const before = this.said;
    this.said = this.byCell(messages);
    const cells = [...new Set([...before.keys(), ...this.said.keys()])];
    for (const cell of cells) this.showAgain(cell);
    if (cells.length > 0) this.touch();
    return cells.flatMap((cell) => [
      this.topic(`cell:${cell}`),
      this.topic(`row:${cell.slice(0, cell.lastIndexOf(':'))}`),
    ]);
  }

  isDirty(): boolean {
    return this.change(() => false) !== null;
  }

  /** Changed, new and deleted lines; null when there are none. */
  change(skip: (column: string) => boolean): LinesChange | null {
    const upsert = this.keys.map((key) => this.changedValues(key, skip)).filter((line) => line !== null);
    const deleted = [...this.base.keys()].filter((key) => !this.values.has(key));
    if (upsert.length === 0 && deleted.length === 0) return null;
    return {
      ...(upsert.length > 0 ? { upsert } : {}),
      ...(deleted.length > 0 ? { delete: deleted } : {}),
    };
  }

  filled(skip: (column: string) => boolean): readonly LineValues[] {
    return this.lines().map((line) =>
      Object.fromEntries(Object.entries(line).filter(([column, value]) => value !== null && !skip(column))),
    );
  }

  private changedValues(key: string, skip: (column: string) => boolean): LineValues | null {
    const now = this.values.get(key) ?? {};
    const before = this.base.get(key);
    const entries = Object.entries(now).filter(
      ([column, value]) =>
        !skip(column) &&
        !LINE_SYSTEM_FIELDS.includes(column) &&
        (before === undefined || this.edited.has(`${key}:${column}`)) &&
        value !== (before?.[column] ?? null),
    );
    if (before === undefined) return Object.fromEntries(entries);
    return entries.length === 0 ? null : { id: key, ...Object.fromEntries(entries) };
  }

  private byCell(issues: readonly PlacedIssue[]): CellIssues {
    const cells = new Map<string, readonly CellIssue[]>();
    for (const { row: index, column, issue } of issues) {
      const row = this.keys[index];
      if (row === undefined) continue;
      const cell = `${row}:${column}`;
      cells.set(cell, [...(cells.get(cell) ?? []), issue]);
    }
    return cells;
  }

  private showAgain(cell: string): void {
    const issues = withMessages(this.found.get(cell) ?? NO_ISSUES, this.said.get(cell) ?? NO_ISSUES);
    if (issues.length === 0) this.shown.delete(cell);
    else this.shown.set(cell, issues);
  }

  private hasIssues({ row, column }: CellEdit): boolean {
    return this.found.has(`${row}:${column}`);
  }

  private newKey(): string {
    this.made += 1;
    return `new-${this.table}-${this.made}`;
  }

  private touch(): void {
    this.cache = null;
    this.count += 1;
  }

  private topic(name: string): string {
    return `${this.table}/${name}`;
  }

  private rowTopics(row: string): string[] {
    const columns = Object.keys(this.values.get(row) ?? {});
    return [this.topic(`row:${row}`), ...columns.map((column) => this.topic(`cell:${row}:${column}`))];
  }
}
