import type { Issue } from '@dougong/kernel/foundation';
import { Topics, type CellIssue, type CellValue, type LineStore, type LineValues } from '../lines/index.js';
import { FormLines } from './form-lines.js';
import { pointerTokens } from './pointer.js';

/** Values of a form: header fields, and arrays of lines under the keys of its tables. */
export interface FormValues {
  readonly [field: string]: CellValue | undefined | readonly LineValues[];
}

/** What changed since the last save, as a PATCH carries it. */
export interface FormPatch {
  readonly [field: string]: CellValue | LinesChange;
}

export interface LinesChange {
  readonly upsert?: readonly LineValues[];
  readonly delete?: readonly string[];
}

export interface FormStateOptions {
  readonly values: FormValues;
  /** Fields that hold lines. */
  readonly tables?: readonly string[];
  /**
   * Computes what follows from a change: pointers (`/total`, `/lines/2/difference`) to their new values. `changed` names
   * what was typed (`total`, `lines.price`), so that only what depends on it needs a second look.
   */
  readonly recompute?: (
    values: FormValues,
    changed: ReadonlySet<string>,
  ) => Readonly<Record<string, CellValue>>;
}

/** A row of a pointer: a position, so a plain integer. */
function rowNumber(token: string): number {
  return /^\d{1,9}$/.test(token) ? parseInt(token, 10) : -1;
}

const NO_FORM_ISSUES: readonly Issue[] = [];

/**
 * The state of a form outside React: values, faults, what is unsaved. The header fields and the grid subscribe to single
 * places, so one keystroke redraws one field and what is computed from it.
 */
export class FormState {
  private readonly topics = new Topics();
  private readonly tables = new Map<string, FormLines>();
  private header: Readonly<Record<string, CellValue>> = {};
  private base: Readonly<Record<string, CellValue>> = {};
  private headerIssues = new Map<string, readonly Issue[]>();
  private allIssues: readonly Issue[] = NO_FORM_ISSUES;
  /** Fields that a person wrote; what formulas wrote is no unsaved work. */
  private readonly edited = new Set<string>();
  private readonly touchedFields = new Set<string>();
  private snapshot: FormValues | null = null;
  private count = 0;

  constructor(private readonly options: FormStateOptions) {
    for (const table of options.tables ?? []) {
      this.tables.set(
        table,
        new FormLines(this.topics, table, (changed, topics) => this.changed(changed, topics)),
      );
    }
    this.load(options.values);
  }

  // ── values ──

  /** The whole as one immutable snapshot; the same object while nothing changed. */
  values(): FormValues {
    this.snapshot ??= {
      ...this.header,
      ...Object.fromEntries([...this.tables].map(([table, lines]) => [table, lines.lines()])),
    };
    return this.snapshot;
  }

  value(field: string): CellValue {
    return this.header[field] ?? null;
  }

  setValue(field: string, value: CellValue): void {
    this.setValues({ [field]: value });
  }

  /** Writes several header fields as one change. */
  setValues(change: Readonly<Record<string, CellValue>>): void {
    const fields = Object.keys(change).filter((field) => this.value(field) !== (change[field] ?? null));
    if (fields.length === 0) return;
    this.header = {
      ...this.header,
      ...Object.fromEntries(fields.map((field) => [field, change[field] ?? null])),
    };
    for (const field of fields) {
      this.headerIssues.delete(field);
      this.edited.add(field);
    }
    this.changed(
      new Set(fields),
      fields.map((field) => `field:${field}`),
    );
  }

  /** The lines of a table as the grid takes them. */
  lines(table: string): LineStore {
    const lines = this.tables.get(table);
    if (lines === undefined) throw new Error(`the form has no table "${table}"`);
    return lines;
  }

  /** Counts every change of any kind. */
  version(): number {
    return this.count;
  }

  /** Takes the saved record as the new ground: nothing is unsaved any more. */
  reset(values: FormValues): void {
    this.load(values);
    this.headerIssues.clear();
    this.allIssues = NO_FORM_ISSUES;
    this.touchedFields.clear();
    this.edited.clear();
    this.topics.tell([
      ...Object.keys(this.header).map((field) => `field:${field}`),
      'issues',
      ...this.tell(),
    ]);
  }

  // ── unsaved ──

  dirtyFields(): readonly string[] {
    return [...this.edited].filter((field) => this.value(field) !== (this.base[field] ?? null));
  }

  isDirty(): boolean {
    return this.dirtyFields().length > 0 || [...this.tables.values()].some((lines) => lines.isDirty());
  }

