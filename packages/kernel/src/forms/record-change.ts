import type { RecordData, WireValue } from '../expression/index.js';
import { issue, ok, pointer, refused } from '../foundation/index.js';
import type { IdSource, Issue, Result } from '../foundation/index.js';
import { isBlank, orNull } from './blank.js';
import { rowsOf } from './compute-context.js';
import type { FieldModel, LineModel } from './field-model.js';
import type { FormModel } from './form-model.js';

/** Lines that are added or changed (by `id`, new ones have none) and ids of lines that go. */
export interface LinesChange {
  readonly upsert?: readonly RecordData[];
  readonly delete?: readonly string[];
}

/** A change of a record: header fields that are set, lines that come and go. What is not named stays. */
export interface RecordChange {
  readonly set?: RecordData;
  readonly lines?: Readonly<Record<string, LinesChange>>;
}

export interface ChangeOptions {
  /** The platform itself changes the record: it may write what it owns and change fixed tables. */
  readonly server?: boolean;
}

/** The change that makes a new record with these values. */
export function changeOfValues(model: FormModel, values: RecordData): RecordChange {
  const set = Object.fromEntries(Object.entries(values).filter(([key]) => !model.line(key)));
  const lines = model.lines.flatMap((line) => {
    const rows = rowsOf(values, line.key);
    return rows.length === 0 ? [] : [[line.key, { upsert: rows }] as const];
  });
  return { set, lines: Object.fromEntries(lines) };
}

/**
 * Applies a change of coerced values to a record. A caller may send back what the server owns as long as it is
 * unchanged; another value is refused with `read_only`. New lines get ids and numbers after the last line.
 */
export function applyChange(
  model: FormModel,
  record: RecordData,
  change: RecordChange,
  ids: IdSource,
  options: ChangeOptions = {},
): Result<RecordData, readonly Issue[]> {
  const issues: Issue[] = [];
  const find = (key: string): FieldModel | undefined => (model.line(key) ? undefined : model.field(key));
  let changed = merge(find, record, change.set ?? {}, '', options, issues);
  for (const [key, lines] of Object.entries(change.lines ?? {})) {
    const line = model.line(key);
    if (!line) issues.push(issue('unknown_field', pointer('', key), { field: key }));
    else changed = changeLines(line, changed, lines, ids, options, issues);
  }
  return issues.length > 0 ? refused(issues) : ok(changed);
}

/** Writes the values that differ; keeps the object when none does, so that callers see cheaply what changed. */
function merge(
  find: (key: string) => FieldModel | undefined,
  target: RecordData,
  values: RecordData,
  at: string,
  options: ChangeOptions,
  issues: Issue[],
): RecordData {
  const written: Record<string, WireValue> = {};
  for (const [key, value] of Object.entries(values)) {
    const field = find(key);
    if (!field) issues.push(issue('unknown_field', pointer(at, key), { field: key }));
    else if (field.type.same(orNull(target[key]), orNull(value))) continue;
    else if (field.serverOwned && !options.server)
      issues.push(issue('read_only', pointer(at, key), { field: field.path }));
    else written[key] = orNull(value);
  }
  return Object.keys(written).length === 0 ? target : { ...target, ...written };
}

function changeLines(
  line: LineModel,
  record: RecordData,
  change: LinesChange,
  ids: IdSource,
  options: ChangeOptions,
  issues: Issue[],
): RecordData {
  const rows = rowsOf(record, line.key);
  const kept = dropLines(line, rows, change.delete ?? [], options, issues);
  const changed = upsertLines(line, kept, change.upsert ?? [], ids, options, issues);
  if (changed.length > line.maxItems)
    issues.push(issue('too_many_lines', pointer('', line.key), { max: line.maxItems }));
  return changed === rows ? record : { ...record, [line.key]: changed };
}

function dropLines(
  line: LineModel,
  rows: readonly RecordData[],
  gone: readonly string[],
  options: ChangeOptions,
  issues: Issue[],
): readonly RecordData[] {
  if (gone.length === 0) return rows;
  const at = pointer('', line.key);
  if (line.fixed && !options.server) issues.push(issue('lines_fixed', at));
  const known = new Set(rows.map((row) => row.id));
  for (const id of gone) if (!known.has(id)) issues.push(issue('unknown_line', at, { id }));
  const dropped = new Set<unknown>(gone);
  return rows.filter((row) => !dropped.has(row.id));
}

function upsertLines(
  line: LineModel,
  rows: readonly RecordData[],
  upserts: readonly RecordData[],
  ids: IdSource,
  options: ChangeOptions,
  issues: Issue[],
): readonly RecordData[] {
  if (upserts.length === 0) return rows;
  const at = new Map(rows.map((row, index) => [row.id, index]));
  const result = [...rows];
  issues.push(...repeatedLines(line, upserts));
  let last = rows.reduce((max, row) => Math.max(max, lineNumber(row)), 0);
  for (const [index, { id, line_no: _, ...values }] of upserts.entries()) {
    const known = at.get(id);
    const place = pointer('', line.key, known ?? (isBlank(id) ? result.length : index));
    const base =
      known === undefined ? newLine(line, id, ids, (last += 1), place, options, issues) : result[known];
    if (!base) continue;
    const merged = merge((key) => line.field(key), base, values, place, options, issues);
    if (known === undefined) result.push(merged);
    else result[known] = merged;
  }
  const unchanged = result.length === rows.length && result.every((row, index) => row === rows[index]);
  return unchanged ? rows : result;
}

/** A line that a change names twice: which of the two is meant cannot be told. */
function repeatedLines(line: LineModel, upserts: readonly RecordData[]): readonly Issue[] {
  const seen = new Set<unknown>();
  return upserts.flatMap(({ id }, index) => {
    if (isBlank(id)) return [];
    const isTwice = seen.has(id);
    seen.add(id);
    return isTwice ? [issue('repeated_line', pointer('', line.key, 'upsert', index), { id })] : [];
  });
}

function newLine(
  line: LineModel,
  id: WireValue | undefined,
  ids: IdSource,
  lineNo: number,
  at: string,
  options: ChangeOptions,
  issues: Issue[],
): RecordData | undefined {
  if (!isBlank(id) && !options.server) {
    issues.push(issue('unknown_line', at, { id }));
    return undefined;
  }
  if (line.fixed && !options.server) {
    issues.push(issue('lines_fixed', at));
    return undefined;
  }
  return { id: isBlank(id) ? ids() : id, line_no: lineNo };
}

function lineNumber(row: RecordData): number {
  return typeof row.line_no === 'number' ? row.line_no : 0;
}
