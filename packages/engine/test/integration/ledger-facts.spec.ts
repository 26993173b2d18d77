import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { balanceKey } from '@dougong/kernel/registers';
import type { PostingOrder, StoredLayer } from '@dougong/kernel/registers';
import { foldBalances } from '../../src/registers/balance-folder.js';
import { LedgerReader } from '../../src/registers/ledger-reader.js';
import { LedgerDesk } from '../support/ledger-desk.js';
import { TEST_DAY } from '../support/test-clock.js';

let desk: LedgerDesk;

beforeAll(async () => {
  desk = await LedgerDesk.open();
});

afterAll(async () => {
  await desk?.stop();
});

const day = (number: number) => `${TEST_DAY.slice(0, 8)}${String(number).padStart(2, '0')}`;
const keyOf = (item: string, place: string | null = 'p') => [item, place, null];
const pool = (item: string) => ({ register: 'stock', key: keyOf(item) });
const nameOf = (item: string) => JSON.stringify(['stock', item, 'p']);

async function held(register: string, item: string) {
  const { data } = await new LedgerReader(desk.database).balances(desk.register(register), {
    filter: { item },
    withEmpty: true,
  });
  return data[0]?.resources['qty'];
}

describe('what a document moved before', () => {
  const document = randomUUID();
  const [first, second] = [randomUUID(), randomUUID()];
  const ask = { id: 'q', document, postings: ['entry'] };

  beforeAll(async () => {
    await desk.post({
      document,
      movements: [
        {
          key: keyOf('told'),
          qty: '5.000',
          amount: '10.00',
          ruleId: 'value',
          line: { id: first, no: 1, index: 0 },
        },
        { key: keyOf('told'), qty: '-2.000', ruleId: 'other', line: { id: first, no: 1, index: 0 } },
        {
          ...{ key: keyOf('more', null), qty: '7.000', ruleId: 'value', entry: 'receive', credit: '3.00' },
          line: { id: second, no: 2, index: 1 },
          pieces: [{ source: '1', acquired: day(1), order: '1', received: '7', quantity: '7', amount: '1' }],
        },
      ],
      more: {
        vouchers: [
          {
            ruleId: 'v',
            summary: { 'zh-CN': 'v', en: 'v' },
            total: '10.00',
            lines: [
              {
                id: 'd',
                side: 'debit',
                role: 'goods',
                account: '100',
                title: { 'zh-CN': 'g', en: 'g' },
                amount: '10.00',
              },
              {
                id: 'c',
                side: 'credit',
                role: 'other',
                account: '101',
                title: { 'zh-CN': 'o', en: 'o' },
                amount: '10.00',
              },
            ],
          },
        ],
      },
    });
  });

  test('is found by rule and by the number or the id of its line', async () => {
    for (const line of ['2', second]) {
      const [posting] = (await desk.earlier({ ...ask, movement: 'value', line })).get('q') ?? [];
      expect(posting).toMatchObject({
        posting: 'entry',
        movements: [
          {
            seq: expect.stringMatching(/^\d+$/),
            key: ['more', null, null],
            entry: 'receive',
            direction: 'in',
            resources: { qty: '7.000', amount: '0.00' },
            line: { id: second, no: 2, index: 1 },
            businessDate: TEST_DAY,
            period: day(1),
            credit: '3.00',
            pieces: [{ source: '1', quantity: '7' }],
            ord: 2,
          },
        ],
        vouchers: [],
      });
    }
  });

  test('is told whole, in its order and with its vouchers, to whoever undoes it', async () => {
    const [posting] = (await desk.earlier(ask)).get('q') ?? [];
    expect(posting?.movements.map(({ ruleId, resources }) => [ruleId, resources['qty']])).toEqual([
      ['value', '5.000'],
      ['other', '-2.000'],
      ['value', '7.000'],
    ]);
    expect(posting?.vouchers).toMatchObject([
      { ruleId: 'v', total: '10.00', lines: [{ side: 'debit' }, { side: 'credit' }] },
    ]);
  });

  test('is not found where nothing of that kind was moved', async () => {
    const found = await desk.earlier(
      { ...ask, id: 'line', movement: 'value', line: '3' },
      { ...ask, id: 'rule', movement: 'none' },
      { ...ask, id: 'posting', postings: ['elsewhere'] },
      { ...ask, id: 'document', document: randomUUID() },
      { ...ask, id: 'no id', document: 'R-0001' },
    );
    expect([...found.values()]).toEqual([[], [], [], [], []]);
  });
});