  /** What to send: changed fields, changed lines by id, new lines, deleted ids. `skip` leaves out what the server owns. */
  patch(skip: (path: string) => boolean = () => false): FormPatch {
    const fields = this.dirtyFields().filter((field) => !skip(field));
    const patch: Record<string, CellValue | LinesChange> = Object.fromEntries(
      fields.map((field) => [field, this.value(field)]),
    );
    for (const [table, lines] of this.tables) {
      const change = lines.change((column) => skip(`${table}.${column}`));
      if (change !== null) patch[table] = change;
    }
    return patch;
  }

  /** What to send for a new record: everything filled in. */
  filled(skip: (path: string) => boolean = () => false): FormValues {
    const fields = Object.entries(this.header).filter(([field, value]) => value !== null && !skip(field));
    const tables = [...this.tables].map(
      ([table, lines]) => [table, lines.filled((column) => skip(`${table}.${column}`))] as const,
    );
    return {
      ...Object.fromEntries(fields),
      ...Object.fromEntries(tables.filter(([, lines]) => lines.length > 0)),
    };
  }

  touch(field: string): void {
    if (this.touchedFields.has(field)) return;
    this.touchedFields.add(field);
    this.topics.tell([`field:${field}`]);
  }

  isTouched(field: string): boolean {
    return this.touchedFields.has(field);
  }

  // ── faults ──

  issues(): readonly Issue[] {
    return this.allIssues;
  }

  issuesOf(field: string): readonly Issue[] {
    return this.headerIssues.get(field) ?? NO_FORM_ISSUES;
  }

  /** Shows faults at their places: `/field`, `/lines/2/price`. Each goes when its place is edited. */
  setIssues(issues: readonly Issue[]): void {
    const before = [...this.headerIssues.keys()];
    this.headerIssues = new Map();
    this.allIssues = issues;
    const cells = new Map<string, { row: number; column: string; issue: CellIssue }[]>();
    for (const issue of issues) {
      const [field = '', row, column] = pointerTokens(issue.path);
      if (row !== undefined && this.tables.has(field)) {
        const entry = { row: rowNumber(row), column: column ?? '', issue: { ...issue } };
        cells.set(field, [...(cells.get(field) ?? []), entry]);
      } else {
        this.headerIssues.set(field, [...this.issuesOf(field), issue]);
      }
    }
    for (const [table, lines] of this.tables) lines.setIssues(cells.get(table) ?? []);
    const fields = new Set([...before, ...this.headerIssues.keys()]);
    this.topics.tell([...[...fields].map((field) => `field:${field}`), 'issues', ...this.tell()]);
  }

  // ── listening ──

  subscribeField(field: string, listener: () => void): () => void {
    return this.topics.subscribe(`field:${field}`, listener);
  }

  subscribeIssues(listener: () => void): () => void {
    return this.topics.subscribe('issues', listener);
  }

  subscribeAll(listener: () => void): () => void {
    return this.topics.subscribe('*', listener);
  }

  // ── inside ──

  private load(values: FormValues): void {
    const header: Record<string, CellValue> = {};
    for (const [field, value] of Object.entries(values)) {
      if (!this.tables.has(field)) header[field] = (value as CellValue | undefined) ?? null;
    }
    this.header = header;
    for (const [table, lines] of this.tables)
      lines.load((values[table] as readonly LineValues[] | undefined) ?? []);
    this.base = header;
    this.snapshot = null;
  }

  private tell(): string[] {
    this.count += 1;
    this.snapshot = null;
    return ['*'];
  }

  private changed(changed: ReadonlySet<string>, topics: readonly string[]): void {
    this.snapshot = null;
    const computed = this.options.recompute?.(this.values(), changed) ?? {};
    this.topics.tell([...topics, ...this.applyComputed(computed), ...this.tell()]);
  }

  private applyComputed(computed: Readonly<Record<string, CellValue>>): string[] {
    const topics: string[] = [];
    const header: Record<string, CellValue> = {};
    const edits = new Map<string, { row: number; column: string; value: CellValue }[]>();
    for (const [path, value] of Object.entries(computed)) {
      const [field = '', row, column = ''] = pointerTokens(path);
      if (row === undefined) {
        if (this.value(field) === value) continue;
        header[field] = value;
        topics.push(`field:${field}`);
      } else {
        edits.set(field, [...(edits.get(field) ?? []), { row: rowNumber(row), column, value }]);
      }
    }
    if (topics.length > 0) this.header = { ...this.header, ...header };
    for (const [table, list] of edits) topics.push(...(this.tables.get(table)?.writeComputed(list) ?? []));
    return topics;
  }
}

/** Makes the state of one form. */
export function createFormState(options: FormStateOptions): FormState {
  return new FormState(options);
}
