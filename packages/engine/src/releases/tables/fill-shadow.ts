import { convertValue } from '@dougong/kernel/forms';
import type { WireValue } from '@dougong/kernel/expression';
import type pg from 'pg';
import { identifier } from '../../database/sql-text.js';
import { wireExpression } from '../../records/record-table.js';
import type { Conversion } from './conversions.js';
import { dataTable } from './table-objects.js';
import { isLeft } from './table-sql.js';

/** Whoever runs a statement: the owner's connection or a transaction on it. */
export interface Queryable {
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<{ rows: Row[] }>;
}

/** A row whose value the new definition does not take. */
export interface Unconverted {
  /** Of the record, also where the value stands in a line. */
  readonly record: string;
  readonly line?: number;
  readonly value: WireValue;
  readonly code: string;
}

export interface FillResult {
  /** Rows that were looked at. */
  readonly rows: number;
  readonly failed: number;
  readonly examples: readonly Unconverted[];
  /** The last row, from which to go on. */
  readonly last?: string;
}

/** So many examples of what does not convert are told. */
export const EXAMPLES_MAX = 20;
/** Small enough that nobody waits long for a row of it. */
export const FILL_ROWS = 2000;

/** A stored value and where it stands. */
export interface StoredValue {
  readonly id: string;
  readonly record: string;
  readonly line: number | null;
  readonly was: string;
  readonly value: WireValue;
  readonly [column: string]: unknown;
}

/** Reads rows with a value in order of their ids, those that a condition names; with what is needed to say which they are. */
export function readStatement(
  { table, line, from }: Pick<Conversion, 'table' | 'line' | 'from'>,
  where: string,
): string {
  const value = wireExpression('t', { name: from.key, type: from.type.sqlType });
  const place =
    line === undefined ? 't.id AS record, NULL::integer AS line' : 't.record_id AS record, t.line_no AS line';
  return (
    `SELECT t.id, ${place}, t.${identifier(from.key)}::text AS was, to_jsonb(${value}) AS value ` +
    `FROM ${dataTable(table)} t WHERE ${where} ORDER BY t.id LIMIT $1`
  );
}

/** Converts the next rows behind `after` that are not converted yet, in the order of their ids. */
export function fillAfter(
  session: Queryable,
  conversion: Conversion,
  after: string | undefined,
): Promise<FillResult> {
  const behind = after === undefined ? '' : ' AND t.id > $2';
  const values = after === undefined ? [FILL_ROWS] : [FILL_ROWS, after];
  return fill(session, conversion, readStatement(conversion, `${isLeft(conversion)}${behind}`), values);
}

/** Converts what is left, whoever wrote it. */
export function fillLeft(session: Queryable, conversion: Conversion, rows: number): Promise<FillResult> {
  return fill(session, conversion, readStatement(conversion, isLeft(conversion)), [rows]);
}

async function fill(
  session: Queryable,
  conversion: Conversion,
  text: string,
  values: readonly unknown[],
): Promise<FillResult> {
  const { rows } = await session.query<StoredValue>(text, values);
  const { converted, failed } = convertRows(conversion, rows);
  if (converted.length > 0) await write(session, conversion, converted);
  return {
    rows: rows.length,
    failed: failed.length,
    examples: failed.slice(0, EXAMPLES_MAX),
    ...(rows.length > 0 ? { last: rows.at(-1)!.id } : {}),
  };
}

interface Converted {
  readonly id: string;
  readonly was: string;
  readonly value: WireValue;
}

/** Reads each value anew. */
export function convertRows(
  { from, to }: Pick<Conversion, 'from' | 'to'>,
  rows: readonly StoredValue[],
): { readonly converted: readonly Converted[]; readonly failed: readonly Unconverted[] } {
  const converted: Converted[] = [];
  const failed: Unconverted[] = [];
  for (const { id, record, line, was, value } of rows) {
    const read = convertValue(from.schema, to.schema, value);
    // What would be nothing afterwards would be looked for without end.
    if (read.ok && read.value !== null) converted.push({ id, was, value: read.value });
    else {
      const code = read.ok ? 'value_unreadable' : read.error.code;
      failed.push({ record, ...(line === null ? {} : { line }), value, code });
    }
  }
  return { converted, failed };
}

/** A row that somebody has changed since it was read is left as it is, to be converted again. */
async function write(
  session: Queryable,
  { table, from, shadow, to }: Conversion,
  rows: readonly Converted[],
): Promise<void> {
  await session.query(
    `UPDATE ${dataTable(table)} t SET ${identifier(shadow)} = x.value::${to.type.sqlType} ` +
      `FROM unnest($1::uuid[], $2::text[], $3::text[]) AS x(id, was, value) ` +
      `WHERE t.id = x.id AND t.${identifier(from.key)}::text = x.was`,
    [
      rows.map(({ id }) => id),
      rows.map(({ was }) => was),
      rows.map(({ value }) => (value === null ? null : String(value))),
    ],
  );
}
