import { modelOf } from '@dougong/kernel/commands';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { formsWithUnits } from '@dougong/kernel/forms';
import type { RecordData } from '@dougong/kernel/expression';
import type { FieldModel, FormModel, LineModel } from '@dougong/kernel/forms';
import { identifier } from '../database/sql-text.js';

/** How a form's records lie in PostgreSQL: one table for the form, one for each of its lines fields. */

export interface Column {
  readonly name: string;
  /** PostgreSQL type without a type modifier: numeric(20,2) would round silently. */
  readonly type: string;
}

export interface Table {
  /** Qualified and quoted. */
  readonly name: string;
  readonly bareName: string;
  readonly columns: readonly Column[];
}

export interface LinesTable extends Table {
  readonly field: string;
}

export interface RecordTables {
  readonly form: string;
  readonly header: Table;
  readonly lines: readonly LinesTable[];
}

const HEADER_SYSTEM: readonly Column[] = [
  { name: 'id', type: 'uuid' },
  { name: 'version', type: 'integer' },
  { name: 'status', type: 'text' },
  { name: 'created_at', type: 'timestamptz' },
  { name: 'created_by', type: 'uuid' },
  { name: 'updated_at', type: 'timestamptz' },
  { name: 'updated_by', type: 'uuid' },
];

const LINE_SYSTEM: readonly Column[] = [
  { name: 'id', type: 'uuid' },
  { name: 'record_id', type: 'uuid' },
  { name: 'line_no', type: 'integer' },
];

const cache = new WeakMap<FormModel, RecordTables>();

/** The tables of a form, worked out once for each compiled form. */
export function recordTables(model: FormModel): RecordTables {
  let tables = cache.get(model);
  if (!tables) {
    tables = {
      form: model.key,
      header: table(model.key, HEADER_SYSTEM, model.fields),
      lines: model.lines.map((lines) => linesTable(model.key, lines)),
    };
    cache.set(model, tables);
  }
  return tables;
}

function linesTable(form: string, lines: LineModel): LinesTable {
  return { ...table(`${form}__${lines.key}`, LINE_SYSTEM, lines.fields), field: lines.key };
}

function table(bareName: string, system: readonly Column[], fields: readonly FieldModel[]): Table {
  const own = fields.map((field) => ({ name: field.key, type: field.type.sqlType }));
  return { name: `data.${identifier(bareName)}`, bareName, columns: [...system, ...own] };
}

/** Arguments of one `json_build_object` call are limited to 100. */
const PAIRS_PER_OBJECT_MAX = 45;

/** SQL expression that gives a row as JSON in wire form: decimals as text, instants in UTC. */
export function rowAsJson(alias: string, columns: readonly Column[]): string {
  const pairs = columns.map((column) => `'${column.name}', ${wireExpression(alias, column)}`);
  const objects: string[] = [];
  for (let at = 0; at < pairs.length; at += PAIRS_PER_OBJECT_MAX) {
    objects.push(`jsonb_build_object(${pairs.slice(at, at + PAIRS_PER_OBJECT_MAX).join(', ')})`);
  }
  return objects.join(' || ');
}

/** SQL expression of one column in wire form. */
export function wireExpression(alias: string, column: Column): string {
  const reference = `${alias}.${identifier(column.name)}`;
  if (column.type === 'numeric') return `${reference}::text`;
  if (column.type === 'timestamptz') {
    return `to_char(${reference} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  }
  return reference;
}

/** Subselect that gives the lines of the record named by `recordId` (an SQL expression) as a JSON array in order. */
export function linesAsJson(lines: LinesTable, recordId: string): string {
  const columns = lines.columns.filter((column) => column.name !== 'record_id');
  return (
    `(SELECT coalesce(jsonb_agg(${rowAsJson('l', columns)} ORDER BY l.line_no), '[]'::jsonb) ` +
    `FROM ${lines.name} l WHERE l.record_id = ${recordId})`
  );
}

/** SQL expression of a whole record, header and lines. */
export function recordAsJson(tables: RecordTables, alias: string): string {
  const lines = tables.lines.map((each) => `'${each.field}', ${linesAsJson(each, `${alias}.id`)}`);
  const header = rowAsJson(alias, tables.header.columns);
  return lines.length === 0 ? header : `${header} || jsonb_build_object(${lines.join(', ')})`;
}

/** SQL expression of a record that another refers to: its header, and its lines where these hold units. */
export function referredAsJson(
  release: Pick<CompiledRelease, 'models' | 'number'>,
  form: string,
  alias: string,
): string {
  const tables = recordTables(modelOf(release, form));
  return formsWithUnits(release.models).has(form)
    ? recordAsJson(tables, alias)
    : rowAsJson(alias, tables.header.columns);
}

/** `x(col type, ...)`: how jsonb rows become columns. */
export function recordset(alias: string, columns: readonly Column[]): string {
  return `${alias}(${columns.map((column) => `${identifier(column.name)} ${column.type}`).join(', ')})`;
}

export function columnList(columns: readonly Column[], alias?: string): string {
  return columns.map((column) => `${alias ? `${alias}.` : ''}${identifier(column.name)}`).join(', ');
}

/** The header of a record without its lines, for writing. */
export function headerRow(tables: RecordTables, record: RecordData): Record<string, unknown> {
  return rowOf(tables.header, record);
}

/** One line of a record, for writing. */
export function lineRow(lines: LinesTable, recordId: string, line: RecordData): Record<string, unknown> {
  const row = rowOf(lines, line);
  row['record_id'] = recordId;
  return row;
}

function rowOf({ columns }: Table, record: RecordData): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const { name } of columns) row[name] = record[name] ?? null;
  return row;
}
