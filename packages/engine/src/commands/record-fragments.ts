import type { RecordWrite } from '@dougong/kernel/commands';
import type { RecordData } from '@dougong/kernel/expression';
import type { FormModel } from '@dougong/kernel/forms';
import { identifier } from '../database/sql-text.js';
import type { Parameters } from '../database/sql-text.js';
import { columnList, headerRow, lineRow, recordset, recordTables } from '../records/record-table.js';
import type { LinesTable, RecordTables } from '../records/record-table.js';
import { insertFragment, rowsToMeet } from './fragment.js';
import type { Fragment } from './fragment.js';

/** Writes records into the tables of their forms: one CTE a table, whatever the number of records and lines. */

/** Makes the CTEs of all record writes of a command. */
export function recordFragments(
  writes: readonly RecordWrite[],
  model: (form: string) => FormModel,
  parameters: Parameters,
): Fragment[] {
  // In one order, whoever came first: equal writes have equal texts.
  return [...new Set(writes.map((write) => write.form))].sort().flatMap((form) => {
    const tables = recordTables(model(form));
    const of = (kind: RecordWrite['kind']) =>
      writes.filter((write) => write.form === form && write.kind === kind);
    return [
      ...insertRecords(tables, of('insert'), parameters),
      ...updateRecords(tables, of('update'), parameters),
      ...deleteRecords(tables, of('delete'), parameters),
    ];
  });
}

function insertRecords(
  tables: RecordTables,
  writes: readonly RecordWrite[],
  parameters: Parameters,
): Fragment[] {
  const headers = {
    name: `insert_${tables.form}`,
    table: tables.header.name,
    columns: tables.header.columns,
    rows: writes.map(({ record }) => headerRow(tables, record)),
  };
  const lines = tables.lines.map((each) => ({
    name: `insert_${each.bareName}`,
    table: each.name,
    columns: each.columns,
    rows: writes.flatMap(({ record }) => linesOf(record, each).map((line) => lineRow(each, record.id, line))),
  }));
  return [headers, ...lines].flatMap((set) => insertFragment(set, parameters));
}

function updateRecords(
  tables: RecordTables,
  writes: readonly RecordWrite[],
  parameters: Parameters,
): Fragment[] {
  if (writes.length === 0) return [];
  const { name, columns } = tables.header;
  const changed = columns.filter((each) => each.name !== 'id' && !each.name.startsWith('created_'));
  const assignments = changed
    .map((each) => `${identifier(each.name)} = x.${identifier(each.name)}`)
    .join(', ');
  const rows = rowsToMeet(
    writes.map(({ record }) => headerRow(tables, record)),
    columns,
    parameters,
  );
  const sql =
    `UPDATE ${name} t SET ${assignments} FROM ${rows} ` + `WHERE t.id = x.id AND t.version < x.version`;
  return [
    { name: `update_${tables.form}`, sql },
    ...tables.lines.flatMap((lines) => [
      ...upsertLines(lines, writes, parameters),
      ...removeLines(lines, writes, parameters),
    ]),
  ];
}

function upsertLines(lines: LinesTable, writes: readonly RecordWrite[], parameters: Parameters): Fragment[] {
  const rows = writes.flatMap(({ record, before }) => {
    const stored = new Map(linesOf(before, lines).map((line) => [line.id, line]));
    return linesOf(record, lines)
      .filter((line) => !sameLine(stored.get(line.id), line, lines))
      .map((line) => lineRow(lines, record.id, line));
  });
  if (rows.length === 0) return [];
  const own = lines.columns.filter((each) => each.name !== 'id' && each.name !== 'record_id');
  const assignments = own
    .map((each) => `${identifier(each.name)} = EXCLUDED.${identifier(each.name)}`)
    .join(', ');
  const columns = columnList(lines.columns);
  const sql =
    `INSERT INTO ${lines.name} AS t (${columns}) SELECT ${columns} ` +
    `FROM jsonb_to_recordset(${parameters.json(rows)}) AS ${recordset('x', lines.columns)} ` +
    `ON CONFLICT (id) DO UPDATE SET ${assignments} WHERE t.record_id = EXCLUDED.record_id`;
  return [{ name: `upsert_${lines.bareName}`, sql }];
}

function removeLines(lines: LinesTable, writes: readonly RecordWrite[], parameters: Parameters): Fragment[] {
  const gone = writes.flatMap(({ record, before }) => {
    const kept = new Set(linesOf(record, lines).map((line) => line.id));
    return linesOf(before, lines)
      .filter((line) => !kept.has(line.id))
      .map((line) => line.id);
  });
  if (gone.length === 0) return [];
  return [
    {
      name: `remove_${lines.bareName}`,
      sql: `DELETE FROM ${lines.name} WHERE id = ANY(${parameters.add(gone)}::uuid[])`,
    },
  ];
}

function deleteRecords(
  tables: RecordTables,
  writes: readonly RecordWrite[],
  parameters: Parameters,
): Fragment[] {
  if (writes.length === 0) return [];
  const ids = parameters.add(writes.map(({ record }) => record.id));
  return [
    {
      name: `delete_${tables.form}`,
      sql: `DELETE FROM ${tables.header.name} WHERE id = ANY(${ids}::uuid[])`,
    },
  ];
}

function linesOf(record: RecordData | undefined, lines: LinesTable): readonly RecordData[] {
  const value = record?.[lines.field];
  return Array.isArray(value) ? (value as readonly RecordData[]) : [];
}

function sameLine(left: RecordData | undefined, right: RecordData, lines: LinesTable): boolean {
  if (left === right) return true;
  return (
    left !== undefined &&
    lines.columns.every(({ name }) => name === 'record_id' || (left[name] ?? null) === (right[name] ?? null))
  );
}
