import type { Issue } from '@dougong/kernel/foundation';
import type { FormEvent, FormLinkage } from '@dougong/kernel/rules';
import { Topics, type CellValue, type LineStore, type LineValues } from '../lines/index.js';
import { FormLines, type PlacedIssue } from './form-lines.js';
import { FormLinks, topicsOfSlot, type FieldLink, type TableLinks } from './form-links.js';
import type { FormRules, RulesAnswer } from './form-rules.js';
import { pathOfPlace, pointerTokens } from './pointer.js';
import { RuleMessages, withMessages } from './rule-messages.js';

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
  /** The rules that run while the form is filled in. */
  readonly rules?: FormRules;
  /** The form is opened for a record that is not there yet. */
  readonly isNew?: boolean;
  /** Whether this person may write a path (`note`, `lines.qty`): only then what rules write there is sent. */
  readonly mayWrite?: (path: string) => boolean;
  /**
   * Whether formulas or rules have looked, since it was asked last, for something outside the form that is still on its
   * way. What they answered without it is asked again by `recall`.
   */
  readonly missed?: () => boolean;
}

/** A row of a pointer: a position, so a plain integer. */
function rowNumber(token: string): number {
  return /^\d{1,9}$/.test(token) ? parseInt(token, 10) : -1;
}

/** Values of several parts are the same when their parts are. */
function isSame(one: CellValue, other: CellValue): boolean {
  if (one === other) return true;
  const areParted = typeof one === 'object' && typeof other === 'object';
  return areParted && JSON.stringify(one) === JSON.stringify(other);
}

const NO_FORM_ISSUES: readonly Issue[] = [];
const NOTHING_UNANSWERED: readonly (() => void)[] = [];
const NOTHING_RULED: ReadonlySet<string> = new Set();

/**
 * The state of a form outside React: values, faults, what is unsaved. The header fields and the grid subscribe to single
 * places, so one keystroke redraws one field and what is computed from it.
 */
export class FormState {
  private readonly topics = new Topics();
  private readonly tables = new Map<string, FormLines>();
  private header: Readonly<Record<string, CellValue>> = {};
  private base: Readonly<Record<string, CellValue>> = {};
  private readonly links = new FormLinks();
  private readonly messages = new RuleMessages();
  private headerIssues = new Map<string, readonly Issue[]>();
  private headerMessages = new Map<string, readonly Issue[]>();
  private shownIssues = new Map<string, readonly Issue[]>();
  private allIssues: readonly Issue[] = NO_FORM_ISSUES;
  /** Fields that a person wrote; what formulas wrote is no unsaved work. */
  private readonly edited = new Set<string>();
  private readonly touchedFields = new Set<string>();
  private snapshot: FormValues | null = null;
  private count = 0;
  /** What was asked of formulas and rules while something outside the form was not known yet. */
  private unanswered: readonly (() => void)[] = NOTHING_UNANSWERED;

