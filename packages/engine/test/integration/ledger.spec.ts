import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { ensurePartitions, LedgerPeriods } from '../../src/registers/ledger-periods.js';
import { LedgerReader } from '../../src/registers/ledger-reader.js';
import { LedgerStore } from '../../src/registers/ledger-store.js';
import { LedgerFigures } from '../../src/registers/views/ledger-figures.js';
import { VoucherReader } from '../../src/registers/voucher-reader.js';
import { ACTOR, TestLedger, THIS_MONTH } from '../support/ledger-documents.js';
import { TEST_DAY } from '../support/test-clock.js';

let ledger: TestLedger;

beforeAll(async () => {
  ledger = await TestLedger.open();
});

afterAll(async () => {
  await ledger?.stop();
});

const values = () => ledger.register('item_values');
const reader = () => new LedgerReader(ledger.database);
const figures = () => new LedgerFigures(ledger.database);

const receive = (item: string, qty: string, amount: string, more = {}) =>
  ledger.post({ posting: 'receipt', lines: [{ item, qty, amount }], ...more });
const issue = (item: string, qty: string, more = {}) =>
  ledger.post({ posting: 'issue', lines: [{ item, qty }], ...more });

async function holding(item: string) {
  const { data } = await reader().balances(values(), { filter: { item }, withEmpty: true });
  return data[0]?.resources;
}

describe('what is posted stays', () => {
  const TABLES = ['posting', 'movement', 'voucher', 'voucher_line', 'register_key'];
  const partition = () => `movement_${THIS_MONTH.slice(0, 7).replace('-', '_')}`;

  async function attempt(url: string, statement: string): Promise<string | undefined> {
    const client = new pg.Client({ connectionString: url });
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

  const statements = () =>
    [...TABLES, partition()].flatMap((table) => [
      `DELETE FROM ledger.${table}`,
      `TRUNCATE ledger.${table} CASCADE`,
      `UPDATE ledger.${table} SET ${table === 'register_key' ? 's1' : 'period'} = ${table === 'register_key' ? "'x'" : 'period'}`.replace(
        /voucher_line SET period = period/,
        'voucher_line SET amount = 0',
      ),
    ]);

  beforeAll(() => receive('kept', '1', '1.00'));

  test('the role of the application can neither change nor delete it', async () => {
    for (const statement of statements()) {
      expect([statement, await attempt(ledger.urls.appUrl, statement)]).toEqual([statement, '42501']);
    }
  });

  test('the owner of the tables cannot either', async () => {
    for (const statement of statements()) {
      expect([statement, await attempt(ledger.urls.ownerUrl, statement)]).toEqual([statement, '42501']);
    }
  });

  test('a balance can not be deleted', async () => {
    for (const url of [ledger.urls.appUrl, ledger.urls.ownerUrl]) {
      expect(await attempt(url, 'DELETE FROM ledger.balance')).toBe('42501');
      expect(await attempt(url, 'TRUNCATE ledger.balance')).toBe('42501');
    }
  });

  test('one document is posted once', async () => {
    const id = randomUUID();
    await receive('once', '1', '1.00', { id });
    await expect(receive('once', '1', '1.00', { id })).rejects.toMatchObject({ constraint: 'posting_once' });
    expect(await holding('once')).toEqual({ qty: '1.000', amount: '1.00' });
  });
});

describe('two writers', () => {
  test('of one balance wait for each other: what is there is given out once', async () => {
    await receive('scarce', '7', '70.00');
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => issue('scarce', '1', { store: ledger.stores[at % 2] })),
    );
    const refusedWith = answers.flatMap(({ issues }) => issues.map(({ code }) => code));
    expect(refusedWith).toEqual(Array.from({ length: 5 }, () => 'insufficient_balance'));
    expect(await holding('scarce')).toEqual({ qty: '0.000', amount: '0.00' });
  });

  test('who meet a key for the first time at once make one key', async () => {
    const lines = ['n1', 'n2', 'n3'].map((item) => ({ item, qty: '1', amount: '2.00' }));
    const posts = Array.from({ length: 8 }, (_, at) => {
      const inOrder = at % 2 === 0 ? lines : lines.toReversed();
      return ledger.post({ posting: 'receipt', lines: inOrder }, { store: new LedgerStore() });
    });
    await Promise.all(posts);
    const { rows } = await ledger.database.query('SELECT s1 FROM ledger.register_key WHERE s1 LIKE $1', [
      'n_',
    ]);
    expect(rows.map((row) => row['s1']).toSorted()).toEqual(['n1', 'n2', 'n3']);
    expect(await holding('n2')).toEqual({ qty: '8.000', amount: '16.00' });
  });

  test('of the same keys in any order never deadlock, and the movements add up to the balances', async () => {
    const items = Array.from({ length: 12 }, (_, at) => `mix${at}`);
    await ledger.post({
      posting: 'receipt',
      lines: items.map((item) => ({ item, qty: '100', amount: '333.33' })),
    });
    const documents = Array.from({ length: 60 }, (_, at) => ({
      posting: 'issue' as const,
      lines: [3, 7, 5, 11, 1].map((step) => ({ item: items[(at * step) % items.length] ?? '', qty: '1' })),
    }));
    const answers = await Promise.all(
      documents.map((document, at) => ledger.post(document, { store: ledger.stores[at % 2] })),
    );
    expect(answers.flatMap(({ issues }) => issues)).toEqual([]);
    const { rows } = await ledger.database.query(
      `SELECT k.s1 FROM ledger.register_key k JOIN ledger.balance b ON b.key_id = k.id
        WHERE (b.r1, b.r2) <> (SELECT sum(m.r1), sum(m.r2) FROM ledger.movement m WHERE m.key_id = k.id)`,
    );
    expect(rows).toEqual([]);
  });
});

