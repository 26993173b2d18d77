import pg from 'pg';
import { examine, roleOf, worstOf } from '../../src/doctor/examine.js';
import type { Examined } from '../../src/doctor/examine.js';
import { readSettings } from '../../src/config/settings.js';
import type { Settings } from '../../src/config/settings.js';
import { ensurePartitions } from '../../src/registers/ledger-periods.js';
import { createEmptyDatabase } from '../support/test-database.js';
import { PLATFORM_VERSION } from '../../src/platform-version.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';

let engine: TestApp;
let owner: pg.Client;

const ROLE = {
  kind: 'role',
  format: 1,
  key: 'chief',
  title: { 'zh-CN': '管理员', en: 'Administrator' },
  forms: [],
  system: ['administer'],
};

beforeAll(async () => {
  engine = await startTestApp();
  owner = new pg.Client({ connectionString: engine.urls.ownerUrl });
  await owner.connect();
  // The checks go by the clock of the database, the other tests by a day of their own.
  await ensurePartitions(owner, new Date().toISOString().slice(0, 10));
  await owner.query(`INSERT INTO core.release (number, definitions, created_at) VALUES (1, $1, now())`, [
    JSON.stringify([ROLE]),
  ]);
  await owner.query('INSERT INTO core.current_release (number) VALUES (1)');
});

afterAll(async () => {
  await owner?.end();
  await engine?.stop();
});

const look = ({ ownerUrl, appUrl } = engine.urls, settings: Settings = readSettings({})) =>
  examine(ownerUrl, () => roleOf(appUrl), settings);

