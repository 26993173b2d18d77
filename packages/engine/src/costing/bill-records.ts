import type { CompiledBills } from '@dougong/kernel/costing';
import type { RecordData } from '@dougong/kernel/expression';
import { issue } from '@dougong/kernel/foundation';
import type { SqlSession } from '../database/sql-session.js';
import { identifier, Parameters, statementName } from '../database/sql-text.js';
import { invalid } from '../http/refusal.js';
import { recordAsJson, recordTables } from '../records/record-table.js';

const BILLS_MAX = 50_000;

/**
 * The records of the form of bills that hold on a day, in one statement, the later valid ones behind the earlier: where an
 * item has several, the last one counts.
 */
export async function readBillRecords(
  session: SqlSession,
  { definition, model }: CompiledBills,
  day: string,
): Promise<readonly RecordData[]> {
  const { states, validFrom } = definition;
  const parameters = new Parameters();
  const tables = recordTables(model);
  const valid = validFrom === undefined ? undefined : `r.${identifier(validFrom)}`;
  const conditions = [
    ...(valid === undefined ? [] : [`(${valid} IS NULL OR ${valid} <= ${parameters.add(day)}::date)`]),
    ...(states === undefined ? [] : [`r.status = ANY(${parameters.add(states)}::text[])`]),
  ];
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  const order = valid === undefined ? 'r.id' : `${valid} NULLS FIRST, r.id`;
  const text =
    `SELECT ${recordAsJson(tables, 'r')} AS record FROM ${tables.header.name} r${where} ` +
    `ORDER BY ${order} LIMIT ${parameters.add(BILLS_MAX + 1)}`;
  const { rows } = await session.prepared<{ record: RecordData }>(
    statementName(text),
    text,
    parameters.values,
  );
  if (rows.length > BILLS_MAX)
    throw invalid([issue('source_too_large', '', { source: model.key, max: BILLS_MAX })]);
  return rows.map(({ record }) => record);
}
