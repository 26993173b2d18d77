import { TemplateInstaller } from '../../src/releases/template-installer.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { TRADE } from './trade.fixtures.js';

interface Cleared {
  readonly found: number;
  readonly removed: number;
  readonly kept: readonly { readonly form: string; readonly code: string; readonly reversed: boolean }[];
}

let engine: TestApp;
let key: string;

beforeAll(async () => {
  engine = await startTestApp();
  await engine.get(TemplateInstaller).install(TRADE, { demo: true, skipScenarios: true });
  const { rows } = await engine.database.query<{ id: string }>(
    `SELECT u.id FROM core.user_account u JOIN core.user_role r ON r.user_id = u.id WHERE r.role_key = 'administrator' LIMIT 1`,
  );
  key = await engine.keyOf(rows[0]!.id);
});

afterAll(() => engine.stop());

async function balances(): Promise<readonly string[]> {
  const { rows } = await engine.database.query<{ sum: string }>(
    `SELECT sum(r1)::text AS sum FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id
      WHERE k.register IN ('stock', 'stock_value') GROUP BY k.register`,
  );
  return rows.map(({ sum }) => sum);
}

describe('sample data that was posted', () => {
  test('is reversed by its own actions, so that nothing is left in the books but the documents', async () => {
    expect((await balances()).some((sum) => !/^0(\.0*)?$/.test(sum))).toBe(true);
    const { status, body } = await engine.request<Cleared>('POST', '/api/v1/templates/samples/clear', {
      key,
      body: {},
    });
    expect(status).toBe(200);
    expect(body.removed + body.kept.length).toBe(body.found);
    const codes = [...new Set(body.kept.map(({ code }) => code))].sort();
    expect(codes).toEqual(['sample_in_ledger', 'sample_reversed']);
    expect((await balances()).every((sum) => /^0(\.0*)?$/.test(sum))).toBe(true);
  });

  test('clearing again finds only what had to stay, and changes nothing', async () => {
    const { body } = await engine.request<Cleared>('POST', '/api/v1/templates/samples/clear', {
      key,
      body: {},
    });
    expect(body.removed).toBe(0);
    expect(body.kept.length).toBe(body.found);
    expect(body.kept.some(({ code }) => code === 'sample_posted')).toBe(false);
    expect((await balances()).every((sum) => /^0(\.0*)?$/.test(sum))).toBe(true);
  });
});