describe('locking', () => {
  test('takes one round trip for known keys and at most two more for new ones', async () => {
    const first = await receive('trip', '5', '5.00');
    const second = await issue('trip', '1');
    await issue('trip', '1');
    const known = await issue('trip', '1');
    // BEGIN travels with the first statement; lock, write and COMMIT follow.
    expect(first.usage.roundTrips).toBeLessThanOrEqual(5);
    expect(second.usage.roundTrips).toBeLessThanOrEqual(5);
    expect(known.usage.roundTrips).toBe(3);
  });

  test('a key made by a document that failed is not remembered', async () => {
    await ledger.post(
      { posting: 'receipt', lines: [{ item: 'lost', qty: '1', amount: '1.00' }] },
      { fail: true },
    );
    expect(await holding('lost')).toBeUndefined();
    await receive('lost', '2', '3.00');
    expect(await holding('lost')).toEqual({ qty: '2.000', amount: '3.00' });
  });
});

describe('the months of the ledger', () => {
  const inMonths = (months: number) => {
    const day = new Date(THIS_MONTH);
    day.setUTCMonth(day.getUTCMonth() + months);
    return day.toISOString().slice(0, 10);
  };
  const made = async (day: string) => {
    const { rows } = await ledger.database.query<{ made: number }>(
      'SELECT ledger.ensure_partitions($1::date) AS made',
      [day],
    );
    return rows[0]?.made;
  };
  const check = (date: string) =>
    ledger.database.withSession(async (session) =>
      (await new LedgerPeriods().enter(session, [date], false)).faults(date),
    );

  test('reach from two months back to thirteen months ahead', async () => {
    expect(await check(inMonths(-2))).toEqual([]);
    expect(await check(inMonths(13))).toEqual([]);
  });

  test('a date outside is refused by name', async () => {
    const [first, last] = [inMonths(-2).slice(0, 7), inMonths(13).slice(0, 7)];
    for (const date of [inMonths(-3), inMonths(14)]) {
      expect(await check(date)).toEqual([
        { code: 'period_not_open', path: '', params: { date, first, last } },
      ]);
    }
  });

  test('are made once, by whoever asks', async () => {
    expect(await made(TEST_DAY)).toBe(0);
    await ledger.database.withSession((session) => ensurePartitions(session, TEST_DAY));
    expect(await check(inMonths(14))).toHaveLength(1);
  });

  test('have no gap when they are made again after a long rest', async () => {
    expect(await made(inMonths(24))).toBe(24);
    expect(await check(inMonths(20))).toEqual([]);
    expect((await receive('late', '1', '1.00', { date: inMonths(20) })).issues).toEqual([]);
  });
});

