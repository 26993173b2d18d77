import { mkdtempSync, rmSync } from 'node:fs';
import { access, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackupWorker } from '../../src/backup/backup-worker.js';
import type { BackupsView } from '../../src/backup/backup.wire.js';
import { readBackup } from '../../src/backup/file/backup-reader.js';
import { KeptBackups } from '../../src/backup/kept-backups.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';

const PATH = '/api/v1/administration/backups';
const KEPT = 2;
const PASSPHRASE = 'a passphrase of some length';

let engine: TestApp;
let folder: string;
let key: string;
let plainKey: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dougong-backups-'));
  engine = await startTestApp({
    settings: {
      backupDir: folder,
      backupEveryMs: 12 * 3_600_000,
      backupsKept: KEPT,
      backupPassphrase: PASSPHRASE,
    },
  });
  await engine.database.query(
    `INSERT INTO core.release (number, definitions, created_at) VALUES (1, $1, now())`,
    [
      JSON.stringify([
        {
          kind: 'role',
          format: 1,
          key: 'chief',
          title: { 'zh-CN': '管理员', en: 'Administrator' },
          forms: [],
          system: ['administer'],
        },
      ]),
    ],
  );
  await engine.database.query('INSERT INTO core.current_release (number) VALUES (1)');
  key = await engine.keyOf(await engine.createUser('chief', { roles: ['chief'] }));
  plainKey = await engine.keyOf(await engine.createUser('plain'));
});

afterAll(async () => {
  await engine?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const round = () => engine.get(BackupWorker).round();
const list = async () => (await engine.request<BackupsView>('GET', PATH, { key })).body;
const files = async () => (await readdir(folder)).sort();

describe('backups of an installation', () => {
  test('are the business of those who administer', async () => {
    expect((await engine.request('GET', PATH, { key: plainKey })).status).toBe(403);
    expect((await engine.request('POST', PATH, { key: plainKey })).status).toBe(403);
    expect((await engine.request('GET', PATH)).status).toBe(401);
  });

  test('there is none before the first', async () => {
    expect(await list()).toEqual({
      data: [],
      lastGood: null,
      lastDrill: null,
      schedule: { folder, everySeconds: 43_200, keep: KEPT, encrypted: true },
    });
  });

  test('one that is asked for is made by a worker, one at a time', async () => {
    const asked = await engine.request('POST', PATH, { key });
    expect(asked).toMatchObject({ status: 202, body: { state: 'waiting', encrypted: true } });
    expect(await engine.refused('POST', PATH, { key })).toMatchObject({
      status: 409,
      body: { code: 'backup_under_way' },
    });
    await round();
    const { data, lastGood } = await list();
    expect(data).toMatchObject([{ state: 'done', release: 1, failure: null, askedBy: expect.any(String) }]);
    expect(lastGood).toMatchObject({ ageSeconds: 0 });
    const manifest = await readBackup(data[0]?.file ?? '', PASSPHRASE);
    expect(manifest.parts.reduce((sum, part) => sum + part.rows, 0)).toBe(data[0]?.rows);
  });

  test('asking and making stand in the audit', async () => {
    const { rows } = await engine.database.query(
      `SELECT action, outcome FROM core.audit_entry WHERE action LIKE '%backup' ORDER BY id`,
    );
    expect(rows).toEqual([
      { action: 'ask_for_backup', outcome: 'done' },
      { action: 'make_backup', outcome: 'done' },
    ]);
  });

  test('the next one is made when the time has come, not before', async () => {
    engine.clock.advance({ hours: 11 });
    await round();
    expect((await list()).data).toHaveLength(1);
    engine.clock.advance({ hours: 1 });
    await round();
    expect((await list()).data).toHaveLength(2);
  });

  test('the oldest files go when there are more than are kept; files of others stay', async () => {
    await writeFile(join(folder, 'mine.txt'), 'not a backup');
    engine.clock.advance({ hours: 12 });
    await round();
    const { data } = await list();
    expect(data.map(({ removedAt }) => removedAt !== null)).toEqual([false, false, true]);
    expect(await files()).toHaveLength(KEPT + 1);
    await expect(access(data[2]?.file ?? '')).rejects.toThrow();
    await engine.get(KeptBackups).removeOld();
    expect(await files()).toHaveLength(KEPT + 1);
  });

  test('one that a process left behind is given up, and its rest is cleared away', async () => {
    const file = join(folder, 'dougong-left.backup');
    await writeFile(`${file}.unfinished`, 'rest');
    await engine.database.query(
      `INSERT INTO core.backup (id, state, file, encrypted, asked_at, leased_until) VALUES (gen_random_uuid(), 'running', $1, false, $2, '-infinity')`,
      [file, engine.clock.read()],
    );
    await round();
    expect((await list()).data[0]).toMatchObject({
      state: 'failed',
      failure: expect.stringContaining('ended'),
    });
    expect(await files()).not.toContain('dougong-left.backup.unfinished');
  });

  test('one that fails says why, and leaves nothing that looks like a backup', async () => {
    engine.clock.advance({ minutes: 1 });
    await engine.request('POST', PATH, { key });
    const { data } = await list();
    await writeFile(data[0]?.file ?? '', 'something of somebody else');
    await round();
    expect((await list()).data[0]).toMatchObject({
      state: 'failed',
      failure: expect.stringContaining('there already'),
    });
  });
});

test('where no folder is set, nobody is promised a backup', async () => {
  const other = await startTestApp({ urls: engine.urls, clock: engine.clock });
  try {
    expect(await other.refused('POST', PATH, { key })).toMatchObject({
      status: 409,
      body: { code: 'backup_no_folder' },
    });
  } finally {
    await other.app.close();
  }
});
