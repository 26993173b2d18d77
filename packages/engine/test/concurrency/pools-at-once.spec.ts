import pg from 'pg';
import { deadlocksSeen } from '../support/deadlocks.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { PoolClerk, publishPools } from './pools.fixtures.js';
import type { Answer, PoolLine } from './pools.fixtures.js';

let engine: TestApp;
let other: TestApp;
let clerks: readonly [PoolClerk, PoolClerk];
let place: string;

beforeAll(async () => {
  engine = await startTestApp({ settings: { poolSize: 8 } });
  await publishPools(engine);
  // A second process on the same database, with a memory of its own.
  other = await startTestApp({ clock: engine.clock, urls: engine.urls, settings: { poolSize: 8 } });
  clerks = [await PoolClerk.signIn(engine, 'ann'), await PoolClerk.signIn(other, 'ben')];
  place = await clerks[0].master('place', 'P-1');
});

afterAll(async () => {
  await other?.stop();
  await engine?.stop();
});

const clerk = (at: number) => clerks[at % 2] as PoolClerk;
const times = <T>(count: number, make: (at: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, at) => make(at)));
const codes = (answers: readonly Answer[]) => answers.map(({ status, code }) => (status === 201 ? '' : code));
const done = (answers: readonly Answer[]) => answers.filter(({ status }) => status === 201);

async function item(code: string): Promise<string> {
  return clerk(0).master('item', code);
}

async function receive(lines: readonly PoolLine[]): Promise<void> {
  expect(codes([await clerk(0).make('receipt', lines)])).toEqual(['']);
}

/** Quantity and amount that a register holds of an item. */
async function held(register: string, of: string): Promise<readonly string[]> {
  const { rows } = await engine.database.query<{ qty: string; amount: string }>(
    `SELECT trim_scale(b.r1)::text AS qty, trim_scale(b.r2)::text AS amount
       FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id WHERE k.register = $1 AND k.s1 = $2`,
    [register, of],
  );
  return rows.flatMap(({ qty, amount }) => (register === 'layered' ? [qty, amount] : [qty]));
}

/** Balances are the sums of their movements, layers are the balances, nothing is below zero, worth nothing at nothing. */
async function booksAreRight(): Promise<void> {
  const { rows: balances } = await engine.database.query(
    `SELECT b.key_id FROM ledger.balance b
       LEFT JOIN (SELECT key_id, sum(r1) AS r1, sum(r2) AS r2 FROM ledger.movement GROUP BY key_id) m USING (key_id)
      WHERE b.r1 <> coalesce(m.r1, 0) OR b.r2 <> coalesce(m.r2, 0) OR b.r1 < 0 OR b.r2 < 0 OR (b.r1 = 0 AND b.r2 <> 0)`,
  );
  expect(balances).toEqual([]);
  const { rows: layers } = await engine.database.query(
    `SELECT b.key_id FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id AND k.register = 'layered'
       LEFT JOIN (SELECT key_id, sum(quantity) AS quantity, sum(amount) AS amount, min(quantity) AS least
                    FROM ledger.layer GROUP BY key_id) l USING (key_id)
      WHERE b.r1 <> coalesce(l.quantity, 0) OR b.r2 <> coalesce(l.amount, 0) OR l.least < 0`,
  );
  expect(layers).toEqual([]);
  const { rows: open } = await engine.database.query(
    'SELECT id FROM ledger.layer WHERE open <> (quantity <> 0) OR (quantity = 0 AND amount <> 0)',
  );
  expect(open).toEqual([]);
}

afterEach(booksAreRight);

test('of 200 who take one each where there are 85, 85 get it and the others hear of what, where and how much is missing', async () => {
  const scarce = await item('I-SCARCE');
  await receive([{ item: scarce, place, qty: '85', amount: '850.00' }]);
  const answers = await times(200, (at) => clerk(at).make('issue', [{ item: scarce, place, qty: '1' }]));
  expect(done(answers)).toHaveLength(85);
  const refused = answers.filter(({ status }) => status !== 201);
  expect(refused).toHaveLength(115);
  for (const { status, code, params, detail } of refused) {
    expect([status, code]).toEqual([409, 'insufficient_balance']);
    expect(params).toMatchObject({
      labels: ['I-SCARCE', 'P-1'],
      dimensions: { item: scarce, place },
      short: '1.000',
    });
    expect(detail).toContain('Not enough of I-SCARCE, P-1: 0 in the balance, 1 wanted, 1 short');
  }
  expect(await held('quantities', scarce)).toEqual(['0']);
  expect(await held('layered', scarce)).toEqual(['0', '0']);
});

test('layers that 16 take from at once are used up one after another', async () => {
  const layered = await item('I-LAYERED');
  for (const amount of ['100.00', '133.33', '66.67'])
    await receive([{ item: layered, place, qty: '10', amount }]);
  const answers = await times(16, (at) => clerk(at).make('issue', [{ item: layered, place, qty: '1.5' }]));
  expect(codes(answers)).toEqual(answers.map(() => ''));
  // 24 of 30 are gone: all of the first two layers and 4 of the last.
  expect(await held('layered', layered)).toEqual(['6', '40']);
  const { rows } = await engine.database.query(
    `SELECT trim_scale(l.quantity)::text AS quantity FROM ledger.layer l JOIN ledger.register_key k ON k.id = l.key_id
      WHERE k.s1 = $1 ORDER BY l.acquired, l.ord`,
    [layered],
  );
  expect(rows).toEqual([{ quantity: '0' }, { quantity: '0' }, { quantity: '6' }]);
});

