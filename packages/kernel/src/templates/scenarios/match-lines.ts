import { isSame } from './same-value.js';

type Row = Readonly<Record<string, unknown>>;

/** The row of a table in which all the fields are as said. */
export function rowMatching(rows: unknown, match: Row): Row | undefined {
  if (!Array.isArray(rows)) return undefined;
  return rows.find((row): row is Row => isRow(row) && fits(row, match));
}

function fits(row: Row, match: Row): boolean {
  return Object.entries(match).every(([field, value]) => isSame(value, row[field]));
}

/**
 * A change with the ids of rows in the place of what they match: `{ "match": { "item": id }, "qty": "1" }`. Names have been resolved.
 * @returns `undefined` in `value` is never given; a row that matches nothing keeps its `match`, for which the engine refuses it.
 */
export function withLineIds(values: Row, record: Row | undefined): Row {
  return Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, lineChange(value, record?.[field])]),
  );
}

function lineChange(value: unknown, rows: unknown): unknown {
  if (!isRow(value)) return value;
  const change = Object.entries(value).map(([verb, list]) => [
    verb,
    Array.isArray(list) ? list.map((row: unknown) => withId(row, rows, verb)) : list,
  ]);
  return Object.fromEntries(change);
}

function withId(row: unknown, rows: unknown, verb: string): unknown {
  if (!isRow(row) || !isRow(row['match'])) return row;
  const id = rowMatching(rows, row['match'])?.['id'];
  if (id === undefined) return row;
  if (verb === 'delete') return id;
  const { match: _, ...rest } = row;
  return { id, ...rest };
}

/** Whether a value is an object with names. */
export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
