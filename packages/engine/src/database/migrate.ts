import pg from 'pg';
import { DataSource } from 'typeorm';
import { grantApplicationRole } from './grants.js';
import { installJobQueue } from './job-queue-schema.js';
import { MIGRATIONS } from './migrations/index.js';
import { assertPostgresVersion } from './postgres-version.js';

export interface DatabaseUrls {
  readonly ownerUrl: string;
  readonly appUrl: string;
}

export interface MigrationReport {
  /** Names of the migrations that ran now. */
  readonly applied: readonly string[];
  /** Whether the application role is another one than the owner, so that append-only rests on rights too. */
  readonly rolesAreSeparate: boolean;
}

/** Any number; every engine process uses the same, so that only one migrates at a time. */
export const MIGRATION_LOCK = 7_340_231;

/** Brings the database up to date and states the rights of the application role. Safe to run from many processes. */
export async function migrate(urls: DatabaseUrls): Promise<MigrationReport> {
  const appRole = await currentRole(urls.appUrl);
  const owner = new pg.Client({ connectionString: urls.ownerUrl, application_name: 'dougong migrate' });
  await owner.connect();
  try {
    await owner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await owner.query('CREATE SCHEMA IF NOT EXISTS core');
    const applied = await runMigrations(urls.ownerUrl);
    await installJobQueue(urls.ownerUrl);
    await owner.query('SELECT ledger.adopt_month_totals()');
    const rolesAreSeparate = appRole !== (await roleOf(owner));
    if (rolesAreSeparate) await grantInTransaction(owner, appRole);
    return { applied, rolesAreSeparate };
  } finally {
    await owner.end();
  }
}

async function grantInTransaction(owner: pg.Client, appRole: string): Promise<void> {
  await owner.query('BEGIN');
  await grantApplicationRole(owner, appRole);
  await owner.query('COMMIT');
}

async function runMigrations(ownerUrl: string): Promise<readonly string[]> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: ownerUrl,
    schema: 'core',
    migrations: [...MIGRATIONS],
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    installExtensions: false,
    poolSize: 1,
    applicationName: 'dougong migrate',
  });
  await dataSource.initialize();
  try {
    const applied = await dataSource.runMigrations();
    return applied.map((migration) => migration.name);
  } finally {
    await dataSource.destroy();
  }
}

async function currentRole(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, application_name: 'dougong start' });
  await client.connect();
  try {
    const version = await client.query<{ server_version_num: string }>('SHOW server_version_num');
    assertPostgresVersion(version.rows[0]?.server_version_num ?? '0');
    return await roleOf(client);
  } finally {
    await client.end();
  }
}

async function roleOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ role: string }>('SELECT current_user AS role');
  return rows[0]?.role ?? '';
}
