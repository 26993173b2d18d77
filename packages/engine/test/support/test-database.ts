import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrate } from '../../src/database/migrate.js';
import type { DatabaseUrls } from '../../src/database/migrate.js';
import { startThrowawayPostgres } from '../../src/database/embedded/index.js';
import { MIGRATIONS } from '../../src/database/migrations/index.js';
import { ensurePartitions } from '../../src/registers/ledger-periods.js';
import { TEST_DAY } from './test-clock.js';

/** A database of one's own, already migrated. */
export interface TestDatabase {
  readonly urls: DatabaseUrls;
  drop(): Promise<void>;
}

interface Cluster {
  readonly urls: DatabaseUrls;
  stop(): Promise<void>;
}

const TEMPLATE_LOCK = 7_340_232;

/**
 * Makes a database for one test file: a copy of a migrated one, which is made once for all test files. The server is the
 * run's own (`DOUGONG_TEST_OWNER_URL`, `DOUGONG_TEST_APP_URL`); without one the file starts its own.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const cluster = await openCluster();
  const name = `test_${randomBytes(6).toString('hex')}`;
  const template = await provideTemplate(cluster.urls);
  await asOwner(cluster.urls, (owner) => owner.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  return {
    urls: urlsFor(cluster.urls, name),
    drop: async () => {
      await asOwner(cluster.urls, (owner) => dropDatabase(owner, cluster.urls, name));
      await cluster.stop();
    },
  };
}

/** A database with nothing in it. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const cluster = await openCluster();
  const name = `empty_${randomBytes(6).toString('hex')}`;
  await asOwner(cluster.urls, (owner) => owner.query(`CREATE DATABASE ${name}`));
  return {
    urls: urlsFor(cluster.urls, name),
    drop: async () => {
      await asOwner(cluster.urls, (owner) => dropDatabase(owner, cluster.urls, name));
      await cluster.stop();
    },
  };
}

/**
 * Not `WITH (FORCE)`: that one refuses when the server's own autovacuum is in the database, because the owner may not end a process of
 * the superuser. The plain command asks autovacuum to leave and waits; connections left open by the test are ended first, each by its role.
 */
async function dropDatabase(owner: pg.Client, urls: DatabaseUrls, name: string): Promise<void> {
  await endConnections(owner, name);
  const app = new pg.Client({ connectionString: urls.appUrl });
  await app.connect();
  try {
    await endConnections(app, name);
  } finally {
    await app.end();
  }
  await owner.query(`DROP DATABASE ${name}`);
}

async function endConnections(client: pg.Client, database: string): Promise<void> {
  await client.query(
    'SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE datname = $1 AND usename = current_user',
    [database],
  );
}

async function openCluster(): Promise<Cluster> {
  const ownerUrl = process.env['DOUGONG_TEST_OWNER_URL'];
  const appUrl = process.env['DOUGONG_TEST_APP_URL'];
  if (ownerUrl && appUrl) return { urls: { ownerUrl, appUrl }, stop: () => Promise.resolve() };
  const server = await startThrowawayPostgres();
  return { urls: server, stop: () => server.stop() };
}

/** The name says which migrations it has, so that a server that stays up between runs is no trap. */
async function provideTemplate(urls: DatabaseUrls): Promise<string> {
  const day = TEST_DAY.replaceAll('-', '');
  const name = `migrated_${MIGRATIONS.length}_${day}_${process.env['DOUGONG_TEST_RUN'] ?? process.ppid}`;
  await asOwner(urls, async (owner) => {
    await owner.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const found = await owner.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (found.rowCount !== 0) return;
    await owner.query(`DROP DATABASE IF EXISTS ${name}_raw`);
    await owner.query(`CREATE DATABASE ${name}_raw`);
    await migrate(urlsFor(urls, `${name}_raw`));
    await asOwner(urlsFor(urls, `${name}_raw`), moveLedgerMonths);
    await owner.query(`ALTER DATABASE ${name}_raw RENAME TO ${name}`);
  });
  return name;
}

/** Migrating makes the months around the present day; these tests live around a day of their own. */
async function moveLedgerMonths(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'ledger.movement'::regclass`,
  );
  for (const { name } of rows) await owner.query(`DROP TABLE ${name}`);
  await ensurePartitions(owner, TEST_DAY);
}

async function asOwner<T>(urls: DatabaseUrls, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: urls.ownerUrl });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

function urlsFor(urls: DatabaseUrls, database: string): DatabaseUrls {
  return { ownerUrl: withDatabase(urls.ownerUrl, database), appUrl: withDatabase(urls.appUrl, database) };
}

function withDatabase(text: string, database: string): string {
  const url = new URL(text);
  url.pathname = `/${database}`;
  return url.toString();
}
