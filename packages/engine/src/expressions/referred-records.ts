import { Injectable } from '@nestjs/common';
import { maskRecord } from '@dougong/kernel/access';
import { modelOf, referenceKey } from '@dougong/kernel/commands';
import type { EvaluationInput, RecordData } from '@dougong/kernel/expression';
import { issue } from '@dougong/kernel/foundation';
import { HEAD } from '../commands/record-query.js';
import type { SqlSession } from '../database/sql-session.js';
import { identifier, Parameters, statementName } from '../database/sql-text.js';
import { invalid } from '../http/refusal.js';
import { grantOf } from '../records/form-grant.js';
import type { SeenHead } from '../records/in-force.js';
import { recordTables, rowAsJson } from '../records/record-table.js';
import { rowScopeSql } from '../records/row-scope.js';
import { isName } from './sight.js';
import type { Sight } from './sight.js';
import type { ReferenceStep } from './walk-path.js';

/** The records that an expression looks into. */
export interface ReferredRecords {
  readonly reference: NonNullable<EvaluationInput['reference']>;
  /** What was in force when they were read; left out when there was nothing to read. */
  readonly head?: SeenHead;
}

/** All records that one reference names, and what is read of them. */
interface Stop {
  readonly prefix: string;
  readonly form: string;
  readonly fields: Set<string>;
}

interface Referred {
  readonly covered: boolean;
  readonly record: RecordData;
}

const NOTHING: ReferredRecords = { reference: () => undefined };

/**
 * Reads the records behind references, those of all references and of references behind them in one statement. A record
 * that the subject may not see is answered as one that does not exist, unless no more than its names are asked for.
 */
@Injectable()
export class ReferredRecordReader {
  async read(
    session: SqlSession,
    sight: Sight,
    record: RecordData,
    steps: readonly ReferenceStep[],
  ): Promise<ReferredRecords> {
    const stops = stopsOf(steps);
    if (stops.length === 0) return NOTHING;
    const parameters = new Parameters();
    const text = statementOf(sight, stops, record, parameters);
    const { rows } = await session.prepared<Record<string, unknown>>(
      statementName(text),
      text,
      parameters.values,
    );
    const row = rows[0] ?? {};
    const found = new Map<string, Referred>();
    stops.forEach(({ form }, at) => {
      for (const each of (row[`s${at}`] as Referred[] | null) ?? [])
        found.set(referenceKey(form, String(each.record['id'])), each);
    });
    const reference = lookUp(sight, found);
    for (const stop of stops) checkCovered(sight, stop, idsAt(stop.prefix, record, stops, found), found);
    return { reference, head: row as unknown as SeenHead };
  }
}

/** What lies nearer to the record comes first, because the further is found by it. */
function stopsOf(steps: readonly ReferenceStep[]): readonly Stop[] {
  const stops = new Map<string, Stop>();
  for (const { prefix, form, field } of steps) {
    const stop = stops.get(prefix) ?? { prefix, form, fields: new Set<string>() };
    stop.fields.add(field);
    stops.set(prefix, stop);
  }
  return [...stops.values()].sort((a, b) => a.prefix.split('.').length - b.prefix.split('.').length);
}

function statementOf(
  sight: Sight,
  stops: readonly Stop[],
  record: RecordData,
  parameters: Parameters,
): string {
  const tables = stops.map(({ prefix, form }, at) => {
    const before = behind(prefix, stops);
    const ids =
      before === undefined
        ? `= ANY(${parameters.add(ownIds(prefix, record))}::uuid[])`
        : `IN (SELECT ${identifier(lastName(prefix))} FROM t${before})`;
    const { header } = recordTables(modelOf(sight.release, form));
    return `t${at} AS MATERIALIZED (SELECT x.* FROM ${header.name} x WHERE x.id ${ids})`;
  });
  const columns = stops.map(({ form }, at) => {
    const { header } = recordTables(modelOf(sight.release, form));
    const covered = coveredSql(sight, form, parameters);
    const pair = `jsonb_build_object('covered', ${covered}, 'record', ${rowAsJson('x', header.columns)})`;
    return `(SELECT jsonb_agg(${pair}) FROM t${at} x) AS s${at}`;
  });
  return `WITH ${tables.join(', ')} SELECT ${[HEAD, ...columns].join(', ')}`;
}

/** SQL: the subject sees the record with the alias x. */
function coveredSql({ release, subject }: Sight, form: string, parameters: Parameters): string {
  const { allowed, rows } = grantOf(release, subject, form, 'read');
  if (!allowed) return 'false';
  return ['true', ...rowScopeSql(rows, { release, subject, form, alias: 'x', parameters })].join(' AND ');
}

/** Index of the stop whose records hold this reference; none when the record itself does. */
function behind(prefix: string, stops: readonly Stop[]): number | undefined {
  const at = stops.findIndex((stop) => stop.prefix === prefix.slice(0, prefix.lastIndexOf('.')));
  return at === -1 ? undefined : at;
}

function lastName(prefix: string): string {
  return prefix.slice(prefix.lastIndexOf('.') + 1);
}

/** Ids that a reference in the header or in the lines names. */
function ownIds(prefix: string, record: RecordData): readonly string[] {
  const [head = '', column] = prefix.split('.');
  const value = record[head];
  if (column === undefined) return idsIn([value]);
  return Array.isArray(value) ? idsIn(value.map((row) => (row as RecordData)[column])) : [];
}

function idsIn(values: readonly unknown[]): readonly string[] {
  return [...new Set(values.filter((value): value is string => typeof value === 'string' && value !== ''))];
}

function idsAt(
  prefix: string,
  record: RecordData,
  stops: readonly Stop[],
  found: ReadonlyMap<string, Referred>,
): readonly string[] {
  const before = behind(prefix, stops);
  const stop = before === undefined ? undefined : stops[before];
  if (!stop) return ownIds(prefix, record);
  const holders = idsAt(stop.prefix, record, stops, found);
  return idsIn(holders.map((id) => found.get(referenceKey(stop.form, id))?.record[lastName(prefix)]));
}

function checkCovered(
  sight: Sight,
  { prefix, form, fields }: Stop,
  ids: readonly string[],
  found: ReadonlyMap<string, Referred>,
): void {
  const namesOnly = [...fields].every((field) => isName(sight, form, field));
  for (const id of ids) {
    const referred = found.get(referenceKey(form, id));
    if (referred && (referred.covered || namesOnly)) continue;
    throw invalid([issue('unknown_reference', '/source', { field: prefix, form, id })]);
  }
}

function lookUp(sight: Sight, found: ReadonlyMap<string, Referred>): ReferredRecords['reference'] {
  const { release, subject } = sight;
  return (form, id) => {
    const referred = found.get(referenceKey(form, id));
    if (!referred) return undefined;
    const { covered, record } = referred;
    if (covered) return maskRecord(record, grantOf(release, subject, form, 'read').hidden);
    return Object.fromEntries(Object.entries(record).filter(([key]) => isName(sight, form, key)));
  };
}
