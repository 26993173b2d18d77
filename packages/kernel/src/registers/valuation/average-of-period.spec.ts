import fc from 'fast-check';
import { averageOverPeriod } from './average-of-period.js';
import { ValuationBooks } from './books.js';
import type { Booking, ValuationEntry } from './entry.js';
import { VALUATION_METHODS } from './methods/index.js';
import type { ValuationMethod } from './methods/index.js';

const MARCH = { from: '2026-03-01', through: '2026-03-31' };
const POOLS = ['north', 'south', 'west'];

type Told = Omit<ValuationEntry, 'id' | 'order' | 'date'> & { readonly day?: number };

function book(entries: readonly Told[]): readonly Booking[] {
  const method = VALUATION_METHODS.get('moving_average') as ValuationMethod;
  const books = new ValuationBooks({ termsOf: () => ({ method, group: 'item' }) });
  return entries.flatMap(({ day = 5, ...entry }, order) => {
    const date = `2026-03-${String(day).padStart(2, '0')}`;
    const posted = books.post({ ...entry, id: `e${order}`, order, date } as ValuationEntry);
    return posted.ok ? [posted.value] : [];
  });
}

function adjusted(booked: readonly Booking[]) {
  const adjustments = averageOverPeriod(booked, MARCH);
  const rows = booked.flatMap(({ entry, rows: own }) =>
    own.map((row, at) => ({
      ...row,
      entry,
      amount: adjustments
        .filter(({ of, row: place }) => of === entry.id && place === at)
        .reduce((sum, { amount }) => sum + amount, row.amount),
    })),
  );
  return { adjustments, rows };
}

const receive = (pool: string, quantity: bigint, amount: bigint, day = 5): Told =>
  ({ type: 'receive', pool, quantity, amount, day }) as Told;
const issue = (pool: string, quantity: bigint, day = 5): Told =>
  ({ type: 'issue', pool, quantity, day }) as Told;
const move = (from: string, to: string, quantity: bigint, day = 5): Told =>
  ({ type: 'move', from, to, quantity, day }) as Told;

test('an issue before the dearer receipt bears the average of the whole period', () => {
  const { rows } = adjusted(
    book([
      receive('north', 100n, 100_00n),
      issue('north', 50n),
      receive('north', 100n, 300_00n),
      issue('north', 30n),
    ]),
  );
  expect(rows.map(({ amount }) => amount)).toEqual([100_00n, -100_00n, 300_00n, -60_00n]);
});

test('what came before the period counts as it stands, and what comes after it changes nothing', () => {
  const booked = book([
    receive('north', 10n, 10_00n, 1),
    issue('north', 5n, 2),
    receive('north', 10n, 50_00n, 3),
  ]);
  const later = averageOverPeriod(booked, { from: '2026-03-03', through: '2026-03-31' });
  expect(later).toEqual([]);
  const first = averageOverPeriod(booked, { from: '2026-03-01', through: '2026-03-02' });
  expect(first).toEqual([]);
});

test('what is moved takes the average of its pool along to where it is issued', () => {
  const { rows } = adjusted(
    book([
      receive('north', 10n, 10_00n),
      move('north', 'south', 5n),
      issue('south', 5n),
      receive('north', 10n, 30_00n),
    ]),
  );
  expect(rows.map(({ amount }) => amount)).toEqual([10_00n, -10_00n, 10_00n, -10_00n, 30_00n]);
});

test('pools that feed each other keep the cost that things were moved at', () => {
  const { adjustments } = adjusted(
    book([
      receive('north', 10n, 10_00n),
      move('north', 'south', 5n),
      move('south', 'north', 2n),
      receive('north', 10n, 90_00n),
    ]),
  );
  expect(adjustments).toEqual([]);
});

test('a pool that was short stays as it is', () => {
  const { adjustments } = adjusted(
    book([receive('north', 1n, 10_00n), issue('north', 5n), receive('north', 2n, 90_00n)]),
  );
  expect(adjustments).toEqual([]);
});

test('whatever happened, nothing is gained or lost, and an empty pool is worth nothing', () => {
  const wish = fc.record({
    type: fc.constantFrom('receive', 'issue', 'move', 'lost'),
    pool: fc.constantFrom(...POOLS),
    other: fc.constantFrom(...POOLS),
    quantity: fc.bigInt({ min: 1n, max: 40n }),
    amount: fc.bigInt({ min: 0n, max: 9_999n }),
    day: fc.integer({ min: 1, max: 28 }),
  });
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 25 }), (wishes) => {
      const held = new Map(POOLS.map((pool) => [pool, 0n]));
      const told = wishes.flatMap(({ type, pool, other, quantity, amount, day }): Told[] => {
        const there = held.get(pool) ?? 0n;
        if (type !== 'receive' && there < quantity) return [];
        held.set(pool, type === 'receive' ? there + quantity : there - quantity);
        if (type === 'move') held.set(other, (held.get(other) ?? 0n) + quantity);
        if (type === 'move') return [move(pool, other, quantity, day)];
        return type === 'receive'
          ? [receive(pool, quantity, amount, day)]
          : [{ type, pool, quantity, day } as Told];
      });
      const booked = book(told);
      const { rows, adjustments } = adjusted(booked);
      const moved = rows.filter(({ entry }) => entry.type === 'move');
      expect(moved.reduce((sum, { amount }) => sum + amount, 0n)).toBe(0n);
      for (const pool of POOLS) {
        const own = rows.filter((row) => row.pool === pool);
        const amount = own.reduce((sum, row) => sum + row.amount, 0n);
        if (own.reduce((sum, { quantity }) => sum + quantity, 0n) === 0n) expect(amount).toBe(0n);
        expect(amount >= 0n).toBe(true);
      }
      expect(new Set(adjustments.map(({ of, row }) => `${of}/${row}`)).size).toBe(adjustments.length);
    }),
    { numRuns: 500 },
  );
});
