import {
  NO_ISSUES,
  type CellEdit,
  type CellIssue,
  type CellValue,
  type LineStore,
  type LineValues,
  type PlacedRow,
  type Topics,
} from '../lines/index.js';
import type { LinesChange } from './form-state.js';

type Changed = (changed: ReadonlySet<string>, topics: readonly string[]) => void;

interface CellAt<T> {
  readonly row: number;
  readonly column: string;
  readonly value: T;
}

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
  private cache: readonly LineValues[] | null = null;
  private made = 0;
  private count = 0;

  constructor(
    private readonly topics: Topics,
    private readonly table: string,
    private readonly changed: Changed,
  ) {}

  load(lines: readonly LineValues[]): void {
    const keys = lines.map((line) => (typeof line['id'] === 'string' ? line['id'] : this.newKey()));
    this.keys = keys;
    this.values = new Map(lines.map((line, index) => [keys[index]!, line]));
    this.base = new Map([...this.values].filter(([, line]) => typeof line['id'] === 'string'));
    const cells = [...this.found.keys()].map((cell) => this.topic(`cell:${cell}`));
    this.found = new Map();
    this.edited = new Set();
    this.touch();
    this.topics.tell([...cells, ...this.keys.flatMap((key) => this.rowTopics(key)), this.topic('rows')]);
  }

  /** All lines in order; the same array while nothing changed. */
  lines(): readonly LineValues[] {
    this.cache ??= this.keys.map((key) => this.values.get(key) ?? {});
    return this.cache;
  }

  rows(): readonly string[] {
    return this.keys;
  }

  value(row: string, column: string): CellValue {
    return this.values.get(row)?.[column] ?? null;
  }

  issues(row: string, column: string): readonly CellIssue[] {
    return this.found.get(`${row}:${column}`) ?? NO_ISSUES;
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

  /** Writes what was computed; it counts as no edit of the user. Answers the topics to tell. */
  writeComputed(cells: readonly CellAt<CellValue>[]): string[] {
    const topics: string[] = [];
    for (const { row: index, column, value } of cells) {
      const row = this.keys[index];
      if (row === undefined || this.value(row, column) === value) continue;
      this.values.set(row, { ...this.values.get(row), [column]: value });
      topics.push(this.topic(`row:${row}`), this.topic(`cell:${row}:${column}`));
    }
    if (topics.length > 0) this.touch();
    return topics;
  }

  setIssues(
    issues: readonly { readonly row: number; readonly column: string; readonly issue: CellIssue }[],
  ): void {
    const before = [...this.found.keys()];
    this.found = new Map();
    for (const { row: index, column, issue } of issues) {
      const row = this.keys[index];
      if (row !== undefined) this.found.set(`${row}:${column}`, [...this.issues(row, column), issue]);
    }
    this.touch();
    const cells = new Set([...before, ...this.found.keys()]);
    this.topics.tell([
      ...[...cells].map((cell) => this.topic(`cell:${cell}`)),
      ...this.keys.map((key) => this.topic(`row:${key}`)),
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
