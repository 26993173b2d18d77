import { OccasionWorker } from '../../src/rules/occasions/occasion-worker.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { TEST_DAY } from '../support/test-clock.js';
import { LotClerk, publishLotsAtWork } from './lots-at-work.fixtures.js';

let engine: TestApp;
let other: TestApp;
let chief: LotClerk;
let keeper: LotClerk;
let item: string;

beforeAll(async () => {
  engine = await startTestApp();
  await publishLotsAtWork(engine);
  // A second process on the same database.
  other = await startTestApp({ urls: engine.urls, clock: engine.clock });
  chief = await LotClerk.signIn(engine, 'chief', 'chief');
  keeper = await LotClerk.signIn(engine, 'keeper', 'keeper');
});

afterAll(async () => {
  await other?.stop();
  await engine?.stop();
});

function day(distance: number): string {
  return new Date(Date.parse(TEST_DAY) + distance * 86_400_000).toISOString().slice(0, 10);
}

beforeEach(async () => {
  item = await chief.item();
});

/** Two lots that are good and one that is over. */
async function filled(): Promise<string> {
  await chief.lot(item, 'late', '5', { good_through: day(40), came_on: day(-9) });
  await chief.lot(item, 'soon', '4', { good_through: day(3) });
  return chief.lot(item, 'gone', '9', { good_through: day(-1) });
}

describe('a document that names no lot', () => {
  test('gives out what expires first, in every register the same lots', async () => {
    await filled();
    expect(await keeper.told('give', [{ item, qty: '6' }])).toBe('201');
    expect(await chief.holds('shelves', item)).toEqual(['gone free 9', 'late free 3']);
    expect(await chief.holds('worth', item)).toEqual(['gone 9', 'late 3']);
  });

  test('is refused with what is missing', async () => {
    await filled();
    const { status, body } = await keeper.make('give', { day: TEST_DAY, lines: [{ item, qty: '9.5' }] });
    expect([status, body.code]).toEqual([409, 'insufficient_balance']);
    expect(body.errors?.[0]).toMatchObject({
      code: 'insufficient_balance',
      params: { balance: '9.000', wanted: '9.500', short: '0.500' },
    });
    expect(await chief.holds('shelves', item)).toEqual(['gone free 9', 'late free 5', 'soon free 4']);
  });
});

describe('a suggestion', () => {
  interface Answer {
    readonly data: readonly Readonly<Record<string, unknown>>[];
    readonly short: string;
    readonly wanted: string;
  }
  const path = (more: string) =>
    `/api/v1/registers/shelves/pick?dimension=lot&lastDay=good_through&received=came_on&filter[item]=${item}&filter[state]=free&${more}`;

  test('is what a posting takes then', async () => {
    await filled();
    const { status, body } = await keeper.get<Answer>(path('quantity=6'));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      data: [
        { quantity: '4.000', held: '4.000', lastDay: day(3), received: TEST_DAY },
        { quantity: '2.000', held: '5.000', lastDay: day(40), received: day(-9) },
      ],
      wanted: '6.000',
      short: '0.000',
    });
  });

  test('says what is missing beside what is there', async () => {
    await filled();
    const { body } = await keeper.get<Answer>(path('quantity=6&minimumDays=4'));
    expect(body).toMatchObject({ data: [{ quantity: '5.000', lastDay: day(40) }], short: '1.000' });
    const other = await keeper.get<Answer>(path(`quantity=99&goodThrough=${day(-1)}`));
    expect(other.body).toMatchObject({ data: [{}, {}, {}], short: '81.000' });
  });

  test('goes by the day of arrival where that is asked', async () => {
    await filled();
    const { body } = await keeper.get<Answer>(path('quantity=6&order=first_in'));
    expect(body.data.map(({ received, quantity }) => [received, quantity])).toEqual([
      [day(-9), '5.000'],
      [TEST_DAY, '1.000'],
    ]);
  });

  test('is for those who read the register, and refuses what it does not understand', async () => {
    expect((await keeper.get(path('quantity=6').replace('shelves', 'promised'))).status).toBe(403);
    for (const wrong of [
      'quantity=-1',
      'quantity=1&order=last',
      'quantity=1&lastDay=code',
      'quantity=1&filter[x]=1',
    ])
      expect([wrong, (await keeper.get(path(wrong))).status]).toEqual([wrong, 400]);
  });
});

