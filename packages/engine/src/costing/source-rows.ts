import { issue } from '@dougong/kernel/foundation';
import type { CompiledAllocation, CompiledSource, SourceRow } from '@dougong/kernel/costing';
import type { RecordData } from '@dougong/kernel/expression';
import type { FormModel } from '@dougong/kernel/forms';
import type { SqlSession } from '../database/sql-session.js';
import { identifier, Parameters, statementName } from '../database/sql-text.js';
import { invalid } from '../http/refusal.js';
import { linesAsJson, recordTables, rowAsJson } from '../records/record-table.js';
import { registerRows } from './register-rows.js';

/** First and last day of the period of a run. */
export interface CostPeriod {
  readonly from: string;
  readonly to: string;
}

/** More would not fit into one run. */
export const SOURCE_ROWS_MAX = 200_000;

/** Reads the rows of every source of an allocation, each in one statement. */
export async function readSources(
  session: SqlSession,
  { sources, definition }: CompiledAllocation,
  period: CostPeriod,
): Promise<Readonly<Record<string, readonly SourceRow[]>>> {
  const counted = new Set((definition.charges ?? []).map(({ source }) => source));
  const read = await Promise.all(
    [...sources].map(
      async ([id, source]) => [id, await rowsOf(session, source, period, counted.has(id))] as const,
    ),
  );
  return Object.fromEntries(read);
}

/** Reads the rows of one source. */
export async function readSource(
  session: SqlSession,
  { sources }: CompiledAllocation,
  id: string,
  period: CostPeriod,
): Promise<readonly SourceRow[]> {
  const source = sources.get(id);
  return source ? rowsOf(session, source, period, false) : [];
}

async function rowsOf(
  session: SqlSession,
  source: CompiledSource,
  period: CostPeriod,
  withBefore: boolean,
): Promise<readonly SourceRow[]> {
  const { register, model, definition } = source;
  const limit = SOURCE_ROWS_MAX + 1;
  const rows = register
    ? await registerRows(session, register, definition, period, withBefore, limit)
    : model
      ? await formRows(session, model, source, period)
      : [];
  if (rows.length < limit) return rows;
  throw invalid([issue('source_too_large', '', { source: definition.id, max: SOURCE_ROWS_MAX })]);
}

async function formRows(
  session: SqlSession,
  model: FormModel,
  { definition }: CompiledSource,
  { from, to }: CostPeriod,
): Promise<readonly SourceRow[]> {
  const { lines, date, states } = definition;
  const parameters = new Parameters();
  const tables = recordTables(model);
  const table = tables.lines.find(({ field }) => field === lines);
  const conditions = [
    ...(date === undefined
      ? []
      : [`r.${identifier(date)} BETWEEN ${parameters.add(from)}::date AND ${parameters.add(to)}::date`]),
    ...(states === undefined ? [] : [`r.status = ANY(${parameters.add(states)}::text[])`]),
  ];
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  const rows = table ? linesAsJson(table, 'r.id') : 'NULL::jsonb';
  const text =
    `SELECT ${rowAsJson('r', tables.header.columns)} AS record, ${rows} AS rows ` +
    `FROM ${tables.header.name} r${where} ORDER BY r.id LIMIT ${parameters.add(SOURCE_ROWS_MAX + 1)}`;
  const answer = await session.prepared<{ record: RecordData; rows: readonly RecordData[] | null }>(
    statementName(text),
    text,
    parameters.values,
  );
  return answer.rows.flatMap(({ record, rows: own }): readonly SourceRow[] => {
    const id = String(record['id']);
    if (own === null) return [{ id, record }];
    return own.map((row) => ({ id: `${id}/${String(row['id'])}`, record, row }));
  });
}