test('what many bring back of one document at once is never more than it took', async () => {
  const returned = await item('I-RETURNED');
  await receive([{ item: returned, place, qty: '20', amount: '33.34' }]);
  const { id } = await clerk(0).make('issue', [{ item: returned, place, qty: '10' }]);
  const answers = await times(16, (at) =>
    clerk(at).make('comeback', [{ item: returned, place, qty: '1.5' }], id),
  );
  expect(done(answers)).toHaveLength(6);
  expect(new Set(codes(answers))).toEqual(new Set(['', 'return_exceeds_original']));
  const rest = await clerk(0).make('comeback', [{ item: returned, place, qty: '1' }], id);
  expect(codes([rest])).toEqual(['']);
  expect(await held('layered', returned)).toEqual(['20', '33.34']);
});

test('a document that two undo at once is undone once', async () => {
  const undone = await item('I-UNDONE');
  await receive([{ item: undone, place, qty: '10', amount: '10.00' }]);
  for (let round = 0; round < 5; round += 1) {
    const { id } = await clerk(0).make('issue', [{ item: undone, place, qty: '4' }]);
    const answers = await times(4, (at) => clerk(at).make('undoing', [], id));
    expect(codes(answers).toSorted()).toEqual(['', ...Array.from({ length: 3 }, () => 'already_reversed')]);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(3);
    expect(await held('layered', undone)).toEqual(['10', '10']);
  }
});

test('a new standard reaches every balance of its item, also those that come up meanwhile', async () => {
  const priced = await item('I-PRICED');
  expect(codes([await clerk(0).price(priced, '2.00')])).toEqual(['']);
  const places = await times(12, (at) => clerk(at).master('place', `P-PRICED-${at}`));
  const answers = await times(24, (at) =>
    at % 2 === 0
      ? clerk(at).make('priced_receipt', [
          { item: priced, place: places[at / 2] ?? '', qty: '3', amount: '7.00' },
        ])
      : clerk(at % 4).price(priced, `${at}.01`),
  );
  expect(codes(answers)).toEqual(answers.map(() => ''));
  const { rows } = await engine.database.query(
    `SELECT DISTINCT b.r1::text AS qty, b.r2 = 3 * (SELECT amount / quantity FROM ledger.standard_cost ORDER BY id DESC LIMIT 1) AS "atStandard"
       FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id WHERE k.s1 = $1`,
    [priced],
  );
  expect(rows).toEqual([{ qty: '3.000', atStandard: true }]);
});

test('32 who post any five lines on 200 balances never wait for each other in a circle', async () => {
  const items = await times(200, (at) => item(`I-${at}`));
  for (let from = 0; from < items.length; from += 50)
    await receive(
      items.slice(from, from + 50).map((each) => ({ item: each, place, qty: '1000', amount: '999.99' })),
    );
  const lines = (seed: number) =>
    [7, 31, 53, 101, 173].map((step, at) => ({
      item: items[(seed * step + at * 41) % items.length] ?? '',
      place,
      qty: '1',
      amount: '1.01',
    }));
  const answers = await times(32, async (worker) => {
    const own: Answer[] = [];
    for (let round = 0; round < 8; round += 1) {
      const form = (worker + round) % 3 === 0 ? 'receipt' : 'issue';
      own.push(await clerk(worker).make(form, lines(worker * 37 + round * 11 + 1)));
    }
    return own;
  });
  expect(new Set(codes(answers.flat()))).toEqual(new Set(['']));
  expect(await deadlocksSeen(engine.database)).toBe(0);
});

describe('after all of that, the role of the application', () => {
  async function codeOf(statement: string): Promise<string | undefined> {
    const client = new pg.Client({ connectionString: engine.urls.appUrl });
    await client.connect();
    try {
      await client.query(statement);
      return undefined;
    } catch (error) {
      return (error as { code?: string }).code;
    } finally {
      await client.end();
    }
  }

  test('changes and removes nothing that was posted', async () => {
    const { rows } = await engine.database.query<{ name: string }>(
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'ledger.movement'::regclass`,
    );
    const posted = ['movement', 'posting', 'voucher', 'voucher_line', 'standard_cost', 'reversal'];
    const tables = [...posted.map((name) => `ledger.${name}`), ...rows.map(({ name }) => name)];
    for (const table of tables) {
      const column = /voucher_line|standard_cost/.test(table) ? 'amount' : 'posting_id';
      const set = table === 'ledger.posting' || table === 'ledger.voucher' ? 'period' : column;
      for (const statement of [
        `UPDATE ${table} SET ${set} = ${set}`,
        `DELETE FROM ${table}`,
        `TRUNCATE ${table} CASCADE`,
      ])
        expect([statement, await codeOf(statement)]).toEqual([statement, '42501']);
    }
  });

  test('removes no balance and no layer', async () => {
    for (const table of ['balance', 'layer'])
      expect(await codeOf(`DELETE FROM ledger.${table}`)).toBe('42501');
  });
});
