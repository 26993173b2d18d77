import type { RecordData, WireValue } from '../expression/index.js';
import { isBlank, orNull, rowsOf } from '../forms/index.js';
import type { FieldModel, FormModel, LineModel } from '../forms/index.js';
import { pointer } from '../foundation/index.js';

/** One changed value. `path` is stable: lines are named by id, not by position. */
export interface Difference {
  /** `/total`, `/lines/<line id>/qty`; `/lines/<line id>` for a line that came or went. */
  readonly path: string;
  readonly old: WireValue;
  readonly new: WireValue;
}

/**
 * What differs between two versions of a record, in the order of the form: the body of an audit entry. Of a line
 * that came or went the whole line is given.
 */
export function diffRecords(model: FormModel, before: RecordData, after: RecordData): readonly Difference[] {
  return [
    ...statusDifference(before, after),
    ...model.fields.flatMap((field) => fieldDifference(field, before, after, '')),
    ...model.lines.flatMap((line) => lineDifferences(line, before, after)),
  ];
}

/** The field paths that differ: `total`, `lines.qty`, and `lines` when rows came or went. */
export function changedPaths(model: FormModel, before: RecordData, after: RecordData): ReadonlySet<string> {
  const header = model.fields.filter((field) => differs(field, before, after)).map((field) => field.path);
  return new Set([
    ...(orNull(before.status) === orNull(after.status) ? [] : ['status']),
    ...header,
    ...model.lines.flatMap((line) => changedColumns(line, before, after)),
  ]);
}

function differs(field: FieldModel, before: RecordData, after: RecordData): boolean {
  const [old, now] = [before[field.key], after[field.key]];
  return old !== now && !field.type.same(orNull(old), orNull(now));
}

function statusDifference(before: RecordData, after: RecordData): readonly Difference[] {
  const [old, now] = [orNull(before.status), orNull(after.status)];
  return old === now ? [] : [{ path: '/status', old, new: now }];
}

function fieldDifference(
  field: FieldModel,
  before: RecordData,
  after: RecordData,
  base: string,
): readonly Difference[] {
  if (!differs(field, before, after)) return [];
  return [{ path: pointer(base, field.key), old: orNull(before[field.key]), new: orNull(after[field.key]) }];
}

function byId(rows: readonly RecordData[]): ReadonlyMap<string, RecordData> {
  return new Map(rows.map((row) => [String(row.id), row]));
}

function lineDifferences(line: LineModel, before: RecordData, after: RecordData): readonly Difference[] {
  const [old, now] = [byId(rowsOf(before, line.key)), byId(rowsOf(after, line.key))];
  const gone = [...old].filter(([id]) => !now.has(id));
  return [
    ...gone.map(([id, row]) => ({ path: pointer('', line.key, id), old: [filled(row)], new: null })),
    ...[...now].flatMap(([id, row]) => {
      const earlier = old.get(id);
      const at = pointer('', line.key, id);
      if (!earlier) return [{ path: at, old: null, new: [filled(row)] }];
      return earlier === row ? [] : line.fields.flatMap((field) => fieldDifference(field, earlier, row, at));
    }),
  ];
}

function filled(row: RecordData): RecordData {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => !isBlank(value)));
}

function changedColumns(line: LineModel, before: RecordData, after: RecordData): readonly string[] {
  const [old, now] = [rowsOf(before, line.key), rowsOf(after, line.key)];
  if (old === now) return [];
  const earlier = byId(old);
  const moved = old.length !== now.length || now.some((row) => !earlier.has(String(row.id)));
  const all = moved ? [line.key, ...line.fields.map((field) => field.path)] : [];
  if (moved) return all;
  return line.fields
    .filter((field) => now.some((row) => differs(field, earlier.get(String(row.id)) ?? {}, row)))
    .map((field) => field.path);
}