describe('reading the ledger', () => {
  let recordId: string;
  const day = (number: number) => `${THIS_MONTH.slice(0, 8)}${String(number).padStart(2, '0')}`;

  beforeAll(async () => {
    ({ recordId } = await receive('read', '10', '100.00', { date: day(1), code: 'D-1' }));
    await issue('read', '4', { date: day(3) });
    await receive('read', '2', '26.00', { date: day(5) });
  });

  test('a balance says what is held under the names of the register', async () => {
    const { data } = await reader().balances(values(), { filter: { item: 'read' } });
    expect(data).toEqual([
      {
        keyId: expect.any(String),
        key: { item: 'read', place: 'p' },
        resources: { qty: '8.000', amount: '86.00' },
      },
    ]);
  });

  test('its movements lead to the document, with the balance after each', async () => {
    const { data } = await reader().movements(values(), { filter: { item: 'read' } });
    expect(data.map(({ resources, balanceAfter }) => [resources['qty'], balanceAfter?.['amount']])).toEqual([
      ['2.000', '86.00'],
      ['-4.000', '60.00'],
      ['10.000', '100.00'],
    ]);
    expect(data[2]).toMatchObject({
      form: 'doc',
      recordId,
      code: 'D-1',
      lineNo: 1,
      posting: 'receipt',
      rule: 'on_close',
      release: 1,
      actor: ACTOR,
      businessDate: day(1),
      direction: 'in',
    });
  });

  test('pages follow each other without gap or repeat', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await reader().movements(values(), { filter: { item: 'read' }, limit: 1, cursor });
      seen.push(...page.data.map(({ resources }) => resources['qty'] ?? ''));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(['2.000', '-4.000', '10.000']);
    const first = await reader().balances(values(), { limit: 1 });
    const second = await reader().balances(values(), { limit: 1, cursor: first.nextCursor });
    expect(second.data[0]?.keyId).not.toBe(first.data[0]?.keyId);
  });

  test('turnovers connect the balance before with the balance after', async () => {
    const { data } = await figures().page(values(), {
      days: { from: day(2), to: day(4) },
      filter: { item: 'read' },
    });
    expect(data).toMatchObject([
      {
        moved: {
          opening: { qty: '10.000', amount: '100.00' },
          in: { qty: '0.000', amount: '0.00' },
          out: { qty: '4.000', amount: '40.00' },
        },
        closing: { qty: '6.000', amount: '60.00' },
      },
    ]);
  });

  test('a register of turnovers shows what was used', async () => {
    const { data } = await figures().page(ledger.register('usage'), {
      days: { from: day(1), to: day(9) },
      filter: { item: 'read' },
    });
    expect(data).toMatchObject([{ moved: { in: { qty: '4.000' }, out: { qty: '0.000' } } }]);
  });

  test('a document shows all its movements and its voucher', async () => {
    const movements = await reader().movementsOfRecord(ledger.registers, 'doc', recordId);
    expect(movements.map(({ register, resources }) => [register, resources['amount']])).toEqual([
      ['item_values', '100.00'],
    ]);
    const { data } = await new VoucherReader(ledger.database).vouchers({ recordId });
    expect(data).toMatchObject([
      {
        date: day(1),
        total: '100.00',
        code: 'D-1',
        lines: [
          { account: '100', side: 'debit', debit: '100.00', credit: null },
          { account: '101', side: 'credit', debit: null, credit: '100.00' },
        ],
      },
    ]);
  });

  test('a dimension or cursor that is none is refused, not ignored', async () => {
    await expect(reader().balances(values(), { filter: { colour: 'red' } })).rejects.toMatchObject({
      status: 400,
    });
    for (const position of ['x', ['x'], ['99999999999999999999'], ['1', '2']]) {
      const cursor = Buffer.from(JSON.stringify(position)).toString('base64url');
      await expect(reader().balances(values(), { cursor })).rejects.toMatchObject({ status: 400 });
    }
    const noDay = Buffer.from(JSON.stringify(['2026-99-99', '1'])).toString('base64url');
    await expect(reader().movements(values(), { cursor: noDay })).rejects.toMatchObject({ status: 400 });
  });
});
