import { ID_TARGET } from '@dougong/kernel/exchange';
import type { WireValue } from '@dougong/kernel/expression';
import type { FormModel } from '@dougong/kernel/forms';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { SqlSession } from '../../database/sql-session.js';
import { identifier, Parameters } from '../../database/sql-text.js';
import type { Subject } from '../../identity/subject.js';
import { readGrant } from '../../records/form-grant.js';
import { recordTables, recordset } from '../../records/record-table.js';
import { rowScopeSql } from '../../records/row-scope.js';

/** A record that a document means, with the version that is met. */
export interface MetRecord {
  readonly id: string;
  readonly version: number;
}

/** The values of the keys of a document; none of them is blank. */
export interface WantedKeys {
  readonly doc: number;
  readonly values: Readonly<Record<string, WireValue>>;
}

/** Finds the records that documents mean by their keys, among those that the subject reads: doc -> records. */
export async function findByKeys(
  session: SqlSession,
  {
    release,
    model,
    subject,
  }: { readonly release: CompiledRelease; readonly model: FormModel; readonly subject: Subject },
  keys: readonly string[],
  wanted: readonly WantedKeys[],
): Promise<ReadonlyMap<number, readonly MetRecord[]>> {
  if (wanted.length === 0) return new Map();
  const parameters = new Parameters();
  const typeOf = (key: string) => (key === ID_TARGET ? 'uuid' : (model.field(key)?.type.sqlType ?? 'text'));
  const columns = [
    { name: 'doc', type: 'integer' },
    ...keys.map((key) => ({ name: `k_${key}`, type: typeOf(key) })),
  ];
  const rows = wanted.map(({ doc, values }) => ({
    doc,
    ...Object.fromEntries(keys.map((key) => [`k_${key}`, values[key]])),
  }));
  const meets = keys.map((key) => `r.${identifier(key)} = x.${identifier(`k_${key}`)}`);
  const source = `jsonb_to_recordset(${parameters.json(rows)}) AS ${recordset('x', columns)}`;
  const scope = rowScopeSql(readGrant(release, subject, model).rows, {
    release,
    subject,
    form: model.key,
    alias: 'r',
    parameters,
  });
  const { header } = recordTables(model);
  // Asked for each document in turn, so that the index of the key is used however many records there are.
  const text =
    `SELECT x.doc, r.id, r.version FROM ${source} CROSS JOIN LATERAL ` +
    `(SELECT r.id, r.version FROM ${header.name} r WHERE ${[...meets, ...scope].join(' AND ')} LIMIT 2) r`;
  const { rows: found } = await session.query<MetRecord & { doc: number }>(text, parameters.values);
  const met = new Map<number, MetRecord[]>();
  for (const { doc, id, version } of found) met.set(doc, [...(met.get(doc) ?? []), { id, version }]);
  return met;
}
