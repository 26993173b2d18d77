import { LedgerPeriods } from '../../src/registers/ledger-periods.js';
import { LedgerClosing } from '../../src/registers/periods/ledger-closing.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { TEST_DAY } from '../support/test-clock.js';
import { LedgerWriter } from '../support/written-ledger.js';

/** Many post all the time, each entering the periods the way commands do, while somebody closes them. */

const WRITERS = 16;
const ACTOR = '00000000-0000-4000-8000-000000000001';

let engine: TestApp;
let writer: LedgerWriter;

beforeAll(async () => {
  engine = await startTestApp({ settings: { poolSize: WRITERS + 4 } });
  writer = await LedgerWriter.open(engine.urls.appUrl);
  await writer.publishRegister();
  await writer.post({ postings: 1, lines: 1 });
});

afterAll(async () => {
  await writer?.close();
  await engine?.stop();
});

const closing = () => engine.get(LedgerClosing);

const POST = `
  INSERT INTO ledger.posting (source_type, source_id, purpose, business_date, period, release, actor, posted_at, payload_hash)
  VALUES ('doc', gen_random_uuid(), 'receipt', $1::date, date_trunc('month', $1::date), 1, '${ACTOR}', now(), '\\x00') RETURNING id::text`;

/** Posts on a day; gives the number of the posting, or nothing when the day is closed. */
function post(periods: LedgerPeriods, day: string): Promise<string | undefined> {
  return engine.database.transaction(async (session) => {
    const { faults } = await periods.enter(session, [day], false);
    if (faults(day).length > 0) return undefined;
    const { rows } = await session.query<{ id: string }>(POST, [day]);
    return rows[0]?.id;
  });
}

async function postings(): Promise<readonly string[]> {
  const { rows } = await engine.database.query<{ id: string }>(
    `SELECT id::text FROM ledger.posting WHERE purpose = 'receipt' AND source_code IS NULL ORDER BY posting.id`,
  );
  return rows.map(({ id }) => id);
}

test(`while ${WRITERS} post, nothing is posted after the closing on a day that it closed, and nothing that was posted is lost`, async () => {
  const refusedOnce: number[] = [];
  const posted: string[] = [];
  const writing = Array.from({ length: WRITERS }, async (_, at) => {
    const periods = new LedgerPeriods();
    for (;;) {
      const id = await post(periods, TEST_DAY);
      if (id === undefined) break;
      posted.push(id);
    }
    refusedOnce.push(at);
  });
  while (posted.length < WRITERS * 3) await new Promise((resolve) => setTimeout(resolve, 5));
  const { boundary } = await closing().close({ actor: ACTOR }, { through: TEST_DAY, state: 'closed' });
  const atClosing = await postings();
  await Promise.all(writing);
  expect(boundary).toEqual({ closedThrough: TEST_DAY, softThrough: TEST_DAY });
  expect(refusedOnce).toHaveLength(WRITERS);
  expect(await postings()).toEqual(atClosing);
  expect(posted.toSorted(byNumber)).toEqual(atClosing);
  const { rows } = await engine.database.query(
    'SELECT id FROM ledger.posting p WHERE NOT EXISTS (SELECT FROM ledger.sealed_posting s WHERE s.posting_id = p.id)',
  );
  expect(rows).toEqual([]);
});

test('a closing waits for whoever is posting, and whoever comes later waits for the closing', async () => {
  await closing().reopen({ actor: ACTOR }, { through: null, reason: 'test' });
  const periods = new LedgerPeriods();
  let goOn: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (goOn = resolve));
  let entered: () => void = () => undefined;
  const isIn = new Promise<void>((resolve) => (entered = resolve));
  const slow = engine.database.transaction(async (session) => {
    const { faults } = await periods.enter(session, [TEST_DAY], false);
    entered();
    await gate;
    if (faults(TEST_DAY).length === 0) await session.query(POST, [TEST_DAY]);
  });
  await isIn;
  const before = (await postings()).length;
  const close = closing().close({ actor: ACTOR }, { through: TEST_DAY, state: 'soft' });
  goOn();
  await Promise.all([slow, close]);
  expect((await postings()).length).toBe(before + 1);
  expect(await post(periods, TEST_DAY)).toBeUndefined();
});

function byNumber(one: string, other: string): number {
  return BigInt(one) < BigInt(other) ? -1 : 1;
}
