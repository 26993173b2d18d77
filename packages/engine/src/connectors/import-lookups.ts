import type { OutsideRecord } from '@dougong/kernel/connectors';
import type { SqlSession } from '../database/sql-session.js';
import { identifier } from '../database/sql-text.js';
import { recordTables } from '../records/record-table.js';
import type { ImportPlace } from './import-records.js';

/** A record of ours that one of theirs meets. */
export interface StandingRecord {
  readonly id: string;
  readonly version: number;
  /** Ids of the rows that the import brings, in their order. */
  readonly lines: readonly string[];
}

/** Reference field, `table.field` of rows -> what they call it -> our id. */
export type NamedRecords = ReadonlyMap<string, ReadonlyMap<string, string>>;

type Where = Pick<ImportPlace, 'import' | 'terms'>;

/** Records of ours that have a key of theirs in the field of the match. */
export async function recordsByMatch(
  session: SqlSession,
  { import: each, terms }: Where,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { match, form } = each.definition;
  const model = terms.release.models.get(form);
  if (match === undefined || keys.length === 0 || !model) return new Map();
  const { rows } = await session.query<{ key: string; id: string }>(
    `SELECT ${identifier(match)} AS key, id FROM ${recordTables(model).header.name} WHERE ${identifier(match)} = ANY ($1) ORDER BY id DESC`,
    [keys],
  );
  return new Map(rows.map(({ key, id }) => [key, id]));
}

/** Those of the records that are there, with the rows that the import is about. */
export async function standingRecords(
  session: SqlSession,
  { import: each, terms }: Where,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StandingRecord>> {
  const model = terms.release.models.get(each.definition.form);
  if (!model || ids.length === 0) return new Map();
  const tables = recordTables(model);
  const lines = tables.lines.find(({ field }) => field === each.lines?.definition.table);
  const rowsOf = lines
    ? `ARRAY(SELECT l.id::text FROM ${lines.name} l WHERE l.record_id = r.id ORDER BY l.line_no)`
    : `'{}'::text[]`;
  const { rows } = await session.query<StandingRecord & Record<string, unknown>>(
    `SELECT r.id, r.version, ${rowsOf} AS lines FROM ${tables.header.name} r WHERE r.id = ANY ($1)`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** What the records of a page refer to by names of theirs. */
export async function recordsByName(
  session: SqlSession,
  { import: each, terms }: Where,
  records: readonly OutsideRecord[],
): Promise<NamedRecords> {
  const found = new Map<string, ReadonlyMap<string, string>>();
  for (const { path, field, by, holders } of referencesOf(each, records)) {
    const names = [...new Set(holders.flatMap(({ sought }) => sought[field] ?? []))];
    const target = terms.release.models.get(each.form.field(path)?.reference?.form ?? '');
    if (!target || names.length === 0) continue;
    const { rows } = await session.query<{ name: string; id: string }>(
      `SELECT ${identifier(by)} AS name, id FROM ${recordTables(target).header.name} WHERE ${identifier(by)} = ANY ($1)`,
      [names],
    );
    found.set(path, new Map(rows.map(({ name, id }) => [name, id])));
  }
  return found;
}

/** Each reference of an import with those who may name something by it. */
function referencesOf({ definition, lines }: Where['import'], records: readonly OutsideRecord[]) {
  const ofHead = Object.entries(definition.references ?? {}).map(([field, by]) => ({
    ...{ path: field, field, by },
    holders: records as readonly Pick<OutsideRecord, 'sought'>[],
  }));
  const ofRows = Object.entries(lines?.definition.references ?? {}).map(([field, by]) => ({
    ...{ path: `${lines?.definition.table}.${field}`, field, by },
    holders: records.flatMap((record) => record.lines?.rows ?? []),
  }));
  return [...ofHead, ...ofRows];
}
