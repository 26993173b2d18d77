import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBackup } from '../../src/backup/create-backup.js';
import { drill } from '../../src/backup/drill/drill.js';
import { readSettings } from '../../src/config/settings.js';
import { createLog } from '../../src/log.js';
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
  const report = await drill({ path, at: AT, settings: readSettings({}), log: createLog('silent') });
  expect(report.restored.verification.differences).toEqual([]);
  expect(report.reading.unseen).toEqual([]);
  expect(report.reading).toMatchObject({ vouchers: expect.any(Number) });
  for (const found of ['forms', 'records', 'registers', 'balances', 'vouchers'] as const)
    expect(report.reading[found]).toBeGreaterThan(0);
});