describe('layers', () => {
  const layer = (quantity: string, amount: string, source = '11'): StoredLayer => ({
    ...{ source, acquired: day(2), order: source, received: '10.000' },
    quantity,
    amount,
  });
  const read = async () =>
    (await desk.facts({ layers: [pool('laid')] }, [keyOf('laid')])).layers.get(nameOf('laid'));
  const write = (rows: readonly StoredLayer[]) =>
    desk.post({
      movements: [{ key: keyOf('laid'), qty: '1.000' }],
      needs: { layers: [pool('laid')] },
      more: { layers: [{ ...pool('laid'), rows }] },
    });

  test('are read in the order in which they are taken, until nothing is left of them', async () => {
    await write([layer('10.000', '20.00'), layer('10.000', '30.00', '12')]);
    expect(await read()).toEqual([layer('10.000', '20.00'), layer('10.000', '30.00', '12')]);
    await write([layer('0.000', '0.00'), layer('4.000', '12.00', '12')]);
    expect(await read()).toEqual([layer('4.000', '12.00', '12')]);
    await write([]);
    expect(await read()).toEqual([]);
  });

  test('that were used up come back as they were', async () => {
    await write([layer('3.000', '6.00')]);
    expect(await read()).toEqual([layer('3.000', '6.00')]);
    const { rows } = await desk.database.query('SELECT count(*)::integer AS kept FROM ledger.layer');
    expect(rows).toEqual([{ kept: 2 }]);
  });

  test('that were not touched are not written', async () => {
    const versions = async () =>
      (await desk.database.query('SELECT xmin::text FROM ledger.layer ORDER BY id')).rows;
    const before = await versions();
    await write([layer('3', '6')]);
    expect(await versions()).toEqual(before);
  });

  test('and balances are never deleted', async () => {
    for (const table of ['layer', 'balance'])
      await expect(desk.database.query(`DELETE FROM ledger.${table}`)).rejects.toMatchObject({
        code: '42501',
      });
  });
});

describe('what came back', () => {
  test('counts returns that were not undone, and tells whether the original was', async () => {
    const [original = ''] = await desk.post({
      movements: [{ key: keyOf('back'), qty: '-9.000', entry: 'issue' }],
    });
    const backWith = (qty: string, entry: 'return_in' | 'mirror', linkSeq: string) =>
      desk.post({ movements: [{ key: keyOf('back'), qty, entry, linkSeq }] });
    await backWith('2.000', 'return_in', original);
    const [second = ''] = await backWith('3.000', 'return_in', original);
    await backWith('-3.000', 'mirror', second);
    const { returned } = await desk.facts({ returned: [original, second] });
    expect(Object.fromEntries(returned)).toEqual({
      [original]: { quantity: '2.000', reversed: false },
      [second]: { quantity: '0', reversed: true },
    });
  });

  test('is undone once, even where nothing is moved', async () => {
    const document = randomUUID();
    await desk.post({ document, movements: [{ key: keyOf('undone'), qty: '1.000' }] });
    const { rows } = await desk.database.query<{ id: string }>(
      'SELECT id::text FROM ledger.posting WHERE source_id = $1',
      [document],
    );
    const undo = () => desk.post({ movements: [], more: { reverses: rows.map(({ id }) => id) } });
    const answers = await Promise.allSettled([undo(), undo(), undo()]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { constraint: 'reversal_pkey' },
    });
  });
});

