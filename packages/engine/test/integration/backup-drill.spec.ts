import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBackup } from '../../src/backup/create-backup.js';
import { drill } from '../../src/backup/drill/drill.js';
import type { BackupsView } from '../../src/backup/backup.wire.js';
import { makeEngine } from '../../src/create-app.js';
import { JobWorker } from '../../src/jobs/job-worker.js';
import type { JobWire } from '../../src/jobs/job.wire.js';
import { sealEverything } from '../support/seal-everything.js';
import { TEST_DAY } from '../support/test-clock.js';
import { TradeCompany } from './trade.fixtures.js';

const AT = `${TEST_DAY}T10:00:00.000Z`;

let company: TradeCompany;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dougong-drill-spec-'));
  company = await TradeCompany.open();
  await company.received(await company.ordered('MF-0012', '500', '12.00'), '200');
  await sealEverything(company.engine);
});

afterAll(async () => {
  await company?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a drill restores into a server of its own, and people find there what they had', async () => {
  const path = join(folder, 'drill.backup');
  await createBackup({ ownerUrl: company.engine.urls.ownerUrl, path, at: AT });
  const report = await drill({
    path,
    at: AT,
    openEngine: (urls) => makeEngine({ urls, clock: () => AT }),
  });
  expect(report.restored.verification.differences).toEqual([]);
  expect(report.reading.unseen).toEqual([]);
  expect(report.reading).toMatchObject({ vouchers: expect.any(Number) });
  for (const found of ['forms', 'records', 'registers', 'balances', 'vouchers'] as const)
    expect(report.reading[found]).toBeGreaterThan(0);
});

describe('a drill that an administrator begins', () => {
  const BACKUPS = '/api/v1/administration/backups';
  let key: string;

  beforeAll(async () => {
    key = await company.engine.keyOf(
      await company.engine.createUser('watchman', { roles: ['administrator'] }),
    );
  });

  const begin = (body?: object) =>
    company.engine.request<JobWire & { code: string }>('POST', `${BACKUPS}/actions/drill`, { key, body });
  const after = async (id: string) => {
    await company.engine.get(JobWorker).runWaiting();
    return (await company.engine.request<JobWire>('GET', `/api/v1/jobs/${id}`, { key })).body;
  };
  const backups = async () => (await company.engine.request<BackupsView>('GET', BACKUPS, { key })).body;

  test('makes a backup where there is none, and leaves nothing of it but how it went', async () => {
    expect((await backups()).lastDrill).toBeNull();
    const begun = await begin();
    expect(begun.status).toBe(202);
    expect(await begin({ backup: 'fresh' })).toMatchObject({
      status: 409,
      body: { code: 'drill_under_way' },
    });
    const job = await after(begun.body.id);
    expect(job).toMatchObject({ state: 'done', kind: 'backup_drill', result: { file: null } });
    const { lastDrill, data } = await backups();
    expect(lastDrill).toMatchObject({ file: null, ageSeconds: 0, rows: job.result?.['rows'] });
    expect(lastDrill?.rows).toBeGreaterThan(0);
    expect(data).toEqual([]);
    const { rows } = await company.engine.database.query(
      `SELECT action, outcome FROM core.audit_entry WHERE action IN ('job:start:backup_drill', 'drill_backup') ORDER BY id`,
    );
    expect(rows).toEqual([
      { action: 'job:start:backup_drill', outcome: 'done' },
      { action: 'drill_backup', outcome: 'done' },
    ]);
  });

  test('of a file that is not there any more says so, and is no drill', async () => {
    const { rows } = await company.engine.database.query<{ id: string }>(
      `INSERT INTO core.backup (id, state, file, encrypted, asked_at, finished_at)
       VALUES (gen_random_uuid(), 'done', $1, false, $2, $2) RETURNING id`,
      [join(folder, 'gone.backup'), AT],
    );
    const before = await backups();
    const begun = await begin({ backup: rows[0]?.id });
    expect(await after(begun.body.id)).toMatchObject({
      state: 'failed',
      problem: { code: 'drill_file_missing', detail: expect.stringContaining('gone.backup') },
    });
    expect((await backups()).lastDrill).toEqual(before.lastDrill);
  });

  test('is for administrators, and of a backup that there is', async () => {
    const plain = await company.engine.keyOf(await company.engine.createUser('passer-by'));
    const asked = await company.engine.request('POST', `${BACKUPS}/actions/drill`, { key: plain });
    expect(asked.status).toBe(403);
    expect((await begin({ backup: '00000000-0000-7000-8000-000000000000' })).status).toBe(404);
    expect((await begin({ backup: 'yesterday' })).status).toBe(422);
  });
});
