import type { RecordData, WireValue } from '../expression/index.js';
import { issue, ok, pointer, refused } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import type { FieldModel, LineModel } from './field-model.js';
import { canonicalUuid } from './field-types/uuid.js';
import type { FormModel } from './form-model.js';
import type { LinesChange, RecordChange } from './record-change.js';
import { SYSTEM_FIELDS } from './system-fields.js';

/**
 * Reads the values of a record from outside: known fields only, each in its canonical wire form, every fault with
 * the pointer to its field. Says nothing about what is missing.
 */
export function coerceValues(model: FormModel, input: unknown): Result<RecordData, readonly Issue[]> {
  const issues: Issue[] = [];
  const values = readHeader(model, input, '', issues, true);
  return issues.length > 0 ? refused(issues) : ok(values);
}

/**
 * Reads a change from outside: header fields by key, tables as `{ upsert: [...], delete: [...] }`. What is not named
 * stays as it is.
 */
export function coerceChange(model: FormModel, input: unknown): Result<RecordChange, readonly Issue[]> {
  const issues: Issue[] = [];
  if (!isObject(input)) return refused([issue('object_invalid')]);
  const entries = Object.entries(input);
  const set = Object.fromEntries(entries.filter(([key]) => !model.line(key)));
  const lines = entries.flatMap(([key, change]) => {
    const line = model.line(key);
    return line ? [[key, readLineChange(line, change, issues)] as const] : [];
  });
  const change: RecordChange = {
    ...(Object.keys(set).length === 0 ? {} : { set: readHeader(model, set, '', issues, false) }),
    ...(lines.length === 0 ? {} : { lines: Object.fromEntries(lines) }),
  };
  return issues.length > 0 ? refused(issues) : ok(change);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readHeader(
  model: FormModel,
  input: unknown,
  base: string,
  issues: Issue[],
  tables: boolean,
): RecordData {
  const values: Record<string, WireValue> = {};
  if (!isObject(input)) {
    issues.push(issue('object_invalid', base));
    return values;
  }
  for (const [key, value] of Object.entries(input)) {
    const line = tables ? model.line(key) : undefined;
    if (line) values[key] = readRows(line, value, pointer(base, key), issues);
    else readField(headerField(model, key), key, value, base, values, issues);
  }
  return values;
}

function headerField(model: FormModel, key: string): FieldModel | undefined {
  const field = model.field(key);
  return field?.line === undefined ? field : undefined;
}

function readField(
  field: FieldModel | undefined,
  key: string,
  value: unknown,
  base: string,
  values: Record<string, WireValue>,
  issues: Issue[],
): void {
  if (field === undefined) {
    const code = SYSTEM_FIELDS.has(key) ? 'read_only' : 'unknown_field';
    issues.push(issue(code, pointer(base, key), { field: key }));
  } else if (field.type.isCanonical?.(value, field.schema)) values[key] = value as WireValue;
  else {
    const read = readValue(field, value);
    if (read.ok) values[key] = read.value;
    else issues.push({ ...read.error, path: pointer(base, key) });
  }
}

function readValue(field: FieldModel, value: unknown): Result<WireValue, Issue> {
  return value === null || value === undefined ? ok(null) : field.type.coerce(value, field.schema);
}

function readRows(line: LineModel, input: unknown, at: string, issues: Issue[]): readonly RecordData[] {
  if (!Array.isArray(input)) {
    issues.push(issue('lines_invalid', at));
    return [];
  }
  if (input.length > line.maxItems) {
    issues.push(issue('too_many_lines', at, { max: line.maxItems }));
    return [];
  }
  return input.map((row: unknown, index) => readRow(line, row, pointer(at, index), issues));
}

function readRow(line: LineModel, input: unknown, at: string, issues: Issue[]): RecordData {
  const values: Record<string, WireValue> = {};
  if (!isObject(input)) {
    issues.push(issue('object_invalid', at));
    return values;
  }
  for (const [key, value] of Object.entries(input)) {
    if (key === 'id') values.id = readLineId(value, pointer(at, key), issues);
    // Lines keep their own order; a number that comes back with an edited line changes nothing.
    else if (key !== 'line_no') readField(line.field(key), key, value, at, values, issues);
  }
  return values;
}

function readLineId(value: unknown, at: string, issues: Issue[]): WireValue {
  const id = canonicalUuid(value);
  if (id === null) issues.push(issue('line_id_invalid', at, { value }));
  return id;
}

function readLineChange(line: LineModel, change: unknown, issues: Issue[]): LinesChange {
  const at = pointer('', line.key);
  if (!isObject(change)) {
    issues.push(issue('object_invalid', at));
    return {};
  }
  for (const key of Object.keys(change)) {
    if (key !== 'upsert' && key !== 'delete')
      issues.push(issue('unknown_field', pointer(at, key), { field: key }));
  }
  return {
    ...(change.upsert === undefined
      ? {}
      : { upsert: readRows(line, change.upsert, pointer(at, 'upsert'), issues) }),
    ...(change.delete === undefined
      ? {}
      : { delete: readDeletes(change.delete, pointer(at, 'delete'), issues) }),
  };
}

function readDeletes(input: unknown, at: string, issues: Issue[]): readonly string[] {
  const ids = Array.isArray(input) ? input.map((id: unknown) => canonicalUuid(id)) : [null];
  if (ids.includes(null)) issues.push(issue('line_id_invalid', at));
  return ids.filter((id) => id !== null);
}
