import { mkdtempSync, rmSync } from 'node:fs';
import { open, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createBackup } from '../../src/backup/create-backup.js';
import { readBackup } from '../../src/backup/file/backup-reader.js';
import { releaseHeld } from '../../src/backup/release-held.js';
import { restoreBackup } from '../../src/backup/restore/restore-backup.js';
import type { RestoreOptions } from '../../src/backup/restore/restore-backup.js';
import type { DatabaseUrls } from '../../src/database/migrate.js';
import { sealEverything } from '../support/seal-everything.js';
import { createEmptyDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';
import { startTestApp } from '../support/test-app.js';
import { TEST_DAY } from '../support/test-clock.js';
import { TradeCompany } from './trade.fixtures.js';

const AT = `${TEST_DAY}T10:00:00.000Z`;
const PASSPHRASE = 'a passphrase of some length';

let company: TradeCompany;
let folder: string;
const made: TestDatabase[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dougong-backup-spec-'));
  company = await TradeCompany.open();
  const order = await company.ordered('MF-0012', '500', '12.00');
  await company.received(order, '200');
  await sealEverything(company.engine);
});

afterAll(async () => {
  for (const each of made) await each.drop();
  await company?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function emptyDatabase(): Promise<DatabaseUrls> {
  const database = await createEmptyDatabase();
  made.push(database);
  return database.urls;
}

function backup(name: string, passphrase?: string) {
  return createBackup({
    ownerUrl: company.engine.urls.ownerUrl,
    path: join(folder, name),
    at: AT,
    passphrase,
  });
}

function restore(path: string, urls: DatabaseUrls, wish: Partial<RestoreOptions> = {}) {
  return restoreBackup({ urls, path, outbox: 'hold', asCopy: false, at: AT, ...wish });
}

async function ask<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

const TABLES = `
  SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname IN ('core', 'data', 'ledger', 'reconciliation', 'costing') AND c.relkind = 'r' AND c.relpersistence = 'p' ORDER BY 1`;

/** The rows of every table as one text each; what a restore changes on purpose is left out. */
async function contentOf(url: string): Promise<ReadonlyMap<string, string>> {
  const changed = new Set(['core.audit_entry', 'core.outbox', 'core.session', 'ledger.month_mark']);
  const tables = await ask<{ name: string }>(url, TABLES);
  const found = new Map<string, string>();
  for (const { name } of tables.filter((table) => !changed.has(table.name))) {
    const [row] = await ask<{ rows: string }>(
      url,
      `SELECT count(*) || ':' || coalesce(md5(string_agg(t::text, chr(10) ORDER BY t::text)), '') AS rows FROM ${name} t`,
    );
    found.set(name, row?.rows ?? '');
  }
  return found;
}

describe('a backup of a company that rests', () => {
  test('brings every row back, and the ledger verifies', async () => {
    const { path, manifest } = await backup('whole.backup');
    const urls = await emptyDatabase();
    const { verification } = await restore(path, urls, { compareRows: true });
    expect(verification.differences).toEqual([]);
    expect(verification.figures).toMatchObject({ postings: expect.any(Number), seals: expect.any(Number) });
    expect(manifest.anchor).not.toBeNull();
    expect(await contentOf(urls.ownerUrl)).toEqual(await contentOf(company.engine.urls.ownerUrl));
  });

  test('is a file that only its owner may read', async () => {
    const { path } = await backup('mode.backup');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test('is not made of a database that has nothing in it', async () => {
    const { ownerUrl } = await emptyDatabase();
    const path = join(folder, 'nothing.backup');
    await expect(createBackup({ ownerUrl, path, at: AT })).rejects.toMatchObject({
      code: 'backup_of_nothing',
    });
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('does not write over a file', async () => {
    await backup('once.backup');
    await expect(backup('once.backup')).rejects.toMatchObject({ code: 'EEXIST' });
    expect((await readdir(folder)).filter((name) => name.endsWith('.unfinished'))).toEqual([]);
  });

  test('restored, lets an engine work: people sign in anew, documents get the next numbers', async () => {
    const { path } = await backup('works.backup');
    const urls = await emptyDatabase();
    await restore(path, urls);
    const engine = await startTestApp({ urls, clock: company.engine.clock });
    try {
      const [user] = await ask<{ id: string }>(
        urls.ownerUrl,
        `SELECT id FROM core.user_account WHERE login = 'xuhaifeng'`,
      );
      const key = await engine.keyOf(user?.id ?? '');
      const answer = await engine.request<{ record: { no: string } }>(
        'POST',
        '/api/v1/forms/purchase_order/records',
        {
          key,
          body: {
            title: '补货',
            category: 'seasoning',
            supplier: company.master('GY-001'),
            warehouse: company.master('WH-3'),
            lines: [{ item: company.master('MF-0012'), qty: '1', price: '12.00' }],
          },
        },
      );
      expect(answer.status).toBe(201);
      const numbers = await ask<{ no: string }>(urls.ownerUrl, 'SELECT no FROM data.purchase_order');
      expect(new Set(numbers.map(({ no }) => no)).size).toBe(numbers.length);
      expect(await ask(urls.ownerUrl, 'SELECT FROM core.session')).toEqual([]);
    } finally {
      await engine.app.close();
    }
  });

  test('keeps what the application may not do: nobody changes what was posted', async () => {
    const { path } = await backup('rights.backup');
    const urls = await emptyDatabase();
    await restore(path, urls);
    await expect(ask(urls.appUrl, 'UPDATE ledger.movement SET line_no = 7')).rejects.toThrow(
      /permission denied/,
    );
    await expect(ask(urls.ownerUrl, 'UPDATE ledger.movement SET line_no = 7')).rejects.toThrow(
      /never changed/,
    );
  });
});

describe('a backup while people go on posting', () => {
  test('is of one moment: all of a document or nothing of it, and what was answered before is in it', async () => {
    let posting = true;
    const posted: string[] = [];
    const before = await company.ordered('MF-0012', '900', '12.00');
    const writer = (async () => {
      while (posting) posted.push((await company.received(before, '1')).id);
    })();
    while (posted.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    const acknowledged = [...posted];
    const { path } = await backup('busy.backup');
    const during = posted.length;
    while (posted.length < during + 2) await new Promise((resolve) => setTimeout(resolve, 10));
    posting = false;
    await writer;

    const urls = await emptyDatabase();
    const { verification } = await restore(path, urls);
    expect(verification.differences).toEqual([]);
    const there = (await ask<{ id: string }>(urls.ownerUrl, 'SELECT id FROM data.purchase_receipt')).map(
      ({ id }) => id,
    );
    expect(there).toEqual(expect.arrayContaining(acknowledged));
    expect(there).not.toContain(posted.at(-1));
    const original = new Set(
      (await ask<{ m: string }>(company.engine.urls.ownerUrl, 'SELECT m::text FROM ledger.movement m')).map(
        ({ m }) => m,
      ),
    );
    const copies = await ask<{ m: string }>(urls.ownerUrl, 'SELECT m::text FROM ledger.movement m');
    expect(copies.filter(({ m }) => !original.has(m))).toEqual([]);
  });
});

describe('a file that was changed', () => {
  test('is refused with the name of the part, before anything is restored', async () => {
    const { path, manifest } = await backup('sound.backup');
    const content = await readFile(path);
    const largest = [...manifest.parts].sort((one, other) => other.bytes - one.bytes)[0];
    const place = content.indexOf(`{"name":"${largest?.name}"}`);
    content[place + 400] = (content[place + 400] ?? 0) ^ 0x01;
    const changed = join(folder, 'changed.backup');
    await writeFile(changed, content);
    const urls = await emptyDatabase();
    await expect(restore(changed, urls)).rejects.toMatchObject({
      code: 'backup_damaged',
      options: { params: { part: largest?.name } },
    });
    expect(await ask(urls.ownerUrl, TABLES)).toEqual([]);
  });

  test('is refused when its end is missing', async () => {
    const { path } = await backup('long.backup');
    const { size } = await stat(path);
    const file = await open(path, 'r+');
    await file.truncate(size - 100);
    await file.close();
    await expect(readBackup(path, undefined)).rejects.toMatchObject({ code: 'backup_damaged' });
  });

  test('is refused when it is something else', async () => {
    const path = join(folder, 'other.txt');
    await writeFile(path, 'something else\n');
    await expect(readBackup(path, undefined)).rejects.toMatchObject({ code: 'not_a_backup' });
  });
});

describe('a locked backup', () => {
  test('opens with its passphrase alone, and shows nothing of what it holds', async () => {
    const { path } = await backup('locked.backup', PASSPHRASE);
    expect((await readFile(path)).includes('purchase_order')).toBe(false);
    await expect(readBackup(path, undefined)).rejects.toMatchObject({ code: 'backup_locked' });
    await expect(readBackup(path, 'another passphrase')).rejects.toMatchObject({ code: 'backup_damaged' });
    const { verification } = await restore(path, await emptyDatabase(), { passphrase: PASSPHRASE });
    expect(verification.differences).toEqual([]);
  });

  test('does not open when one bit of it was changed', async () => {
    const { path } = await backup('bit.backup', PASSPHRASE);
    const content = await readFile(path);
    const place = Math.floor(content.length / 2);
    content[place] = (content[place] ?? 0) ^ 0x01;
    await writeFile(path, content);
    await expect(readBackup(path, PASSPHRASE)).rejects.toMatchObject({ code: 'backup_damaged' });
  });
});

describe('a restore', () => {
  test('works where the application signs in as the owner too', async () => {
    const { path } = await backup('one-role.backup');
    const { ownerUrl } = await emptyDatabase();
    const { verification } = await restore(path, { ownerUrl, appUrl: ownerUrl });
    expect(verification.differences).toEqual([]);
    expect(await contentOf(ownerUrl)).toEqual(await contentOf(company.engine.urls.ownerUrl));
  });

  test('refuses a backup of a later version, which it would not understand', async () => {
    await ask(
      company.engine.urls.ownerUrl,
      `INSERT INTO core.migration (timestamp, name) VALUES (9999999999999, 'Later9999999999999')`,
    );
    try {
      const { path } = await backup('later.backup');
      const urls = await emptyDatabase();
      await expect(restore(path, urls)).rejects.toMatchObject({ code: 'backup_newer' });
    } finally {
      await ask(company.engine.urls.ownerUrl, `DELETE FROM core.migration WHERE name = 'Later9999999999999'`);
    }
  });

  test('refuses a database in which something is', async () => {
    const { path } = await backup('again.backup');
    await expect(restore(path, company.engine.urls)).rejects.toMatchObject({ code: 'restore_not_empty' });
  });

  test('that is cut off in the middle leaves an empty database', async () => {
    const { path } = await backup('cut.backup');
    const urls = await emptyDatabase();
    const watcher = new pg.Client({ connectionString: urls.ownerUrl });
    await watcher.connect();
    const cut = async (line: string) => {
      if (line !== 'ledger.posting') return;
      await watcher.query(
        `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'dougong restore'`,
      );
    };
    const cuts: Promise<void>[] = [];
    await expect(restore(path, urls, { progress: (line) => void cuts.push(cut(line)) })).rejects.toThrow();
    await Promise.all(cuts);
    await watcher.end();
    expect(await ask(urls.ownerUrl, TABLES)).toEqual([]);
    expect((await restore(path, urls)).verification.differences).toEqual([]);
  });

  test('holds what would go out to others a second time, and delivers what stays inside', async () => {
    await ask(
      company.engine.urls.ownerUrl,
      `INSERT INTO core.outbox (id, topic, key, payload, next_at, created_at)
       SELECT gen_random_uuid(), topic, 'spec:' || topic, '{}', now(), now() FROM unnest(ARRAY['webhook', 'event', 'notification']) topic`,
    );
    await ask(
      company.engine.urls.ownerUrl,
      `INSERT INTO core.webhook_endpoint (key, url, secret) VALUES ('spec', 'https://example.invalid/hook', 'whsec_x')`,
    );
    const { path } = await backup('outbox.backup');
    const urls = await emptyDatabase();
    const { rested } = await restore(path, urls);
    expect(rested.held).toBeGreaterThanOrEqual(2);
    const due = await ask<{ topic: string }>(
      urls.ownerUrl,
      `SELECT DISTINCT topic FROM core.outbox WHERE state = 'waiting' AND next_at < 'infinity'`,
    );
    expect(due).toEqual([{ topic: 'notification' }]);
    expect(await releaseHeld(urls.appUrl, AT, false)).toBe(rested.held);
    expect(await releaseHeld(urls.appUrl, AT, false)).toBe(0);
  });

  test('as a copy switches endpoints off and revokes the keys of programs', async () => {
    const { path } = await backup('copy.backup');
    const urls = await emptyDatabase();
    const { rested } = await restore(path, urls, { asCopy: true });
    expect(rested).toMatchObject({ endpointsSwitchedOff: 1, keysRevoked: expect.any(Number) });
    expect(await ask(urls.ownerUrl, 'SELECT FROM core.webhook_endpoint WHERE active')).toEqual([]);
    expect(await ask(urls.ownerUrl, 'SELECT FROM core.api_key WHERE revoked_at IS NULL')).toEqual([]);
  });
});
