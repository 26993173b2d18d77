import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrate } from '../../src/database/migrate.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';

let engine: TestApp;
let owner: pg.Client;

beforeAll(async () => {
  engine = await startTestApp();
  owner = new pg.Client({ connectionString: engine.urls.ownerUrl });
  await owner.connect();
});

afterAll(async () => {
  await owner.end();
  await engine.stop();
});

function asApplication(statement: string): Promise<unknown> {
  return engine.database.query(statement);
}

async function audit(): Promise<void> {
  await asApplication(
    `INSERT INTO core.audit_entry (at, action, outcome, channel) VALUES (now(), 'create', 'done', 'api')`,
  );
}

describe('the application role', () => {
  test.each([
    `UPDATE core.audit_entry SET action = 'nothing'`,
    'DELETE FROM core.audit_entry',
    'TRUNCATE core.audit_entry',
    'UPDATE core.flow_event SET kind = kind',
  ])('may not %s', async (statement) => {
    await audit();
    await expect(asApplication(statement)).rejects.toMatchObject({
      code: '42501',
      message: /permission denied/,
    });
  });

  test.each([
    'CREATE TABLE data.mine (id int)',
    'CREATE TABLE core.mine (id int)',
    'DROP TABLE core.task',
    'CREATE SCHEMA mine',
  ])('may not %s', async (statement) => {
    await expect(asApplication(statement)).rejects.toMatchObject({ code: '42501' });
  });

  test('reads and writes the tables of forms that the owner makes later', async () => {
    await owner.query('CREATE TABLE data.request (id int)');
    await asApplication('INSERT INTO data.request VALUES (1)');
    await asApplication('UPDATE data.request SET id = 2');
    await asApplication('DELETE FROM data.request');
  });
});

describe('the owner', () => {
  test('cannot change the audit by accident either', async () => {
    await audit();
    await expect(owner.query(`UPDATE core.audit_entry SET action = 'nothing'`)).rejects.toThrow(
      /never changed or deleted/,
    );
    await expect(owner.query('TRUNCATE core.audit_entry')).rejects.toThrow(/never changed or deleted/);
  });
});

describe('migrations', () => {
  test('run again change nothing', async () => {
    expect(await migrate(engine.urls)).toEqual({ applied: [], rolesAreSeparate: true });
  });

  test('with one role for everything say that append-only rests on triggers alone', async () => {
    const report = await migrate({ ownerUrl: engine.urls.ownerUrl, appUrl: engine.urls.ownerUrl });
    expect(report.rolesAreSeparate).toBe(false);
  });

  test('of two processes that start together wait for each other', async () => {
    await owner.query('DROP SCHEMA core CASCADE');
    await owner.query('DROP SCHEMA data, ledger, reconciliation, costing CASCADE');
    const reports = await Promise.all([migrate(engine.urls), migrate(engine.urls)]);
    expect(reports.map((report) => report.applied.length > 0).sort()).toEqual([false, true]);
  });
});

describe('entities', () => {
  test('describe columns that the migrated tables have, as they are', async () => {
    const entities = engine
      .get(DataSource)
      .entityMetadatas.flatMap((entity) =>
        entity.columns.map(
          (column) => `${entity.tableName}.${column.databaseName} ${column.isNullable ? 'NULL' : 'NOT NULL'}`,
        ),
      );
    const { rows } = await owner.query<{ place: string }>(
      `SELECT table_name || '.' || column_name || CASE is_nullable WHEN 'YES' THEN ' NULL' ELSE ' NOT NULL' END AS place
         FROM information_schema.columns WHERE table_schema = 'core'`,
    );
    const tables = new Set(rows.map((row) => row.place));
    expect(entities.filter((place) => !tables.has(place))).toEqual([]);
  });
});

describe('numbers', () => {
  function next(name: string): Promise<string | undefined> {
    return engine.database
      .query<{ number: string }>('SELECT core.next_number($1) AS number', [name])
      .then(({ rows }) => rows[0]?.number);
  }

  test('of a name never used begin at one, also when many ask at once', async () => {
    const numbers = await Promise.all(Array.from({ length: 8 }, () => next('request-2026')));
    expect(numbers.map(Number).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(await next('request-2027')).toBe('1');
  });

  test('of a name that is no name are refused', async () => {
    await expect(next('x"; DROP TABLE core.task; --')).rejects.toThrow(/not the name of a number sequence/);
  });
});

describe('the database service', () => {
  test('sends statements that do not wait for each other in one round trip', async () => {
    const usage = { roundTrips: 0, statements: 0 };
    await engine.database.transaction(async (session) => {
      await Promise.all([session.query('SELECT 1'), session.query('SELECT 2')]);
      await session.query('SELECT 3');
    }, usage);
    expect(usage).toEqual({ roundTrips: 3, statements: 5 });
  });

  test('rolls back what was done when something fails, and the connection is good again', async () => {
    await asApplication(`INSERT INTO core.seed_ref VALUES ('t', 'f', 'r', gen_random_uuid())`);
    const failing = engine.database.transaction(async (session) => {
      await session.query('DELETE FROM core.seed_ref');
      throw new Error('a rule says no');
    });
    await expect(failing).rejects.toThrow('a rule says no');
    expect((await engine.database.query('SELECT FROM core.seed_ref')).rowCount).toBe(1);
  });

  test('does not report success when a failed statement was swallowed', async () => {
    const swallowing = engine.database.transaction(async (session) => {
      await session.query('SELECT 1/0').catch(() => undefined);
    });
    await expect(swallowing).rejects.toThrow(/rolled back/);
  });

  test('gives decimals, big integers and dates as text and instants in UTC', async () => {
    const { rows } = await engine.database.query(
      `SELECT 0.10::numeric AS amount, 9007199254740993::int8 AS big, '2026-11-22'::date AS day,
              '2026-11-22T10:00:00.5+08'::timestamptz AS at`,
    );
    expect(rows[0]).toEqual({
      amount: '0.10',
      big: '9007199254740993',
      day: '2026-11-22',
      at: '2026-11-22T02:00:00.500Z',
    });
  });
});
