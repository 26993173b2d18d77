import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { Clerk, publishEntries } from './entries.fixtures.js';

const AT_ONCE = 16;
const ROUNDS = 8;

let engine: TestApp;
let other: TestApp;
let clerks: readonly [Clerk, Clerk];

beforeAll(async () => {
  engine = await startTestApp({ settings: { poolSize: 16 } });
  await publishEntries(engine);
  // A second process on the same database, with a memory of its own.
  other = await startTestApp({ clock: engine.clock, urls: engine.urls, settings: { poolSize: 16 } });
  clerks = [await Clerk.signIn(engine, 'ann'), await Clerk.signIn(other, 'ben')];
});

afterAll(async () => {
  await other?.stop();
  await engine?.stop();
});

const clerk = (at: number) => clerks[at % 2] as Clerk;

async function balancesOf(items: readonly string[]): Promise<Record<string, string>> {
  const { rows } = await engine.database.query<{ item: string; qty: string }>(
    `SELECT k.s1 AS item, trim_scale(b.r1)::text AS qty FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id
      WHERE k.s1 = ANY ($1) ORDER BY 1`,
    [items],
  );
  return Object.fromEntries(rows.map(({ item, qty }) => [item, qty]));
}

async function booksAreRight(): Promise<void> {
  const { rows: broken } = await engine.database.query(
    `SELECT b.key_id FROM ledger.balance b LEFT JOIN (SELECT key_id, sum(r1) AS moved FROM ledger.movement GROUP BY key_id) m USING (key_id)
      WHERE b.r1 IS DISTINCT FROM coalesce(m.moved, 0) OR b.r1 < 0`,
  );
  expect(broken).toEqual([]);
  const { rows: below } = await engine.database.query('SELECT seq FROM ledger.movement WHERE after1 < 0');
  expect(below).toEqual([]);
}

/** Posted entries have one posting with a movement for each line; others have none. */
async function entriesAreWhole(): Promise<void> {
  const { rows } = await engine.database.query(
    `SELECT e.no FROM data.entry e
      WHERE (SELECT count(*) FROM ledger.posting p WHERE p.source_id = e.id) <> CASE e.status WHEN 'posted' THEN 1 ELSE 0 END
         OR (SELECT count(*) FROM ledger.movement m JOIN ledger.posting p ON p.id = m.posting_id WHERE p.source_id = e.id)
            <> CASE e.status WHEN 'posted' THEN (SELECT count(*) FROM data.entry__lines l WHERE l.record_id = e.id) ELSE 0 END`,
  );
  expect(rows).toEqual([]);
}

describe(`${AT_ONCE} documents that are posted at once on the same two balances`, () => {
  test('all take effect when there is enough, in whatever order they name the two', async () => {
    const items = ['plenty-a', 'plenty-b'] as const;
    await clerk(0).post(
      await clerk(0).draft(
        'in',
        items.map((item) => ({ item, qty: '1000' })),
      ),
    );
    for (let round = 0; round < ROUNDS; round += 1) {
      const drafts = await Promise.all(
        Array.from({ length: AT_ONCE }, (_, at) => {
          const lines = items.map((item) => ({ item, qty: '1.5' }));
          return clerk(at).draft(at % 4 < 2 ? 'out' : 'in', at % 2 === 0 ? lines : lines.toReversed());
        }),
      );
      const answers = await Promise.all(drafts.map((id, at) => clerk(at + 1).post(id)));
      expect([round, answers]).toEqual([round, drafts.map(() => '200')]);
    }
    expect(await balancesOf(items)).toEqual({ 'plenty-a': '1000', 'plenty-b': '1000' });
    await booksAreRight();
    await entriesAreWhole();
  });

  test('take what there is and refuse the others, so that nothing goes below zero', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const items = [`scarce-${round}-a`, `scarce-${round}-b`] as const;
      await clerk(0).post(
        await clerk(0).draft(
          'in',
          items.map((item) => ({ item, qty: '5' })),
        ),
      );
      const drafts = await Promise.all(
        Array.from({ length: AT_ONCE }, (_, at) => {
          const lines = items.map((item) => ({ item, qty: '1' }));
          return clerk(at).draft('out', at % 2 === 0 ? lines : lines.toReversed());
        }),
      );
      const answers = await Promise.all(drafts.map((id, at) => clerk(at + 1).post(id)));
      const refused = answers.filter((answer) => answer !== '200');
      expect([round, answers.length - refused.length]).toEqual([round, 5]);
      expect(new Set(refused)).toEqual(new Set(['409 insufficient_balance']));
      expect(Object.values(await balancesOf(items))).toEqual(['0', '0']);
    }
    await booksAreRight();
    await entriesAreWhole();
  });

  test('all take effect when nobody has met the two items before', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const items = [`new-${round}-a`, `new-${round}-b`] as const;
      const drafts = await Promise.all(
        Array.from({ length: AT_ONCE }, (_, at) => {
          const lines = items.map((item) => ({ item, qty: '0.125' }));
          return clerk(at).draft('in', at % 2 === 0 ? lines : lines.toReversed());
        }),
      );
      const answers = await Promise.all(drafts.map((id, at) => clerk(at + 1).post(id)));
      expect([round, answers]).toEqual([round, drafts.map(() => '200')]);
      expect(Object.values(await balancesOf(items))).toEqual(['2', '2']);
    }
    await booksAreRight();
    await entriesAreWhole();
  });
});

test('one document that many post at once is posted once', async () => {
  const id = await clerk(0).draft('in', [{ item: 'once', qty: '3' }]);
  const answers = await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => clerk(at).post(id)));
  expect(answers.filter((answer) => answer === '200')).toHaveLength(1);
  expect(new Set(answers.filter((answer) => answer !== '200'))).toEqual(new Set(['409 wrong_state']));
  expect(await balancesOf(['once'])).toEqual({ once: '3' });
});

test('a movement names the posting and the rule that made it', async () => {
  const id = await clerk(0).draft('in', [{ item: 'named', qty: '1' }]);
  expect(await clerk(0).post(id)).toBe('200');
  for (const path of [
    'registers/quantities/movements?filter[item]=named',
    `forms/entry/records/${id}/movements`,
  ]) {
    const { body } = await clerk(0).get<{ data: readonly object[] }>(`/api/v1/${path}`);
    expect(body.data).toEqual([
      expect.objectContaining({
        posting: 'entry_posting',
        origin: {
          posting: { key: 'entry_posting', title: { 'zh-CN': 'entry_posting', en: 'entry_posting' } },
          rule: { key: 'post_entry', title: { 'zh-CN': 'post_entry', en: 'post_entry' } },
          flow: null,
        },
      }),
    ]);
  }
});
