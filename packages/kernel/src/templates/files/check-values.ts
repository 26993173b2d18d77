import { coerceChange, coerceValues } from '../../forms/index.js';
import type { FormModel } from '../../forms/index.js';
import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';

/**
 * Values with names in them against their form: what a name stands for is not there yet, so each is taken for something that fits its
 * field, and only what it names is judged.
 */

const SOME_ID = '00000000-0000-7000-8000-000000000000';
const SOME_DAY = '2026-01-01';
const SOME_INSTANT = '2026-01-01T00:00:00.000Z';

/** What is known of a name: the form of the record that it stands for, `user`, or nothing. */
export type NameTarget = (name: string) => string | undefined;

export interface NamedValues {
  readonly values: Readonly<Record<string, unknown>>;
  /** Whether they change a record, with tables as upsert and delete. */
  readonly isChange: boolean;
  readonly target: NameTarget;
}

/** Unknown fields, values of another type, fields that the server owns, names of records of another form. */
export function checkValues(
  model: FormModel,
  { values, isChange, target }: NamedValues,
  at: string,
): readonly Issue[] {
  const plain = withoutNames(values);
  const read = isChange ? coerceChange(model, plain) : coerceValues(model, plain);
  const shape = read.ok ? [] : read.error.map((found) => ({ ...found, path: at + found.path }));
  return [...shape, ...wrongTargets(model, values, target, at)];
}

function withoutNames(value: unknown): unknown {
  if (typeof value === 'string') return plainText(value);
  if (Array.isArray(value)) return value.map(withoutNames);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key, each]) => key !== 'match' && !isValueOfRecord(each))
    .map(([key, each]) => [key, withoutNames(each)] as const);
  return Object.fromEntries('match' in value ? [['id', SOME_ID], ...entries] : entries);
}

/** `@order.amount` may be of any type. */
function isValueOfRecord(value: unknown): boolean {
  return typeof value === 'string' && /^@[a-z][A-Za-z0-9_]*\./.test(value) && !value.endsWith('.id');
}

function plainText(text: string): string {
  if (text.startsWith('@@') || text.startsWith('$$')) return text.slice(1);
  if (text.startsWith('@')) return SOME_ID;
  if (/^\$today\b/.test(text)) return SOME_DAY;
  return /^\$now\b/.test(text) ? SOME_INSTANT : text;
}

/** A name in a reference must stand for a record of the form that the field refers to; in a field for people for a person. */
function wrongTargets(
  model: FormModel,
  values: Readonly<Record<string, unknown>>,
  target: NameTarget,
  at: string,
): readonly Issue[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const path = pointer(at, key);
    if (typeof value === 'string') return wrongTarget(model, key, value, target, path);
    return model.line(key)
      ? rowsIn(value, path).flatMap(([row, base]) => rowTargets(model, key, row, target, base))
      : [];
  });
}

function rowTargets(
  model: FormModel,
  line: string,
  row: Readonly<Record<string, unknown>>,
  target: NameTarget,
  base: string,
): readonly Issue[] {
  return Object.entries(row).flatMap(([key, value]) =>
    typeof value === 'string' ? wrongTarget(model, `${line}.${key}`, value, target, pointer(base, key)) : [],
  );
}

type PlacedRow = readonly [row: Readonly<Record<string, unknown>>, path: string];

/** Rows of a table, whether whole or as a change. */
function rowsIn(value: unknown, path: string): readonly PlacedRow[] {
  if (Array.isArray(value))
    return value.flatMap((row: unknown, at) => (isObject(row) ? [[row, pointer(path, at)] as const] : []));
  return isObject(value) && Array.isArray(value['upsert']) ? rowsIn(value['upsert'], `${path}/upsert`) : [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrongTarget(
  model: FormModel,
  field: string,
  name: string,
  target: NameTarget,
  path: string,
): readonly Issue[] {
  const wanted = model.field(field)?.reference?.form ?? (model.field(field)?.user ? 'user' : undefined);
  const got = name.startsWith('@') && !name.startsWith('@@') ? target(name) : undefined;
  if (got === undefined || wanted === got) return [];
  return [issue('name_of_other_form', path, { name, form: got, expected: wanted ?? null })];
}