describe('a lot that is over', () => {
  test('goes out by a document that may, by somebody who may', async () => {
    const gone = await filled();
    const lines = [{ item, lot: gone, qty: '1' }];
    expect(await keeper.told('give', lines)).toBe('409 lot_expired');
    expect(await chief.told('give', lines)).toBe('409 lot_expired');
    expect(await keeper.told('scrap', lines)).toMatch(/^403/);
    expect(await chief.told('scrap', lines)).toBe('201');
    expect(await keeper.told('give', lines, { over_is_fine: true })).toMatch(/^4(03|22)/);
    expect(await chief.told('give', lines, { over_is_fine: true })).toBe('201');
    expect(await chief.holds('shelves', item)).toEqual(['gone free 7', 'late free 5', 'soon free 4']);
  });
});

describe('a promise', () => {
  const promise = (qty: string, more: object = {}) =>
    keeper.made('promise', { demand: 'A', until: day(1), lines: [{ item, qty }], ...more });
  const postings = async (id: string) => {
    const { rows } = await engine.database.query<{ purpose: string }>(
      'SELECT purpose FROM ledger.posting WHERE source_id = $1 ORDER BY id',
      [id],
    );
    return rows.map(({ purpose }) => purpose);
  };
  const hours = async (count: number) => {
    engine.clock.advance({ hours: count });
    for (const app of [engine, other, engine]) await app.get(OccasionWorker).round();
  };

  test('holds the lots that would be given, and others cannot have them', async () => {
    await filled();
    await promise('6');
    expect(await chief.holds('promised', item)).toEqual(['late A 2', 'soon A 4']);
    expect(await keeper.told('give', [{ item, qty: '4' }])).toBe('409 insufficient_balance');
    expect(await keeper.told('give', [{ item, qty: '3' }])).toBe('201');
  });

  test('is fulfilled out of the lots that it held', async () => {
    await filled();
    const id = await promise('6');
    expect((await keeper.act(id, 'hand_over')).status).toBe(200);
    expect(await chief.holds('promised', item)).toEqual([]);
    expect(await chief.holds('shelves', item)).toEqual(['gone free 9', 'late free 3']);
    expect(await chief.holds('worth', item)).toEqual(['gone 9', 'late 3']);
  });

  test('that is given up gives back the very lots, once', async () => {
    await filled();
    const id = await promise('6');
    expect((await keeper.act(id, 'free')).status).toBe(200);
    expect((await keeper.act(id, 'free')).status).toBe(409);
    expect(await chief.holds('promised', item)).toEqual([]);
    expect(await chief.holds('shelves', item)).toEqual(['gone free 9', 'late free 5', 'soon free 4']);
    expect(await postings(id)).toEqual(['promise', 'take_back']);
  });

  test('ends by itself after its last day, exactly once, however many processes look', async () => {
    await filled();
    const [lapsing, lasting] = [await promise('6'), await promise('1', { demand: 'B', until: day(9) })];
    await hours(24);
    expect(await postings(lapsing)).toEqual(['promise']);
    await hours(24);
    const [one, two] = await Promise.all([engine, other].map((app) => app.get(OccasionWorker).round()));
    expect([one, two]).toHaveLength(2);
    await hours(1);
    await hours(1);
    expect(await postings(lapsing)).toEqual(['promise', 'take_back']);
    expect(await postings(lasting)).toEqual(['promise']);
    expect(await chief.holds('promised', item)).toEqual(['late B 1']);
    expect((await keeper.act(lapsing, 'hand_over')).status).toBe(409);
  });
});
