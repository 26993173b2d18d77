import pg from 'pg';
import { MIGRATION_LOCK } from '../database/migrate.js';
import { Refusal } from '../http/refusal.js';
import { anchorOf } from '../registers/seals/verify/anchor.js';
import { BACKED_UP_SCHEMAS, hasRowsInBackup } from './backed-up-schemas.js';
import { readCatalog } from './catalog/catalog.js';
import type { Catalog } from './catalog/catalog.js';
import { connectForCopying } from './copy/connection.js';
import { copyOut } from './copy/copy-out.js';
import { engineVersion } from './engine-version.js';
import { BackupWriter } from './file/backup-writer.js';
import type { RowSource } from './file/backup-writer.js';
import { CATALOG_PART, rowsPart } from './file/manifest.js';
import type { Manifest, Origin } from './file/manifest.js';
import { readLedgerFigures } from './ledger-figures.js';

export interface BackupOptions {
  /** Address of the role that owns the tables. */
  readonly ownerUrl: string;
  /** The file to make. */
  readonly path: string;
  /** Locks the file. */
  readonly passphrase?: string | undefined;
  /** Instant of the backup. */
  readonly at: string;
  /** Hears which table comes next, and how many of them are written. */
  readonly progress?: ((line: string, done: number, total: number) => void) | undefined;
}

export interface BackupReport {
  readonly path: string;
  /** Size of the file. */
  readonly bytes: number;
  readonly manifest: Manifest;
}

const ATTEMPTS_MAX = 5;
const LOCK_TIMEOUT = '30s';

/**
 * Writes everything that the engine keeps in its database into one file, as it is at one moment, while others go on working.
 * What alters tables (publishing, migrations) waits until the backup is done.
 */
export async function createBackup(options: BackupOptions): Promise<BackupReport> {
  const client = await connectForCopying(options.ownerUrl, 'dougong backup');
  try {
    const catalog = await openSnapshot(client);
    const writer = await BackupWriter.create(options.path, options.passphrase);
    try {
      return await writeAll(client, catalog, writer, options);
    } catch (error) {
      await writer.abandon();
      throw error;
    }
  } finally {
    await client.end();
  }
}

/**
 * A snapshot in which no table changes its shape. Statements are read from what is there now and rows from the snapshot: so the tables
 * are locked before the snapshot is taken, and if others have come meanwhile it is all done again.
 */
async function openSnapshot(client: pg.Client): Promise<Catalog> {
  await client.query(`SET lock_timeout = '${LOCK_TIMEOUT}'`);
  await client.query('SELECT pg_advisory_lock_shared($1)', [MIGRATION_LOCK]);
  try {
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      const tables = await tablesNow(client);
      if (!tables.includes('core.migration')) throw new Refusal(409, 'backup_of_nothing');
      await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
      await client.query(`LOCK TABLE ${tables.join(', ')} IN ACCESS SHARE MODE`);
      const locked = new Set(tables);
      if ((await tablesNow(client)).every((name) => locked.has(name)))
        return await readCatalog(client, BACKED_UP_SCHEMAS);
      await client.query('ROLLBACK');
    }
  } finally {
    await client.query('SELECT pg_advisory_unlock_shared($1)', [MIGRATION_LOCK]).catch(() => undefined);
  }
  throw new Refusal(409, 'backup_tables_change');
}

async function tablesNow(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p') ORDER BY c.oid`,
    [BACKED_UP_SCHEMAS],
  );
  return rows.map(({ name }) => name);
}

async function writeAll(
  client: pg.Client,
  catalog: Catalog,
  writer: BackupWriter,
  { at, path, progress = () => undefined }: BackupOptions,
): Promise<BackupReport> {
  const origin = await readOrigin(client, at);
  await writer.part(CATALOG_PART, oneBuffer(Buffer.from(JSON.stringify(catalog)), catalog.tables.length));
  const tables = catalog.tables.filter(({ name }) => hasRowsInBackup(name));
  for (const [done, { name, columns }] of tables.entries()) {
    progress(name, done, tables.length);
    await writer.part(rowsPart(name), copyOut(client, `COPY ${name} (${columns.join(', ')}) TO STDOUT`));
  }
  const ledger = await readLedgerFigures(client);
  const anchor = (await anchorOf(client, at, {})) ?? null;
  const manifest = await writer.finish({ origin, ledger, anchor });
  return { path, bytes: writer.bytes, manifest };
}

/** The column with the locale has two names, by the version of the server. */
const ORIGIN = `
  SELECT current_setting('server_version_num')::integer AS "postgresVersion",
         (SELECT coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale', datcollate) FROM pg_database d
           WHERE datname = current_database()) AS collation,
         coalesce((SELECT number FROM core.current_release), 0) AS release,
         ARRAY(SELECT name::text FROM core.migration ORDER BY id) AS migrations`;

async function readOrigin(client: pg.Client, createdAt: string): Promise<Origin> {
  const { rows } = await client.query<Omit<Origin, 'createdAt' | 'engineVersion'>>(ORIGIN);
  const [found] = rows;
  if (!found) throw new Error('a query without a table has one row');
  return { createdAt, engineVersion: await engineVersion(), ...found };
}

function oneBuffer(content: Buffer, rows: number): RowSource {
  return {
    rows,
    async *[Symbol.asyncIterator]() {
      yield content;
    },
  };
}
