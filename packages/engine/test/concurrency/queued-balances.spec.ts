import { PostingQueue } from '../../src/commands/queue/posting-queue.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import {
  faultsInBooks,
  movementsOf,
  NoteClerk,
  publishNotes,
  WAYS_OF_KEEPING,
} from './queued-notes.fixtures.js';
import type { Kept } from './queued-notes.fixtures.js';

const WRITERS = 64;

let engine: TestApp;
let other: TestApp;
let lone: TestApp;
let clerks: readonly [NoteClerk, NoteClerk, NoteClerk];

beforeAll(async () => {
  engine = await startTestApp({ settings: { poolSize: 16 } });
  await publishNotes(engine);
  // A second process on the same database, with a queue of its own.
  other = await startTestApp({ clock: engine.clock, urls: engine.urls, settings: { poolSize: 16 } });
  // A third one that posts each document in a transaction of its own.
  lone = await startTestApp({
    clock: engine.clock,
    urls: engine.urls,
    settings: { poolSize: 16, postTogether: 1 },
  });
  clerks = [
    await NoteClerk.signIn(engine, 'ann'),
    await NoteClerk.signIn(other, 'ben'),
    await NoteClerk.signIn(lone, 'cam'),
  ];
});

afterAll(async () => {
  await lone?.stop();
  await other?.stop();
  await engine?.stop();
});

const [ANN, BEN, CAM] = [0, 1, 2] as const;
const many = <T>(count: number, of: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => of(n));

async function stock(item: string, qty: string, amount: string, ways: readonly Kept[] = WAYS_OF_KEEPING) {
  for (const kept of ways)
    expect(await clerks[ANN].outcome(kept, { way: 'in', lines: [{ item, qty, amount }] })).toBe('201');
}

/** Takes one piece each, all at once. */
function takeOne(kept: Kept, item: string, count: number, clerk = (_n: number) => clerks[ANN]) {
  return Promise.all(many(count, (n) => clerk(n).outcome(kept, { way: 'out', lines: [{ item, qty: '1' }] })));
}

