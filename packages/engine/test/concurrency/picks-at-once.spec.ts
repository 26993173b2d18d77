import { LotClerk, publishLotsAtWork } from '../integration/lots-at-work.fixtures.js';
import { deadlocksSeen } from '../support/deadlocks.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { TEST_DAY } from '../support/test-clock.js';

const AT_ONCE = 16;

let engine: TestApp;
let other: TestApp;
let clerks: readonly [LotClerk, LotClerk];

beforeAll(async () => {
  engine = await startTestApp({ settings: { poolSize: AT_ONCE } });
  await publishLotsAtWork(engine);
  // A second process on the same database, with a memory of its own.
  other = await startTestApp({
    clock: engine.clock,
    urls: engine.urls,
    settings: { poolSize: AT_ONCE },
  });
  clerks = [await LotClerk.signIn(engine, 'ann', 'chief'), await LotClerk.signIn(other, 'ben', 'chief')];
});

afterAll(async () => {
  await other?.stop();
  await engine?.stop();
});

const clerk = (at: number) => clerks[at % 2] as LotClerk;

function day(distance: number): string {
  return new Date(Date.parse(TEST_DAY) + distance * 86_400_000).toISOString().slice(0, 10);
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

test(`${AT_ONCE} who pick from the same lots at once get all there is, and no more, the first to expire first`, async () => {
  const item = await clerk(0).item();
  for (let lot = 1; lot <= 5; lot += 1)
    await clerk(0).lot(item, `L${lot}`, '7', { good_through: day(10 - lot) });
  // 35 are there; 3 rounds of 16 want 48.
  const answers: string[] = [];
  for (let round = 0; round < 3; round += 1)
    answers.push(
      ...(await Promise.all(
        Array.from({ length: AT_ONCE }, (_, at) => clerk(at).told('give', [{ item, qty: '1' }])),
      )),
    );
  expect(answers.filter((answer) => answer === '201')).toHaveLength(35);
  expect(new Set(answers)).toEqual(new Set(['201', '409 insufficient_balance']));
  expect(await clerk(0).holds('shelves', item)).toEqual([]);
  const { rows } = await engine.database.query<{ code: string }>(
    `SELECT l.code FROM ledger.movement m JOIN ledger.register_key k ON k.id = m.key_id JOIN data.lot l ON l.id::text = k.s2
      WHERE k.register = 'shelves' AND k.s1 = $1 AND m.direction < 0 ORDER BY m.seq`,
    [item],
  );
  const codes = rows.map(({ code }) => code);
  expect(codes).toEqual(codes.toSorted().toReversed());
  await booksAreRight();
});

test('what many bring back of one document at once goes to the lots that it took, and is never more than that', async () => {
  const item = await clerk(0).item();
  for (const [code, distance] of [
    ['late', 9],
    ['soon', 3],
  ] as const)
    await clerk(0).lot(item, code, '5', { good_through: day(distance) });
  const original = await clerk(0).made('give', { day: TEST_DAY, lines: [{ item, qty: '8' }] });
  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, (_, at) =>
      clerk(at).told('come_back', [{ item, qty: '1.5' }], { original }),
    ),
  );
  expect(answers.filter((answer) => answer === '201')).toHaveLength(5);
  expect(new Set(answers)).toEqual(new Set(['201', '409 return_exceeds_original']));
  expect(await clerk(0).holds('shelves', item)).toEqual(['late free 4.5', 'soon free 5']);
  expect(await clerk(0).holds('worth', item)).toEqual(['late 4.5', 'soon 5']);
  await booksAreRight();
});

test('those who give, promise, free and bring the same two items at once never wait in a circle', async () => {
  const items = [await clerk(0).item(), await clerk(0).item()];
  const lots = await Promise.all(
    items.flatMap((item, at) =>
      [1, 2, 3].map((lot) => clerk(lot).lot(item, `${at}-${lot}`, '40', { good_through: day(lot) })),
    ),
  );
  const lines = (at: number, qty: string) => {
    const both = items.map((item) => ({ item, qty }));
    return at % 2 === 0 ? both : both.toReversed();
  };
  const deeds = [
    (at: number) => clerk(at).told('give', lines(at, '2.5')),
    async (at: number) => {
      const made = await clerk(at).make('promise', {
        demand: `D${at % 3}`,
        until: day(1),
        lines: lines(at, '3'),
      });
      if (made.status !== 201) return `${made.status} ${made.body.code}`;
      const action = at % 4 === 1 ? 'free' : 'hand_over';
      // What is promised to one demand may be handed over for another promise to it, and cannot be freed any more then.
      const { status, body } = await clerk(at + 1).act(made.body.record.id, action);
      return status === 200 ? '200' : `${status} ${body.code}`;
    },
    (at: number) =>
      clerk(at).told(
        'bring',
        lots.map((lot, place) => ({ item: items[place < 3 ? 0 : 1] ?? '', lot, qty: '1' })),
      ),
  ];
  for (let round = 0; round < 4; round += 1) {
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, at) => deeds[(at + round) % 3]?.(at + round)),
    );
    expect(
      answers.filter((answer) => !/^(20[01]|409 (insufficient_balance|used_since))$/.test(answer ?? '')),
    ).toEqual([]);
  }
  expect(await deadlocksSeen(engine.database)).toBe(0);
  await booksAreRight();
});
