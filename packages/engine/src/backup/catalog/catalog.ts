import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { ClientBase } from 'pg';
import { AFTER_ROWS } from './after-rows.js';
import { BEFORE_ROWS } from './before-rows.js';
import type { CatalogQuery } from './catalog-query.js';
import { refuseUnknownObjects } from './unknown-objects.js';

const Statements = Type.Array(Type.String());

/** A table whose rows are in a backup. Names are quoted as SQL wants them. */
export const CopiedTable = Type.Object({ name: Type.String(), columns: Type.Array(Type.String()) });
export type CopiedTable = Static<typeof CopiedTable>;

/** Where a sequence stands. */
export const SequenceState = Type.Object({
  name: Type.String(),
  value: Type.String(),
  called: Type.Boolean(),
});

/** Everything of a database but its rows, as what makes it again. */
export const Catalog = Type.Object({
  before: Statements,
  tables: Type.Array(CopiedTable),
  after: Statements,
  sequences: Type.Array(SequenceState),
});
export type Catalog = Static<typeof Catalog>;

/** Calculated columns are calculated again; tables that a crash may empty are not copied. */
const TABLES = `
  SELECT c.oid::regclass::text AS name,
         coalesce(array_agg(quote_ident(a.attname) ORDER BY a.attnum) FILTER (WHERE a.attgenerated = ''), '{}') AS columns
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
   WHERE n.nspname = ANY ($1) AND c.relkind = 'r' AND c.relpersistence = 'p'
   GROUP BY c.oid ORDER BY c.oid::regclass::text`;

const SEQUENCES = `
  SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = ANY ($1) AND c.relkind = 'S' ORDER BY 1`;

/**
 * Reads the catalogue. Names come out with their schemas because nothing else is on the search path of the connection.
 * Sequences are read last: they may have gone on since the snapshot, which is right, for no number may come twice.
 */
export async function readCatalog(client: ClientBase, schemas: readonly string[]): Promise<Catalog> {
  await refuseUnknownObjects(client, schemas);
  return {
    before: await statements(client, schemas, BEFORE_ROWS),
    tables: (await client.query<CopiedTable>(TABLES, [schemas])).rows,
    after: await statements(client, schemas, AFTER_ROWS),
    sequences: await sequenceStates(client, schemas),
  };
}

async function statements(
  client: ClientBase,
  schemas: readonly string[],
  queries: readonly CatalogQuery[],
): Promise<string[]> {
  const found: string[] = [];
  for (const { text } of queries) {
    const { rows } = await client.query<{ statement: string }>(text, text.includes('$1') ? [schemas] : []);
    found.push(...rows.map(({ statement }) => statement));
  }
  return found;
}

/** The name comes quoted from the catalogue of the server itself. */
async function sequenceStates(client: ClientBase, schemas: readonly string[]): Promise<Catalog['sequences']> {
  const { rows } = await client.query<{ name: string }>(SEQUENCES, [schemas]);
  const states: Catalog['sequences'] = [];
  for (const { name } of rows) {
    const state = await client.query<{ value: string; called: boolean }>(
      `SELECT last_value::text AS value, is_called AS called FROM ${name}`,
    );
    states.push({ name, value: state.rows[0]?.value ?? '1', called: state.rows[0]?.called ?? false });
  }
  return states;
}