function tally(outcomes: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

test('documents that wait in line leave the same movements as those that lock their balance each', async () => {
  for (const amount of ['33.33', '41.07', '5.01']) await stock('same', '30', amount);
  const told = new Map<Kept, unknown>();
  for (const kept of WAYS_OF_KEEPING) {
    const clerk = clerks[kept.startsWith('queued') ? ANN : CAM];
    expect(tally(await takeOne(kept, 'same', WRITERS, () => clerk))).toEqual({ '201': WRITERS });
    const movements = await movementsOf(engine, kept, 'same');
    told.set(
      kept,
      movements.map(({ r1, r2, after1, after2 }) => [r1, r2, after1, after2]),
    );
  }
  expect(told.get('queued')).toEqual(told.get('locked'));
  expect(told.get('queued_layers')).toEqual(told.get('locked_layers'));
  expect(told.get('queued_layers')).not.toEqual(told.get('queued'));
  expect(await faultsInBooks(engine)).toEqual([]);
});

test('those who come while somebody is served share one transaction', async () => {
  for (const kept of ['queued', 'locked'] as const) {
    await stock('shared', '100', '100', [kept]);
    await takeOne(kept, 'shared', WRITERS);
    const transactions = new Set((await movementsOf(engine, kept, 'shared')).map(({ xid }) => xid));
    expect([kept, transactions.size < WRITERS / 4]).toEqual([kept, true]);
  }
});

test('so do documents that have nothing in common but the moment', async () => {
  const items = many(WRITERS, (n) => `apart ${n}`);
  for (const item of items) await stock(item, '1', '1', ['locked']);
  const outcomes = await Promise.all(
    items.map((item, n) =>
      clerks[ANN].outcome('locked', { way: 'out', lines: [{ item, qty: n % 8 === 0 ? '2' : '1' }] }),
    ),
  );
  expect(tally(outcomes)).toEqual({ '201': WRITERS - 8, '409 insufficient_balance': 8 });
  const movements = await Promise.all(items.map((item) => movementsOf(engine, 'locked', item)));
  const transactions = new Set(movements.flatMap(([, taken]) => taken?.xid ?? []));
  expect(transactions.size).toBeLessThan(WRITERS / 4);
  expect(await faultsInBooks(engine)).toEqual([]);
});

test('a balance that somebody keeps for long holds up nobody who does not want it', async () => {
  for (const item of ['kept', 'free']) await stock(item, '100', '100', ['locked']);
  const order: string[] = [];
  const take = async (item: string) => {
    const outcome = await clerks[ANN].outcome('locked', { way: 'out', lines: [{ item, qty: '1' }] });
    order.push(`${item} ${outcome}`);
  };
  const taking = await engine.database.transaction(async (session) => {
    await session.query(
      `SELECT FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id WHERE k.s1 = 'kept' FOR UPDATE OF b`,
    );
    const waiting = take('kept');
    await Promise.all(many(16, () => take('free')));
    return [waiting];
  });
  await Promise.all(taking);
  expect(order).toEqual([...many(16, () => 'free 201'), 'kept 201']);
});

test('whatever they are, what they write together is one statement', async () => {
  await stock('told', '100', '100', ['queued']);
  await takeOne('queued', 'told', WRITERS);
  const tables = ['ledger.posting', 'ledger.movement', 'data.queued_note', 'core.audit_entry'];
  for (const table of tables) {
    const { rows } = await engine.database.query<{ readonly most: number }>(
      `SELECT max(statements)::integer AS most FROM (
         SELECT count(DISTINCT cmin::text) AS statements FROM ${table}
          WHERE xmin::text IN (SELECT xmin::text FROM ledger.movement) GROUP BY xmin::text) t`,
    );
    expect([table, rows[0]?.most]).toEqual([table, 1]);
  }
});

test('200 who want one piece of 85 each: 85 get it, the others are refused, each by itself', async () => {
  await stock('scarce', '85', '28.31');
  for (const kept of WAYS_OF_KEEPING) {
    expect(tally(await takeOne(kept, 'scarce', 200))).toEqual({ '201': 85, '409 insufficient_balance': 115 });
    expect((await movementsOf(engine, kept, 'scarce')).at(-1)).toMatchObject({
      after1: '0.000',
      after2: '0.00',
    });
  }
  expect(await faultsInBooks(engine)).toEqual([]);
});

test('two processes with a line each serve one balance', async () => {
  await stock('both', '85', '85', ['queued']);
  const outcomes = await takeOne('queued', 'both', 120, (n) => clerks[n % 2 === 0 ? ANN : BEN]);
  expect(tally(outcomes)).toEqual({ '201': 85, '409 insufficient_balance': 35 });
  expect(await faultsInBooks(engine)).toEqual([]);
});

test.each(['queued', 'queued_layers'] as const)(
  '%s: what comes in is there for those behind it in the line',
  async (kept) => {
    await stock('mixed', '1', '1', [kept]);
    const outcomes = await Promise.all(
      many(WRITERS, (n) =>
        clerks[ANN].outcome(kept, {
          way: n % 2 === 0 ? 'in' : 'out',
          lines: [{ item: 'mixed', qty: '2', amount: '3.33' }],
        }),
      ),
    );
    expect(tally(outcomes)['201']).toBeGreaterThanOrEqual(WRITERS / 2);
    expect(await faultsInBooks(engine)).toEqual([]);
  },
);

test('each time that a balance comes under its limit is noticed, whoever waits with whom', async () => {
  await stock('few', '6', '6', ['queued']);
  await Promise.all(
    many(WRITERS, (n) =>
      clerks[ANN].outcome('queued', {
        way: n % 2 === 0 ? 'out' : 'in',
        lines: [{ item: 'few', qty: '2', amount: '2' }],
      }),
    ),
  );
  const left = (await movementsOf(engine, 'queued', 'few')).map(({ after1 }) => after1 < '5');
  const crossings = left.filter((isFew, at) => isFew && left[at - 1] !== true);
  expect(crossings.length).toBeGreaterThan(1);
  const { rows } = await engine.database.query(
    `SELECT FROM core.rule_occasion WHERE rule_key = 'few_left' AND given #>> '{balance,item}' = 'few'`,
  );
  expect(rows).toHaveLength(crossings.length);
});

test('lines that name two balances in different order do not wait for each other forever', async () => {
  for (const item of ['left', 'right']) await stock(item, '1000', '1000', ['queued']);
  const outcomes = await Promise.all(
    many(WRITERS, (n) => {
      const lines = ['left', 'right'].map((item) => ({ item, qty: '1' }));
      return clerks[n % 2 === 0 ? ANN : BEN].outcome('queued', {
        way: 'out',
        lines: n % 4 < 2 ? lines : lines.toReversed(),
      });
    }),
  );
  expect(tally(outcomes)).toEqual({ '201': WRITERS });
  expect(await faultsInBooks(engine)).toEqual([]);
});

test('one that the database refuses does not harm those who wait with it', async () => {
  await stock('unique', '100', '100', ['queued']);
  const outcomes = await Promise.all(
    many(WRITERS, (n) =>
      clerks[ANN].outcome('queued', {
        way: 'out',
        mark: n % 16 === 0 ? 'twice' : `mark ${n}`,
        lines: [{ item: 'unique', qty: '1' }],
      }),
    ),
  );
  expect(tally(outcomes)).toEqual({ '201': WRITERS - 3, '422 invalid': 3 });
  expect(await faultsInBooks(engine)).toEqual([]);
});

test('one intention that is sent many times at once is carried out once and answered each time, also where it took the last', async () => {
  await stock('once', '8', '8', ['queued']);
  const answers = await Promise.all(
    many(WRITERS, (n) =>
      clerks[ANN].send(
        'queued',
        { way: 'out', lines: [{ item: 'once', qty: '1' }] },
        { once: `intention-${n % 8}` },
      ),
    ),
  );
  expect(tally(answers.map(({ status }) => String(status)))).toEqual({ '201': WRITERS });
  expect(new Set(answers.map(({ body }) => body.record?.id)).size).toBe(8);
  expect(await movementsOf(engine, 'queued', 'once')).toHaveLength(9);
});

test('connections that break in the middle leave all of a document or nothing', async () => {
  await stock('cut', '1000', '1000', ['queued']);
  const outcomes: Promise<string>[] = [];
  for (let round = 0; round < 6; round += 1) {
    outcomes.push(
      ...many(32, () => clerks[ANN].outcome('queued', { way: 'out', lines: [{ item: 'cut', qty: '1' }] })),
    );
    await new Promise((resolve) => setTimeout(resolve, 15));
    await other.database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid() AND state <> 'idle'`,
    );
  }
  const settled = await Promise.all(outcomes);
  expect(settled.filter((outcome) => !/^(201|503 |409 busy|500)/.test(outcome))).toEqual([]);
  expect(await faultsInBooks(engine)).toEqual([]);
  const { '201': done = 0 } = tally(settled);
  expect((await movementsOf(engine, 'queued', 'cut')).length - 1).toBeGreaterThanOrEqual(done);
});

test('a preview waits in no line', async () => {
  await stock('shown', '10', '10', ['queued']);
  const posted = jest.spyOn(engine.get(PostingQueue), 'post');
  const shown = await clerks[ANN].send(
    'queued',
    { way: 'out', lines: [{ item: 'shown', qty: '1' }] },
    { preview: true },
  );
  expect([shown.status, posted.mock.calls.length]).toEqual([200, 0]);
  expect(await movementsOf(engine, 'queued', 'shown')).toHaveLength(1);
});

test('a document of an earlier day goes its own way', async () => {
  await stock('earlier', '10', '10', ['queued']);
  const day = `${engine.clock.read().slice(0, 8)}01`;
  const outcomes = await Promise.all(
    many(8, () =>
      clerks[ANN].outcome('queued', { way: 'in', day, lines: [{ item: 'earlier', qty: '1', amount: '1' }] }),
    ),
  );
  expect(tally(outcomes)).toEqual({ '201': 8 });
  const transactions = new Set((await movementsOf(engine, 'queued', 'earlier')).map(({ xid }) => xid));
  expect(transactions.size).toBe(9);
});