async function found(
  check: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<readonly Examined[]> {
  const findings = await look(engine.urls, readSettings({ DATABASE_URL: engine.urls.appUrl, ...settings }));
  return findings.filter((each) => each.check === check);
}

/** What a check finds after a statement of the owner; it is taken back by another. */
async function after(statement: string, check: string, back: string): Promise<readonly Examined[]> {
  await owner.query(statement);
  try {
    return await found(check);
  } finally {
    await owner.query(back);
  }
}

describe('the doctor', () => {
  test('finds nothing to mend in an installation that is well, but for its missing backup', async () => {
    const findings = await look(engine.urls, readSettings({ DATABASE_URL: engine.urls.appUrl }));
    expect(findings.filter(({ level }) => level !== 'ok').map(({ code }) => code)).toEqual([
      'doctor_backup_none',
    ]);
    expect(worstOf(findings)).toBe('warn');
  });

  test('says where scenarios are played, and whether the role for them may make databases', async () => {
    const codes = async (settings: Readonly<Record<string, string>>) =>
      (await found('scenarios', settings)).map(({ level, code }) => `${level} ${code}`);
    expect(await codes({})).toEqual(['ok doctor_scenarios_here']);
    const key = 'DOUGONG_SCENARIO_DATABASE_URL';
    expect(await codes({ [key]: engine.urls.ownerUrl })).toEqual(['ok doctor_scenarios_own']);
    expect(await codes({ [key]: engine.urls.appUrl })).toEqual(['warn doctor_scenarios_role']);
    expect(await codes({ [key]: 'postgresql://nobody@127.0.0.1:1/none' })).toEqual([
      'warn doctor_scenarios_away',
    ]);
  });

  test('sees an append-only table that the application may change', async () => {
    const { rows } = await owner.query<{ role: string }>(
      `SELECT DISTINCT grantee AS role FROM information_schema.role_table_grants WHERE table_schema = 'ledger' AND grantee <> current_user`,
    );
    const role = owner.escapeIdentifier(rows[0]?.role ?? '');
    expect(
      await after(
        `GRANT UPDATE ON ledger.posting TO ${role}`,
        'rights',
        `REVOKE UPDATE ON ledger.posting FROM ${role}`,
      ),
    ).toMatchObject([{ level: 'fail', code: 'doctor_rights_open', params: { name: 'ledger.posting' } }]);
  });

  test('sees a guard that somebody has switched off', async () => {
    expect(
      await after(
        'ALTER TABLE ledger.voucher DISABLE TRIGGER refuse_change',
        'rights',
        'ALTER TABLE ledger.voucher ENABLE TRIGGER refuse_change',
      ),
    ).toMatchObject([{ level: 'fail', code: 'doctor_rights_off', params: { name: 'ledger.voucher' } }]);
  });

  test('names receivers that do not answer as people named them', async () => {
    const found = await after(
      `WITH made AS (INSERT INTO core.webhook_endpoint (id, key, url, events, active, created_at)
         VALUES (gen_random_uuid(), 'books', 'https://books.example.com', '{}', true, now()) RETURNING id)
       INSERT INTO core.delivery_place (place, failures, paused_until, last_error)
       SELECT place, 7, now(), 'no answer' FROM (SELECT 'endpoint:' || id AS place FROM made UNION SELECT 'channel:mail') p`,
      'channels',
      'DELETE FROM core.delivery_place; DELETE FROM core.webhook_endpoint',
    );
    expect(found.map(({ code, params }) => [code, params?.['place']])).toEqual([
      ['doctor_channel_paused', 'books'],
      ['doctor_channel_paused', 'mail'],
    ]);
  });

  test('says so when the application signs in as the owner', async () => {
    const findings = await look({ ownerUrl: engine.urls.ownerUrl, appUrl: engine.urls.ownerUrl });
    expect(findings).toContainEqual(
      expect.objectContaining({ code: 'doctor_rights_one_role', level: 'warn' }),
    );
  });

  test('refuses a database that a later version has migrated', async () => {
    expect(
      await after(
        `INSERT INTO core.migration (timestamp, name) VALUES (9999999999999, 'Later9999999999999')`,
        'migrations',
        `DELETE FROM core.migration WHERE name = 'Later9999999999999'`,
      ),
    ).toMatchObject([{ level: 'fail', code: 'doctor_migrations_newer' }]);
  });

  test('sees messages that nobody takes, that were given up, and that a restore holds', async () => {
    const message = (state: string, nextAt: string) =>
      `INSERT INTO core.outbox (id, topic, key, payload, state, next_at, created_at)
       VALUES (gen_random_uuid(), 'webhook', 'doctor:' || gen_random_uuid(), '{}', '${state}', ${nextAt}, now())`;
    const back = `DELETE FROM core.outbox WHERE key LIKE 'doctor:%'`;
    expect(await after(message('waiting', `now() - interval '2 hours'`), 'queues', back)).toMatchObject([
      { level: 'fail', code: 'doctor_queue_late', params: { queue: 'outbox', count: 1 } },
    ]);
    expect(await after(message('failed', 'now()'), 'failures', back)).toMatchObject([
      { level: 'warn', code: 'doctor_failures_some', params: { queue: 'outbox', count: 1 } },
    ]);
    expect(await after(message('waiting', `'infinity'`), 'held', back)).toMatchObject([
      { level: 'warn', params: { count: 1 } },
    ]);
  });

  test('knows how old the last backup is, and when the schedule was missed', async () => {
    const backup = (hours: number) =>
      `INSERT INTO core.backup (id, state, file, encrypted, asked_at) VALUES (gen_random_uuid(), 'done', '${__filename}', false, now() - interval '${hours} hours')`;
    const back = 'DELETE FROM core.backup';
    expect(await after(backup(3), 'backup', back)).toMatchObject([{ level: 'ok', params: { hours: 3 } }]);
    expect(await after(backup(72), 'backup', back)).toMatchObject([{ code: 'doctor_backup_old' }]);
    await owner.query(backup(3));
    const settings = { DOUGONG_BACKUP_EVERY: 'PT1H', DOUGONG_BACKUP_DIR: '/tmp' };
    expect(await found('backup', settings)).toMatchObject([{ level: 'fail', code: 'doctor_backup_missed' }]);
    await owner.query(back);
  });

  test('says that a database is empty, or away, instead of failing', async () => {
    const empty = await createEmptyDatabase();
    expect(await look(empty.urls)).toMatchObject([
      { check: 'server', level: 'ok' },
      { check: 'migrations', level: 'fail', code: 'doctor_migrations_none' },
    ]);
    await empty.drop();
    expect(await look(empty.urls)).toMatchObject([
      { check: 'database', level: 'fail', code: 'doctor_database_away' },
    ]);
  });

  test('answers administrators over HTTP in their language, and nobody else', async () => {
    const key = await engine.keyOf(await engine.createUser('chief', { roles: ['chief'] }));
    const answer = await engine.request<{
      level: string;
      findings: { check: string; text: string }[];
      queues: { queue: string; state: string; count: number }[];
      storage: { databaseBytes: string };
    }>('GET', '/api/v1/administration/health', { key, headers: { 'accept-language': 'zh-CN' } });
    expect(answer).toMatchObject({ status: 200, body: { level: 'warn', version: PLATFORM_VERSION } });
    expect(BigInt(answer.body.storage.databaseBytes)).toBeGreaterThan(1_000_000n);
    expect(answer.body.queues).toContainEqual({ queue: 'jobs', state: 'failed', count: 0, oldestSeconds: 0 });
    expect(answer.body.findings.find(({ check }) => check === 'backup')?.text).toContain('还没有备份');
    const plain = await engine.keyOf(await engine.createUser('plain'));
    expect((await engine.request('GET', '/api/v1/administration/health', { key: plain })).status).toBe(403);
  });
});