describe('the lowest balance after a day', () => {
  test('goes by business date, whatever was posted first', async () => {
    const moves = [
      [1, '10.000'],
      [9, '-6.000'],
      [5, '3.000'],
      [12, '20.000'],
    ] as const;
    for (const [date, qty] of moves)
      await desk.post({ date: day(date), movements: [{ key: keyOf('low'), qty }] });
    const need = (date: number) => ({ id: String(date), ...pool('low'), after: day(date), resource: 'qty' });
    const { lowest } = await desk.facts({ lowest: [1, 5, 10, 12].map(need) }, [keyOf('low')]);
    expect(Object.fromEntries(lowest)).toEqual({ 1: '7.000', 5: '7.000', 10: '7.000', 12: '27.000' });
  });
});

describe('sums', () => {
  test('go over all keys with the dimensions named', async () => {
    await desk.post({
      movements: [
        { key: ['sum', 'a', 'x'], qty: '1.000' },
        { key: ['sum', 'a', 'y'], qty: '2.000' },
        { key: ['sum', 'a', null], qty: '4.000' },
        { key: ['sum', 'b', 'x'], qty: '8.000' },
      ],
    });
    const need = (id: string, where: Record<string, string | null>) => ({
      id,
      register: 'stock',
      where,
      resource: 'qty',
    });
    const { sums } = await desk.facts({
      sums: [
        need('item', { item: 'sum' }),
        need('a', { item: 'sum', place: 'a' }),
        need('b', { item: 'sum', place: 'b' }),
        need('no lot', { item: 'sum', place: 'a', lot: null }),
        need('none', { item: 'nowhere' }),
      ],
    });
    expect(Object.fromEntries(sums)).toEqual({
      item: '15.000',
      a: '7.000',
      b: '8.000',
      'no lot': '4.000',
      none: '0',
    });
  });
});

describe('standard costs', () => {
  test('of a group: the latest counts', async () => {
    const group = ['costed', null, null];
    const standard = (amount: string) => ({ register: 'stock', group, quantity: '1', amount });
    for (const amount of ['5.00', '6.00'])
      await desk.post({ movements: [], more: { standards: [standard(amount)] } });
    const { standards } = await desk.facts({
      standards: [
        { register: 'stock', group },
        { register: 'stock', group: ['x'] },
      ],
    });
    expect([...standards.values()]).toEqual([{ quantity: '1', amount: '6.00' }]);
  });
});

describe('numbers of movements', () => {
  test('can be drawn before; the others follow in the order of the posting', async () => {
    const { seqs } = await desk.facts({ newSeqs: 2 });
    expect(seqs).toHaveLength(2);
    const drawn = await desk.post({
      movements: Array.from({ length: 30 }, (_, at) => ({
        key: keyOf(`n${at}`),
        qty: '1.000',
        ...(at < 2 ? { seq: seqs[at] } : {}),
      })),
    });
    expect(drawn.slice(0, 2)).toEqual(seqs);
    expect(drawn).toEqual(drawn.toSorted((a, b) => Number(BigInt(a) - BigInt(b))));
  });
});

describe('a balance that is split', () => {
  test('takes many writers at once, and reads as their sum', async () => {
    await Promise.all(
      Array.from({ length: 60 }, () =>
        desk.post({ register: 'shared', movements: [{ key: keyOf('split'), qty: '0.500' }] }),
      ),
    );
    expect(await held('shared', 'split')).toBe('30.000');
    const { rows } = await desk.database.query(
      `SELECT count(*)::integer AS rows FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id
        WHERE k.register = 'shared' AND b.r1 <> 0 AND b.r1 < 30`,
    );
    expect(rows[0]?.['rows']).toBeGreaterThan(1);
    const { sums } = await desk.facts({
      sums: [{ id: 's', register: 'shared', where: { item: 'split' }, resource: 'qty' }],
    });
    expect(sums.get('s')).toBe('30.000');
  });

  test('says of no movement what was there after it', async () => {
    const { rows } = await desk.database.query(
      `SELECT count(m.after1)::integer AS told FROM ledger.movement m JOIN ledger.register_key k ON k.id = m.key_id WHERE k.register = 'shared'`,
    );
    expect(rows).toEqual([{ told: 0 }]);
  });
});

