import { Sealer } from '../../src/registers/seals/sealer.js';
import { verifyLedger } from '../../src/registers/seals/verify/verify-ledger.js';
import { sealEverything } from '../support/seal-everything.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { LedgerWriter } from '../support/written-ledger.js';

let engines: readonly TestApp[];
let writers: readonly LedgerWriter[];

beforeAll(async () => {
  const first = await startTestApp();
  engines = [first, await startTestApp({ urls: first.urls })];
  writers = await Promise.all(Array.from({ length: 4 }, () => LedgerWriter.open(first.urls.appUrl)));
  await writers[0]?.post({ postings: 1, lines: 1 });
});

afterAll(async () => {
  await Promise.all((writers ?? []).map((writer) => writer.close()));
  for (const engine of (engines ?? []).toReversed()) await engine.stop();
});

const engine = () => engines[0] as TestApp;
const writer = (at: number) => writers[at] as LedgerWriter;
const seal = () => engine().get(Sealer).round();

/** Postings come with their movements, or not at all. */
async function inTransaction(at: LedgerWriter, work: () => Promise<unknown>): Promise<void> {
  await at.client.query('BEGIN');
  await work();
  await at.client.query('COMMIT');
}

async function sealed(): Promise<readonly string[]> {
  const { rows } = await engine().database.query<{ id: string }>(
    'SELECT posting_id::text AS id FROM ledger.sealed_posting ORDER BY posting_id',
  );
  return rows.map(({ id }) => id);
}

async function seals(): Promise<number> {
  const { rows } = await engine().database.query<{ count: number }>(
    'SELECT count(*)::integer AS count FROM ledger.seal',
  );
  return rows[0]?.count ?? 0;
}

async function differences() {
  const found = await verifyLedger({ url: engine().urls.appUrl, at: '2026-01-01T00:00:00.000Z' });
  return found.differences.filter(({ part }) => part !== 'balance' && part !== 'layers');
}

test('a posting that is not committed yet keeps those after it waiting, so that seals have no gap', async () => {
  await sealEverything(engine());
  const before = await sealed();
  await writer(0).client.query('BEGIN');
  const slow = await writer(0).post({ postings: 1, lines: 2 });
  const quick = await writer(1).post({ postings: 2, lines: 2 });
  await seal();
  await engine().get(Sealer).catchUp();
  expect(await sealed()).toEqual(before);
  await writer(0).client.query('COMMIT');
  await sealEverything(engine());
  expect(await sealed()).toEqual([...before, ...slow, ...quick]);
  expect(await differences()).toEqual([]);
});

test('a transaction that began last may have drawn the lower number: nothing is sealed before it is over', async () => {
  await sealEverything(engine());
  const before = await sealed();
  // The later number belongs to the earlier transaction.
  await writer(1).client.query('BEGIN');
  await writer(1).client.query('SELECT pg_current_xact_id()');
  await writer(0).client.query('BEGIN');
  const [lower = ''] = await writer(0).post({ postings: 1, lines: 1 });
  const [higher = ''] = await writer(1).post({ postings: 1, lines: 1 });
  expect(BigInt(lower)).toBeLessThan(BigInt(higher));
  await writer(1).client.query('COMMIT');
  await engine().get(Sealer).catchUp();
  expect(await sealed()).toEqual(before);
  await writer(0).client.query('COMMIT');
  await sealEverything(engine());
  expect(await sealed()).toEqual([...before, lower, higher]);
});

test('what was rolled back leaves a number free and no trace in the seals', async () => {
  await writer(0).client.query('BEGIN');
  const [lost = ''] = await writer(0).post({ postings: 1, lines: 1 });
  await writer(0).client.query('ROLLBACK');
  const [kept = ''] = await writer(1).post({ postings: 1, lines: 1 });
  await sealEverything(engine());
  expect(await sealed()).toContain(kept);
  expect(await sealed()).not.toContain(lost);
  expect(await differences()).toEqual([]);
});

test('two engines that seal at once, while others post, make one chain', async () => {
  const before = await seals();
  const posting = Promise.all(
    writers.map(async (each) => {
      for (let round = 0; round < 15; round += 1)
        await inTransaction(each, () => each.post({ postings: 3, lines: 2 }));
    }),
  );
  let isOver = false;
  const sealing = engines.map(async (each) => {
    while (!isOver) await each.get(Sealer).catchUp();
  });
  await posting;
  isOver = true;
  await Promise.all(sealing);
  await sealEverything(engine());
  expect(await seals()).toBeGreaterThan(before);
  expect(await differences()).toEqual([]);
});
