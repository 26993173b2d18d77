import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrate } from '../../src/database/migrate.js';
import type { DatabaseUrls } from '../../src/database/migrate.js';
import { MIGRATIONS } from '../../src/database/migrations/index.js';
import { createTestDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

/** The last migration before movements had entries and balances had rows of their own for writers. */
const BEFORE = MIGRATIONS.findIndex(({ name }) => name.startsWith('LedgerValuation'));

const OLD_ROWS = `
  INSERT INTO ledger.register_key (register, hash, s1) VALUES ('stock', '\\x01', 'a'), ('stock', '\\x02', 'b');
  INSERT INTO ledger.balance (key_id, r1, r2) SELECT id, 6, 15 FROM ledger.register_key WHERE s1 = 'a';
  INSERT INTO ledger.balance (key_id) SELECT id FROM ledger.register_key WHERE s1 = 'b';
  INSERT INTO ledger.posting (source_type, source_id, purpose, business_date, period, release, actor, posted_at, payload_hash)
  SELECT 'doc', gen_random_uuid(), 'p', current_date, date_trunc('month', current_date), 1, gen_random_uuid(), now(), '';
  INSERT INTO ledger.movement (period, posting_id, key_id, business_date, rule_id, direction, r1, r2)
  SELECT p.period, p.id, k.id, p.business_date, 'r', sign(x.r1), x.r1, x.r2
    FROM ledger.posting p, ledger.register_key k, (VALUES (1, 10, 25), (2, -4, -10)) x(n, r1, r2) WHERE k.s1 = 'a' ORDER BY x.n`;

let server: TestDatabase;
let urls: DatabaseUrls;
let owner: pg.Client;
const name = `before_${randomBytes(6).toString('hex')}`;

function inDatabase(url: string): string {
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.toString();
}

async function migrateToBefore(): Promise<void> {
  await owner.query('CREATE SCHEMA core');
  const source = new DataSource({
    ...{ type: 'postgres', url: urls.ownerUrl, schema: 'core', installExtensions: false, poolSize: 1 },
    ...{ migrations: MIGRATIONS.slice(0, BEFORE), migrationsTableName: 'migration' },
    migrationsTransactionMode: 'each',
  });
  await source.initialize();
  await source.runMigrations();
  await source.destroy();
}

beforeAll(async () => {
  server = await createTestDatabase();
  const maker = new pg.Client({ connectionString: server.urls.ownerUrl });
  await maker.connect();
  await maker.query(`CREATE DATABASE ${name}`);
  await maker.end();
  urls = { ownerUrl: inDatabase(server.urls.ownerUrl), appUrl: inDatabase(server.urls.appUrl) };
  owner = new pg.Client({ connectionString: urls.ownerUrl });
  await owner.connect();
  await migrateToBefore();
  await owner.query(OLD_ROWS);
  await migrate(urls);
});

afterAll(async () => {
  await owner?.end();
  const dropper = new pg.Client({ connectionString: server.urls.ownerUrl });
  await dropper.connect();
  await dropper.query(`DROP DATABASE ${name}`);
  await dropper.end();
  await server?.drop();
});

test('a balance of before keeps what it holds, and knows its last day and what a unit cost then', async () => {
  const { rows } = await owner.query(
    `SELECT k.s1, b.shard, b.r1::text, b.r2::text, b.last_quantity::text, b.last_amount::text, b.last_day = current_date AS today
       FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id ORDER BY 1`,
  );
  expect(rows).toEqual([
    { s1: 'a', shard: 0, r1: '6', r2: '15', last_quantity: '4', last_amount: '10', today: true },
    { s1: 'b', shard: 0, r1: '0', r2: '0', last_quantity: null, last_amount: null, today: null },
  ]);
});

test('what was posted before stays as it was, and can not be changed', async () => {
  const { rows } = await owner.query(
    'SELECT r1::text, entry, link_seq, ord, details FROM ledger.movement ORDER BY seq',
  );
  const nothing = { entry: null, link_seq: null, ord: null, details: null };
  expect(rows).toEqual([
    { r1: '10', ...nothing },
    { r1: '-4', ...nothing },
  ]);
  await expect(owner.query('UPDATE ledger.movement SET entry = NULL')).rejects.toMatchObject({
    code: '42501',
  });
});