describe('a balance that is folded later', () => {
  const post = (qty: string) => desk.post({ register: 'later', movements: [{ key: keyOf('later'), qty }] });
  const fold = () => desk.database.transaction(foldBalances);
  const kept = async () => {
    const { rows } = await desk.database.query<{ qty: string }>(
      `SELECT b.r1::text AS qty FROM ledger.balance b JOIN ledger.register_key k ON k.id = b.key_id WHERE k.register = 'later'`,
    );
    return rows[0]?.qty;
  };

  test('holds each movement once, whoever folds at the same time', async () => {
    await Promise.all(Array.from({ length: 20 }, () => post('1.000')));
    expect(await kept()).toBe('0');
    expect(await held('later', 'later')).toBe('20.000');
    const posts = Promise.all([post('2.000'), post('3.000')]);
    const folded = await Promise.all([fold(), fold(), fold(), fold()]);
    await posts;
    folded.push(await fold());
    expect(folded.reduce((sum, each) => sum + each)).toBe(22);
    expect(await kept()).toBe('25.000');
    expect(await held('later', 'later')).toBe('25.000');
    expect(await fold()).toBe(0);
  });
});

describe('a register that is valued anew', () => {
  const order = () => {
    const posting = { registers: desk.registers, recosts: desk.register('stock') };
    return { posting, intents: [], input: { record: {} }, businessDate: TEST_DAY } as unknown as PostingOrder;
  };
  const prepare = () =>
    desk.database.transaction((session) => desk.store.prepare(session, desk.registers, [order()]));
  const isWaiting = async (locktype: string) => {
    const { rows } = await desk.database.query(
      `SELECT FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
        WHERE NOT l.granted AND l.locktype = $1 AND a.datname = current_database()`,
      [locktype],
    );
    return rows.length > 0;
  };
  const untilWaiting = async (locktype: string) => {
    while (!(await isWaiting(locktype))) await pause(20);
  };
  const stockOf = ({ facts }: Awaited<ReturnType<typeof prepare>>) => {
    const moved = facts.histories.get('stock')?.map(({ register, key }) => balanceKey(register, key));
    return { moved, locked: facts.balances };
  };
  const nameOfPool = (item: string) => balanceKey('stock', keyOf(item));

  test('waits for those who bring a new balance, and takes it in', async () => {
    let prepared: ReturnType<typeof prepare> | undefined;
    await desk.database.transaction(async (session) => {
      await desk.write(session, { movements: [{ key: keyOf('made before'), qty: '1.000' }] }, randomUUID());
      prepared = prepare();
      await untilWaiting('advisory');
    });
    const { moved, locked } = stockOf(await (prepared as ReturnType<typeof prepare>));
    expect(moved).toContain(nameOfPool('made before'));
    expect(locked.get(nameOfPool('made before'))?.resources['qty']).toBe('1.000');
  });

  test('has those wait who would bring a new balance while it waits for the others', async () => {
    await desk.post({ movements: [{ key: keyOf('held up'), qty: '1.000' }] });
    let prepared: ReturnType<typeof prepare> | undefined;
    let posted: Promise<readonly string[]> | undefined;
    await desk.database.transaction(async (session) => {
      await desk.store.lock(session, desk.registers, [pool('held up')]);
      prepared = prepare();
      await untilWaiting('transactionid');
      posted = desk.post({ movements: [{ key: keyOf('made meanwhile'), qty: '1.000' }] });
      await untilWaiting('advisory');
    });
    const { moved, locked } = stockOf(await (prepared as ReturnType<typeof prepare>));
    expect(moved).not.toContain(nameOfPool('made meanwhile'));
    expect(locked.has(nameOfPool('made meanwhile'))).toBe(false);
    await posted;
    expect(await held('stock', 'made meanwhile')).toBe('1.000');
  });
});
