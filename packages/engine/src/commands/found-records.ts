import { modelOf } from '@dougong/kernel/commands';
import type { CompiledRelease, FoundRecord, RecordNeed } from '@dougong/kernel/commands';
import type { FormModel } from '@dougong/kernel/forms';
import type { RecordQuery } from '@dougong/kernel/rules';
import type { SqlSession } from '../database/sql-session.js';
import { identifier, Parameters, statementName } from '../database/sql-text.js';
import { conditionSql } from '../records/condition-sql.js';
import { recordAsJson, recordTables } from '../records/record-table.js';

/** Other records that a command changes: found by an id or by their fields, locked, and read with their lines. */

export interface FindingOccasion {
  readonly release: CompiledRelease;
  /** `actor`, `today` and `now` of the conditions. */
  readonly values: Readonly<Record<string, string>>;
}

interface FoundRow {
  readonly record: FoundRecord['record'];
  readonly running: boolean;
  readonly seen_version: number | null;
}

type Answer = Readonly<Record<string, readonly FoundRow[] | null>>;

/**
 * Locks the records in the order of form and id, and reads them. The statement is sent twice in one round trip: the first
 * waits for the locks, the second sees lines and flows as they are under them.
 */
export async function findRecords(
  session: SqlSession,
  needs: readonly RecordNeed[],
  occasion: FindingOccasion,
): Promise<ReadonlyMap<string, readonly FoundRecord[]>> {
  if (needs.length === 0) return new Map();
  const ordered = [...needs].sort((a, b) => (orderOf(a.query) < orderOf(b.query) ? -1 : 1));
  const parameters = new Parameters();
  const text = findingText(ordered, occasion, parameters);
  const read = async (): Promise<Answer> => {
    const { rows } = await session.prepared<Record<string, never>>(
      statementName(text),
      text,
      parameters.values,
    );
    return rows[0] ?? {};
  };
  const [, second] = await Promise.all([read(), read()]);
  // A record that began to meet the question between the two was waited for in the second.
  const answer = isTorn(second) ? await read() : second;
  return new Map(ordered.map(({ key }, at) => [key, foundOf(answer[`found_${at}`] ?? [])] as const));
}

function orderOf(query: RecordQuery): string {
  return `${query.form} ${'id' in query ? query.id : 'z'}`;
}

function isTorn(answer: Answer): boolean {
  return Object.values(answer).some((rows) =>
    (rows ?? []).some(({ record, seen_version: seen }) => record.version !== seen),
  );
}

function foundOf(rows: readonly FoundRow[]): readonly FoundRecord[] {
  return rows.map(({ record, running }) => ({ record, running }));
}

/** Each question waits for the one before it, so that everybody locks in one order. */
function findingText(
  needs: readonly RecordNeed[],
  occasion: FindingOccasion,
  parameters: Parameters,
): string {
  const questions = needs.map(({ query }) => ({
    query,
    model: modelOf(occasion.release, query.form),
  }));
  const locks = questions.map(({ query, model }, at) => {
    const after = at === 0 ? '' : ` AND (SELECT count(*) FROM lock_${at - 1}) >= 0`;
    return `lock_${at} AS MATERIALIZED (${lockSql(query, model, after, occasion, parameters)})`;
  });
  const columns = questions.map(({ query, model }, at) => foundColumn(query.form, model, at, parameters));
  return `WITH ${locks.join(',\n')}\nSELECT ${columns.join(',\n')}`;
}

function lockSql(
  query: RecordQuery,
  model: FormModel,
  after: string,
  { release, values }: FindingOccasion,
  parameters: Parameters,
): string {
  const from = `SELECT r.* FROM ${recordTables(model).header.name} r WHERE`;
  if ('id' in query) return `${from} r.id = ${parameters.add(query.id)}::uuid${after} FOR UPDATE`;
  const place = { release, model, alias: 'r', parameters, occasion: values };
  const tests = [
    ...Object.entries(query.match).map(([field, value]) => equalSql(model, field, value, parameters)),
    ...(query.where === undefined ? [] : [conditionSql(query.where, place)]),
  ];
  // One more than is allowed shows that there are too many.
  const most = `${parameters.add(query.max + 1)}::integer`;
  return `${from} ${tests.join(' AND ')}${after} ORDER BY r.id LIMIT ${most} FOR UPDATE`;
}

function equalSql(model: FormModel, field: string, value: unknown, parameters: Parameters): string {
  const type = recordTables(model).header.columns.find(({ name }) => name === field)?.type;
  if (type === undefined) throw new Error(`form ${model.key} has no column ${field}`);
  return `r.${identifier(field)} = ${parameters.add(value)}::${type}`;
}

function foundColumn(form: string, model: FormModel, at: number, parameters: Parameters): string {
  const tables = recordTables(model);
  return (
    `(SELECT jsonb_agg(jsonb_build_object('record', ${recordAsJson(tables, 'r')}, ` +
    `'seen_version', (SELECT s.version FROM ${tables.header.name} s WHERE s.id = r.id), ` +
    `'running', EXISTS (SELECT 1 FROM core.flow_instance i WHERE i.form = ${parameters.add(form)} AND i.record_id = r.id AND i.ended_at IS NULL)` +
    `) ORDER BY r.id) FROM lock_${at} r) AS "found_${at}"`
  );
}