  constructor(private readonly options: FormStateOptions) {
    for (const table of options.tables ?? []) {
      this.tables.set(
        table,
        new FormLines(
          this.topics,
          table,
          (changed, topics) => this.changed(changed, topics),
          (path, row) => this.links.ofCell(path, row),
        ),
      );
    }
    this.load(options.values);
    this.opened();
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
    const fields = Object.keys(change).filter((field) => !isSame(this.value(field), change[field] ?? null));
    if (fields.length === 0) return;
    this.header = {
      ...this.header,
      ...Object.fromEntries(fields.map((field) => [field, change[field] ?? null])),
    };
    for (const field of fields) {
      this.headerIssues.delete(field);
      this.showAgain(field);
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

  /**
   * Takes a record as the new ground: nothing is unsaved any more. After a save the form goes on; one that is opened anew
   * has what its rules do on opening.
   */
  reset(values: FormValues, how: 'saved' | 'opened' = 'saved'): void {
    const before = [...this.shownIssues.keys()];
    this.load(values);
    this.headerIssues.clear();
    this.allIssues = NO_FORM_ISSUES;
    this.touchedFields.clear();
    this.edited.clear();
    this.messages.clear();
    this.headerMessages.clear();
    this.shownIssues.clear();
    this.unanswered = NOTHING_UNANSWERED;
    const linked = how === 'opened' ? this.opened() : this.look();
    this.topics.tell(['remarks', ...linked, ...before.map((field) => `field:${field}`)]);
    this.topics.tell([
      ...Object.keys(this.header).map((field) => `field:${field}`),
      'issues',
      ...this.tell(),
    ]);
  }

  /** Something outside the form is known now: whatever was answered without it is answered anew. */
  recall(): void {
    const askAgain = this.unanswered;
    this.unanswered = NOTHING_UNANSWERED;
    for (const ask of askAgain) ask();
  }

  // ── unsaved ──

  dirtyFields(): readonly string[] {
    return [...this.edited].filter((field) => !isSame(this.value(field), this.base[field] ?? null));
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
    return this.shownIssues.get(field) ?? NO_FORM_ISSUES;
  }

  /** What rules say of the form as a whole. */
  remarks(): readonly Issue[] {
    return this.headerMessages.get('') ?? NO_FORM_ISSUES;
  }

  /** Everything that rules have said and not taken back; the same list while nothing changed. */
  ruleMessages(): readonly Issue[] {
    return this.messages.all();
  }

  /** Shows faults at their places: `/field`, `/lines/2/price`. Each goes when its place is edited. */
  setIssues(issues: readonly Issue[]): void {
    const before = [...this.headerIssues.keys()];
    this.allIssues = issues;
    const { header, cells } = this.placed(issues);
    this.headerIssues = header;
    for (const [table, lines] of this.tables) lines.setIssues(cells.get(table) ?? []);
    const fields = new Set([...before, ...this.headerIssues.keys()]);
    for (const field of fields) this.showAgain(field);
    this.topics.tell([...[...fields].map((field) => `field:${field}`), 'issues', ...this.tell()]);
  }

  // ── how it is shown ──

  /** How rules want a header field or a table shown. */
  link(field: string): FieldLink {
    return this.links.of(field);
  }

  /** How rules want a table and its columns shown; the same object while nothing changed. */
  tableLinks(table: string): TableLinks {
    return this.links.ofTable(table);
  }

  /** Header fields and tables that rules hide. */
  hiddenFields(): readonly string[] {
    return this.links.hiddenFields();
  }

  /** Header fields and tables that rules ask for while they are shown. */
  askedFields(): readonly string[] {
    return this.links.askedFields();
  }

  // ── listening ──

  subscribeField(field: string, listener: () => void): () => void {
    return this.topics.subscribe(`field:${field}`, listener);
  }

  subscribeIssues(listener: () => void): () => void {
    return this.topics.subscribe('issues', listener);
  }

  /** Hears how rules want the fields shown; with a table only that one and its columns. */
  subscribeLinks(listener: () => void, table?: string): () => void {
    return this.topics.subscribe(table === undefined ? 'links' : `links:${table}`, listener);
  }

  subscribeRemarks(listener: () => void): () => void {
    return this.topics.subscribe('remarks', listener);
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
    const written = this.write(computed);
    const moved = new Set([...changed, ...Object.keys(computed).map(pathOfPlace)]);
    const answered = this.fire({ type: 'change', changed: moved });
    this.remember(() => this.changed(changed, []));
    this.topics.tell([...topics, ...written, ...answered, ...this.tell()]);
  }

  private opened(): readonly string[] {
    const topics = this.fire({ type: 'open', isNew: this.options.isNew === true });
    this.remember(() => this.topics.tell([...this.opened(), ...this.tell()]));
    return topics;
  }

  /** Keeps how to ask again when something was missed. */
  private remember(askAgain: () => void): void {
    if (this.options.missed?.() === true) this.unanswered = [...this.unanswered, askAgain];
  }

  private look(): readonly string[] {
    const { rules } = this.options;
    if (rules === undefined) return [];
    const topics = this.takeLinks(rules.look(this.ruleValues()));
    this.remember(() => this.topics.tell([...this.look(), ...this.tell()]));
    return topics;
  }

  /** Asks the rules about what happened; answers the topics to tell. */
  private fire(event: FormEvent): readonly string[] {
    const { rules } = this.options;
    if (rules === undefined) return [];
    this.snapshot = null;
    const answer = rules.fire(event, this.ruleValues());
    const written = this.write(answer.values, answer.written);
    this.snapshot = null;
    return [...written, ...this.takeLinks(answer.linkage), ...this.takeMessages(answer)];
  }

  /** The values as rules take them: every line has an id. */
  private ruleValues(): FormValues {
    const tables = [...this.tables].map(([table, lines]) => [table, lines.keyedLines()] as const);
    return { ...this.header, ...Object.fromEntries(tables) };
  }

  private takeLinks(linkage: FormLinkage): readonly string[] {
    return this.links.take(linkage).flatMap(topicsOfSlot);
  }

  private takeMessages(answer: RulesAnswer): string[] {
    if (this.messages.take(answer).length === 0) return [];
    const { header, cells } = this.placed(this.messages.all());
    const fields = new Set([...this.headerMessages.keys(), ...header.keys()]);
    this.headerMessages = header;
    for (const field of fields) this.showAgain(field);
    const inLines = [...this.tables].flatMap(([table, lines]) => lines.setMessages(cells.get(table) ?? []));
    return [...inLines, ...[...fields].map((field) => `field:${field}`), 'remarks'];
  }

  private showAgain(field: string): void {
    const issues = withMessages(
      this.headerIssues.get(field) ?? NO_FORM_ISSUES,
      this.headerMessages.get(field) ?? NO_FORM_ISSUES,
    );
    if (issues.length === 0) this.shownIssues.delete(field);
    else this.shownIssues.set(field, issues);
  }

  /** Issues by header field, and by cell of each table. */
  private placed(issues: readonly Issue[]) {
    const header = new Map<string, readonly Issue[]>();
    const cells = new Map<string, readonly PlacedIssue[]>();
    for (const issue of issues) {
      const [field = '', row, column = ''] = pointerTokens(issue.path);
      if (row !== undefined && this.tables.has(field)) {
        const entry = { row: rowNumber(row), column, issue: { ...issue } };
        cells.set(field, [...(cells.get(field) ?? []), entry]);
      } else header.set(field, [...(header.get(field) ?? []), issue]);
    }
    return { header, cells };
  }

  /** Writes what was not typed: what formulas computed, and what rules wrote (`ruled`). */
  private write(
    values: Readonly<Record<string, CellValue>>,
    ruled: ReadonlySet<string> = NOTHING_RULED,
  ): string[] {
    const topics: string[] = [];
    const header: Record<string, CellValue> = {};
    const edits = new Map<string, { row: number; column: string; value: CellValue; isEdit: boolean }[]>();
    for (const [path, value] of Object.entries(values)) {
      const [field = '', row, column = ''] = pointerTokens(path);
      const isEdit = ruled.has(path) && (this.options.mayWrite?.(pathOfPlace(path)) ?? true);
      if (row !== undefined) {
        const edit = { row: rowNumber(row), column, value, isEdit };
        edits.set(field, [...(edits.get(field) ?? []), edit]);
      } else if (this.value(field) !== value) {
        header[field] = value;
        if (isEdit) this.edited.add(field);
        topics.push(`field:${field}`);
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
