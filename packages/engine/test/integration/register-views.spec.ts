import { randomUUID } from 'node:crypto';
import { keyOf, postRaw } from '../support/raw-ledger.js';
import type { RawMovement } from '../support/raw-ledger.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { TEST_DAY } from '../support/test-clock.js';
import { anActor } from './reading-records.fixtures.js';
import type { Actor } from './reading-records.fixtures.js';
import { publishLots } from './register-views.fixtures.js';

type Row = Readonly<Record<string, unknown>> & { readonly movements: string };

interface PageBody {
  readonly data: readonly Row[];
  readonly nextCursor?: string;
  readonly refs: Readonly<Record<string, Readonly<Record<string, { readonly code?: string }>>>>;
}

const REGISTERS = '/api/v1/registers';
const [apple, pear, old, young] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];

let engine: TestApp;
let chief: Actor;
let counter: Actor;

/** A day before or after the day of the tests. */
function day(distance: number): string {
  const date = new Date(`${TEST_DAY}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + distance);
  return date.toISOString().slice(0, 10);
}

const moved = (key: readonly (string | null)[], quantity: number, amount = quantity * 2): RawMovement => ({
  key,
  direction: quantity < 0 ? -1 : 1,
  quantity,
  amount,
});

interface Deed {
  readonly at: number;
  readonly movements: readonly RawMovement[];
  readonly code?: string;
  readonly kind?: 'post' | 'reverse';
}

function post(register: string, { at, movements, code, kind }: Deed): Promise<string> {
  return engine.database.transaction((session) =>
    postRaw(session, {
      register,
      day: day(at),
      movements,
      code,
      kind,
      shard: register === 'held' ? movements.length % 2 : 0,
    }),
  );
}

async function makeRecords(): Promise<void> {
  const system = 'id, version, status, created_at, created_by, updated_at, updated_by';
  const values = `$1, 1, 'active', now(), $2, now(), $2`;
  for (const [id, code] of [
    [apple, 'A'],
    [pear, 'P'],
  ])
    await engine.database.query(`INSERT INTO data.item (${system}, code) VALUES (${values}, $3)`, [
      id,
      chief.id,
      code,
    ]);
  for (const [id, code, good] of [
    [old, 'L1', day(-1)],
    [young, 'L2', day(20)],
  ])
    await engine.database.query(
      `INSERT INTO data.lot (${system}, code, good_through) VALUES (${values}, $3, $4)`,
      [id, chief.id, code, good],
    );
}

beforeAll(async () => {
  engine = await startTestApp();
  await publishLots(engine);
  chief = await anActor(engine, 'chief', 'chief');
  counter = await anActor(engine, 'counter', 'counter');
  await makeRecords();
  await post('held', {
    at: -50,
    code: 'D-1',
    movements: [moved([apple, old, 'open'], 10), moved([pear, null, 'open'], 4)],
  });
  await post('held', { at: -20, code: 'D-2', movements: [moved([apple, young, 'open'], 6)] });
  await post('held', { at: -10, code: 'D-3', movements: [moved([apple, old, 'open'], -3)] });
  await post('held', { at: 0, code: 'D-4', movements: [moved([apple, young, 'shut'], 5)] });
  await post('promised', { at: 0, movements: [moved(['c1', apple], 4), moved(['c2', apple], 1)] });
});

afterAll(() => engine?.stop());

async function get(path: string, actor = chief): Promise<PageBody> {
  const answer = await engine.request<PageBody>('GET', path, { key: actor.key });
  expect([answer.status, answer.text.slice(0, answer.status === 200 ? 0 : 500)]).toEqual([200, '']);
  return answer.body;
}

const query = (parts: Readonly<Record<string, string>>) => new URLSearchParams(parts).toString();

async function quantityOf(row: Row | undefined): Promise<number> {
  const { data } = await get(String(row?.movements));
  return data.reduce((sum, { resources }) => sum + Number((resources as { qty: string }).qty), 0);
}

describe('a balance', () => {
  test('of the past says what was held at the end of that day, and leads to its movements and documents', async () => {
    const { data, refs } = await get(
      `${REGISTERS}/held/balances?${query({ at: day(-15), 'filter[lot]': old })}`,
    );
    expect(data).toMatchObject([
      { key: { item: apple, lot: old, state: 'open' }, resources: { qty: '10', amount: '20.00' } },
    ]);
    expect(refs).toMatchObject({ item: { [apple]: { code: 'A' } }, lot: { [old]: { code: 'L1' } } });
    const movements = await get(String(data[0]?.movements));
    expect(movements.data).toMatchObject([{ code: 'D-1', form: 'doc', recordId: expect.any(String) }]);
  });

  test('is summed over the dimensions that are left out, now and in the past', async () => {
    const now = await get(`${REGISTERS}/held/balances?group=item`);
    expect(now.data.map(({ key, resources }) => [key, resources])).toEqual(
      expect.arrayContaining([
        [{ item: apple }, { qty: '18', amount: '36.00' }],
        [{ item: pear }, { qty: '4', amount: '8.00' }],
      ]),
    );
    expect(await Promise.all(now.data.map(quantityOf))).toEqual(
      now.data.map(({ resources }) => Number((resources as { qty: string }).qty)),
    );
    const past = await get(`${REGISTERS}/held/balances?${query({ at: day(-12), group: 'state' })}`);
    expect(past.data).toMatchObject([{ key: { state: 'open' }, resources: { qty: '20' } }]);
  });

  test('can be asked for where a dimension is blank', async () => {
    const { data } = await get(`${REGISTERS}/held/balances?filter[lot]=`);
    expect(data).toMatchObject([{ key: { item: pear, lot: null } }]);
  });
});

describe('turnovers', () => {
  const span = { from: day(-20), to: day(0) };

  test('connect what was held before with what is held after', async () => {
    const { data } = await get(
      `${REGISTERS}/held/turnovers?${query({ ...span, group: 'item', 'filter[item]': apple })}`,
    );
    expect(data).toMatchObject([
      {
        key: { item: apple },
        opening: { qty: '10' },
        in: { qty: '11' },
        out: { qty: '3' },
        closing: { qty: '18' },
      },
    ]);
    expect(await quantityOf(data[0])).toBe(8);
  });

  test('by document name the document, by day and month run from row to row', async () => {
    const parts = { ...span, group: 'item', 'filter[item]': apple };
    const documents = await get(`${REGISTERS}/held/turnovers?${query({ ...parts, by: 'document' })}`);
    expect(documents.data.map(({ document, closing }) => [document, closing])).toMatchObject([
      [{ form: 'doc', code: 'D-2' }, { qty: '16' }],
      [{ form: 'doc', code: 'D-3' }, { qty: '13' }],
      [{ form: 'doc', code: 'D-4' }, { qty: '18' }],
    ]);
    expect(await Promise.all(documents.data.map(quantityOf))).toEqual([6, -3, 5]);
    const days = await get(`${REGISTERS}/held/turnovers?${query({ ...parts, by: 'day' })}`);
    expect(days.data.map((row) => row['day'])).toEqual([day(-20), day(-10), day(0)]);
    const months = await get(`${REGISTERS}/held/turnovers?${query({ ...parts, by: 'month' })}`);
    expect(months.data.at(-1)).toMatchObject({ month: day(0).slice(0, 7), closing: { qty: '18' } });
    expect((await Promise.all(months.data.map(quantityOf))).reduce((sum, each) => sum + each, 0)).toBe(8);
  });
});

describe('ageing', () => {
  const quantities = (row: Row | undefined) =>
    (row?.['parts'] as { resources: { qty: string } }[]).map(({ resources }) => Number(resources.qty));

  test('takes the latest receipts for what is left, and adds up to the balance', async () => {
    const { data } = await get(
      `${REGISTERS}/held/ageing?${query({ days: '5,30', group: 'item', 'filter[item]': apple })}`,
    );
    expect(data).toMatchObject([
      {
        resources: { qty: '18', amount: '36.00' },
        parts: [
          { fromDays: 0, toDays: 5, from: day(-5), to: null, resources: { qty: '5', amount: '10.00' } },
          { fromDays: 6, toDays: 30, from: day(-30), to: day(-6), resources: { qty: '6', amount: '12.00' } },
          { fromDays: 31, toDays: null, from: null, to: day(-31), resources: { qty: '7', amount: '14.00' } },
        ],
      },
    ]);
  });

  test('does not take what was brought back by a reversal for new', async () => {
    const taken = await post('held', { at: -40, movements: [moved([pear, null, 'open'], -2)] });
    const back = await post('held', { at: -1, kind: 'reverse', movements: [moved([pear, null, 'open'], 2)] });
    await engine.database.query('INSERT INTO ledger.reversal (posting_id, reversed_by) VALUES ($1, $2)', [
      taken,
      back,
    ]);
    const { data } = await get(`${REGISTERS}/held/ageing?${query({ days: '30', 'filter[item]': pear })}`);
    expect(data.map(quantities)).toEqual([[0, 4]]);
  });

  test('of pools with layers asks the layers', async () => {
    await post('layered', { at: -3, movements: [moved([apple], 8, 50)] });
    const key = await engine.database.withSession((session) => keyOf(session, 'layered', [apple]));
    for (const [acquired, quantity, amount] of [
      [-80, 3, 20.01],
      [-40, 4, 25],
    ])
      await engine.database.query(
        `INSERT INTO ledger.layer (key_id, source_seq, acquired, ord, received, quantity, amount, open) VALUES ($1, 1, $2, 1, $3, $3, $4, true)`,
        [key, day(acquired ?? 0), quantity, amount],
      );
    const { data } = await get(`${REGISTERS}/layered/ageing?days=30,60`);
    // One piece is in no layer: the pool was short for a while.
    expect((data[0]?.['parts'] as { resources: object }[]).map(({ resources }) => resources)).toEqual([
      { qty: '1', amount: '4.99' },
      { qty: '4', amount: '25.00' },
      { qty: '3', amount: '20.01' },
    ]);
  });
});

describe('what can be promised', () => {
  test('is the balance less what was promised, by the dimensions that both have', async () => {
    const { data } = await get(
      `${REGISTERS}/held/available?${query({ minus: 'promised', 'filter[state]': 'open' })}`,
    );
    const apples = data.find(({ key }) => (key as { item: string }).item === apple);
    expect(apples).toMatchObject({
      key: { item: apple },
      available: '8',
      terms: [
        { register: 'held', sign: 'plus', quantity: '13' },
        { register: 'promised', sign: 'minus', quantity: '5' },
      ],
    });
    const terms = apples?.['terms'] as readonly Row[];
    expect(await Promise.all(terms.map(quantityOf))).toEqual([13, 5]);
  });

  test('may count another state of the same register', async () => {
    const parts = {
      plus: 'held',
      'where[held][state]': 'shut',
      'filter[state]': 'open',
      'filter[item]': apple,
      group: 'item',
    };
    const { data } = await get(`${REGISTERS}/held/available?${query(parts)}`);
    expect(data).toMatchObject([{ available: '18' }]);
  });
});

describe('expiry', () => {
  const asked = { dimension: 'lot', field: 'good_through' };

  test('lists what has expired and what soon will, the first to expire first', async () => {
    const { data } = await get(`${REGISTERS}/held/expiry?${query({ ...asked, within: '7,30' })}`);
    expect(
      data.map(({ level, lastDay, daysLeft, withinDays }) => [level, lastDay, daysLeft, withinDays]),
    ).toEqual([
      ['expired', day(-1), -1, null],
      ['due', day(20), 20, 30],
      ['due', day(20), 20, 30],
    ]);
    expect((await get(`${REGISTERS}/held/expiry?${query({ ...asked, within: '7' })}`)).data).toHaveLength(1);
    const eve = { ...asked, within: '0', on: day(-1) };
    expect((await get(`${REGISTERS}/held/expiry?${query(eve)}`)).data).toMatchObject([
      { level: 'due', daysLeft: 0 },
    ]);
  });

  test('is not told to whom the day is hidden', async () => {
    const path = `${REGISTERS}/held/expiry?${query(asked)}`;
    const answer = await engine.refused('GET', path, { key: counter.key });
    expect([answer.status, answer.body.errors.map(({ pointer }) => pointer)]).toEqual([400, ['#/field']]);
  });
});

describe('every reading', () => {
  const READINGS = [
    'balances?',
    `balances?at=${TEST_DAY}&`,
    'balances?group=lot,state&',
    `turnovers?from=${day(-60)}&to=${TEST_DAY}&by=document&`,
    `turnovers?from=${day(-60)}&to=${TEST_DAY}&by=day&group=state&`,
    'ageing?',
    'ageing?group=lot&',
    'available?group=lot&',
    'available?minus=promised&',
    'expiry?dimension=lot&field=good_through&',
  ];

  test.each(READINGS)('%s comes in pages that follow each other without gap or repeat', async (reading) => {
    const whole = (await get(`${REGISTERS}/held/${reading}`)).data;
    expect(whole.length).toBeGreaterThan(0);
    const rows: Row[] = [];
    let cursor: string | undefined;
    do {
      const page = await get(`${REGISTERS}/held/${reading}limit=1${cursor ? `&cursor=${cursor}` : ''}`);
      rows.push(...page.data);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(rows).toEqual(whole);
  });

  test.each([
    ['balances?at=2026-02-30', '/at'],
    ['balances?group=colour', '/group'],
    ['balances?filter[colour]=red', '/filter/colour'],
    ['balances?keyId=x', '/keyId'],
    [`turnovers?from=${TEST_DAY}`, '/to'],
    [`turnovers?from=${TEST_DAY}&to=${day(-1)}`, '/to'],
    [`turnovers?from=${TEST_DAY}&to=${TEST_DAY}&by=week`, '/by'],
    ['ageing?days=60,30', '/days'],
    ['ageing?days=x', '/days'],
    ['available?minus=nothing', '/minus'],
    ['available?minus=promised&group=lot', '/group'],
    ['available?where[promised][item]=x', '/where[promised]'],
    ['expiry?field=good_through', '/dimension'],
    ['expiry?dimension=state&field=good_through', '/dimension'],
    ['expiry?dimension=lot&field=code', '/field'],
    ['expiry?dimension=lot&field=good_through&within=x', '/within'],
    ['movements?from=tomorrow', '/from'],
    ['ageing?cursor=nonsense', '/cursor'],
  ])('refuses %s and says where in the language of who asks', async (reading, path) => {
    for (const language of ['zh-CN', 'en']) {
      const answer = await engine.refused('GET', `${REGISTERS}/held/${reading}`, {
        key: chief.key,
        headers: { 'accept-language': language },
      });
      expect([answer.status, answer.body.errors.map(({ pointer }) => pointer)]).toEqual([400, [`#${path}`]]);
      expect(/[一-鿿]/.test(JSON.stringify(answer.body.errors))).toBe(language === 'zh-CN');
    }
  });

  test.each(['balances', 'ageing', 'available', 'expiry'])(
    '%s is for those who read the register',
    async (reading) => {
      const answer = await engine.refused('GET', `${REGISTERS}/promised/${reading}`, { key: counter.key });
      expect(answer.status).toBe(403);
      const other = await engine.refused('GET', `${REGISTERS}/held/available?minus=promised`, {
        key: counter.key,
      });
      expect(other.status).toBe(403);
    },
  );
});
