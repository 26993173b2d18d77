import type { StoredRecord } from '@dougong/kernel/records';
import type { SqlSession } from '../database/sql-session.js';
import { Parameters, statementName } from '../database/sql-text.js';
import type { Sight } from '../expressions/sight.js';
import { grantOf } from '../records/form-grant.js';
import { recordAsJson, recordTables } from '../records/record-table.js';
import { rowScopeSql } from '../records/row-scope.js';

/** The newest records of a form that the subject may see, from behind the one named; ids begin with their time. */
export async function lastRecords(
  session: SqlSession,
  { release, subject, model }: Sight,
  behind: string | undefined,
  count: number,
): Promise<readonly StoredRecord[]> {
  const parameters = new Parameters();
  const tables = recordTables(model);
  const { rows: scope } = grantOf(release, subject, model.key, 'read');
  const conditions = [
    ...rowScopeSql(scope, { release, subject, form: model.key, alias: 'r', parameters }),
    ...(behind === undefined ? [] : [`r.id < ${parameters.add(behind)}::uuid`]),
  ];
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  const page = `SELECT * FROM ${tables.header.name} r${where} ORDER BY r.id DESC LIMIT ${parameters.add(count)}`;
  const text = `SELECT ${recordAsJson(tables, 'r')} AS record FROM (${page}) r ORDER BY r.id DESC`;
  const { rows } = await session.prepared<{ record: StoredRecord }>(
    statementName(text),
    text,
    parameters.values,
  );
  return rows.map(({ record }) => record);
}
