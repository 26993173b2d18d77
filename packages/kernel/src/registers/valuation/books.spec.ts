import fc from 'fast-check';
import { ValuationBooks } from './books.js';
import type { Booking, ValuationEntry } from './entry.js';
import { amountOf, quantityOf } from './layers.js';
import { VALUATION_METHODS } from './methods/index.js';
import type { ValuationMethod } from './methods/index.js';
import { recost } from './recost.js';

const METHODS = [...VALUATION_METHODS.values()];
const POOLS = ['a/north', 'a/south', 'b/north'];
const STANDARDS = new Map([
  ['a', { amount: 713n, quantity: 100n }],
  ['b', { amount: 249n, quantity: 100n }],
]);
const openFor = (method: ValuationMethod) => ({
  termsOf: (pool: string) => ({ method, group: pool.slice(0, 1) }),
  standards: STANDARDS,
});

/** Wishes that become entries once it is known what there is to refer to. */
const wish = fc.record({
  type: fc.constantFrom(
    'receive',
    'receive',
    'issue',
    'issue',
    'move',
    'return_in',
    'return_out',
    'found',
    'lost',
    'mirror',
    'capitalise',
    'replace',
  ),
  pool: fc.constantFrom(...POOLS),
  other: fc.constantFrom(...POOLS),
  quantity: fc.bigInt({ min: 1n, max: 300n }),
  amount: fc.bigInt({ min: 0n, max: 100_000n }),
  pick: fc.nat(1000),
  day: fc.integer({ min: 10, max: 28 }),
});
type Wish = typeof wish extends fc.Arbitrary<infer Value> ? Value : never;

function entryOf(
  { type, pool, other, quantity, amount, pick, day }: Wish,
  order: number,
  booked: readonly Booking[],
  books: ValuationBooks,
) {
  const head = { id: `e${order}`, order, date: `2026-03-${day}` };
  const of = (kind: string): string | undefined => {
    const known = booked.filter(({ entry }) => kind === 'any' || entry.type === kind);
    return known[pick % Math.max(known.length, 1)]?.entry.id;
  };
  const original = of(type === 'return_in' ? 'issue' : type === 'mirror' ? 'any' : 'receive');
  switch (type) {
    case 'move':
      return { ...head, type, from: pool, to: other, quantity } as ValuationEntry;
    case 'return_in':
      return original && ({ ...head, type, of: original, pool, quantity } as ValuationEntry);
    case 'return_out':
      return (
        original &&
        ({ ...head, type, of: original, quantity, at: pick % 2 ? 'original' : 'current' } as ValuationEntry)
      );
    case 'replace':
      return {
        ...head,
        type,
        pool,
        held: books.pool(pool)?.quantity ?? 0n,
        quantity,
        amount,
      } as ValuationEntry;
    case 'mirror':
      return original && ({ ...head, type, of: original } as ValuationEntry);
    case 'capitalise':
      return original && ({ ...head, type, of: [original], amount, basis: 'quantity' } as ValuationEntry);
    default:
      return { ...head, type, pool, quantity, amount } as ValuationEntry;
  }
}

/** Posts wishes; with `refusing`, nothing goes out that is not there. */
function postAll(books: ValuationBooks, wishes: readonly Wish[], refusing: boolean): Booking[] {
  const booked: Booking[] = [];
  for (const [order, each] of wishes.entries()) {
    const entry = entryOf(each, order, booked, books);
    if (!entry || (refusing && goesShort(books, entry))) continue;
    const posted = books.post(entry);
    if (posted.ok) booked.push(posted.value);
  }
  return booked;
}

function goesShort(books: ValuationBooks, entry: ValuationEntry): boolean {
  const from = entry.type === 'move' ? entry.from : 'pool' in entry ? entry.pool : undefined;
  const held = (key: string | undefined) => (key === undefined ? 0n : (books.pool(key)?.quantity ?? 0n));
  if (entry.type === 'issue' || entry.type === 'lost' || entry.type === 'move')
    return held(from) < entry.quantity;
  if (entry.type === 'return_out')
    return held(books.earlier(entry.of)?.booking.rows[0]?.pool) < entry.quantity;
  if (entry.type !== 'mirror') return false;
  return (books.earlier(entry.of)?.booking.rows ?? []).some(({ pool, quantity }) => held(pool) < quantity);
}

describe.each(METHODS.map((method) => [method.kind, method] as const))(
  'books valued by %s',
  (_kind, method) => {
    const wishes = fc.array(wish, { maxLength: 60 });

    test('what was booked is what the pools hold, to the last unit', () => {
      fc.assert(
        fc.property(wishes, fc.boolean(), (given, refusing) => {
          const books = new ValuationBooks(openFor(method));
          const rows = postAll(books, given, refusing).flatMap((booking) => booking.rows);
          for (const key of POOLS) {
            const own = rows.filter(({ pool }) => pool === key);
            const pool = books.pool(key);
            expect(own.reduce((sum, { quantity }) => sum + quantity, 0n)).toBe(pool?.quantity ?? 0n);
            expect(own.reduce((sum, { amount }) => sum + amount, 0n)).toBe(pool?.amount ?? 0n);
          }
        }),
        { numRuns: 300 },
      );
    });

    test('nothing is worth nothing, and something is never worth less, while nothing goes short', () => {
      fc.assert(
        fc.property(wishes, (given) => {
          const books = new ValuationBooks(openFor(method));
          postAll(books, given, true);
          for (const { quantity, amount } of books.allPools().values()) {
            expect(quantity >= 0n && amount >= 0n).toBe(true);
            if (quantity === 0n) expect(amount).toBe(0n);
          }
        }),
        { numRuns: 300 },
      );
    });

    test('the layers of a pool are the pool', () => {
      fc.assert(
        fc.property(wishes, (given) => {
          const books = new ValuationBooks(openFor(method));
          postAll(books, given, true);
          for (const { quantity, amount, layers } of books.allPools().values()) {
            expect(quantityOf(layers)).toBe(method.layered ? quantity : 0n);
            expect(amountOf(layers)).toBe(method.layered ? amount : 0n);
          }
        }),
        { numRuns: 300 },
      );
    });

    test('what is received in its order needs no recost', () => {
      fc.assert(
        fc.property(wishes, (given) => {
          const books = new ValuationBooks(openFor(method));
          const booked = postAll(
            books,
            given.map((each) => ({ ...each, day: 10 })),
            true,
          );
          expect(recost(booked, openFor(method)).adjustments).toEqual([]);
        }),
        { numRuns: 200 },
      );
    });

    test('a recost leaves nothing to recost, and explains every pool', () => {
      fc.assert(
        fc.property(wishes, (given) => {
          const books = new ValuationBooks(openFor(method));
          const booked = postAll(books, given, true);
          const { adjustments, pools } = recost(booked, openFor(method));
          const adjusted = booked.map((booking) => ({
            ...booking,
            rows: booking.rows.map((row, at) => ({
              ...row,
              amount: adjustments
                .filter((each) => each.of === booking.entry.id && each.row === at)
                .reduce((sum, { amount }) => sum + amount, row.amount),
            })),
          }));
          expect(recost(adjusted, openFor(method)).adjustments).toEqual([]);
          for (const [key, pool] of pools) {
            const rows = adjusted.flatMap((booking) => booking.rows).filter((row) => row.pool === key);
            expect(rows.reduce((sum, { amount }) => sum + amount, 0n)).toBe(pool.amount);
          }
        }),
        { numRuns: 200 },
      );
    });

    test('an entry that is undone at once leaves every pool as it was', () => {
      fc.assert(
        fc.property(wishes, (given) => {
          const books = new ValuationBooks(openFor(method));
          const booked = postAll(books, given, true);
          const last = booked.at(-1);
          fc.pre(last !== undefined && last.entry.type !== 'mirror');
          const before = new ValuationBooks(openFor(method));
          postAll(before, given.slice(0, (last as Booking).entry.order), true);
          const undone = books.post({
            ...(last as Booking).entry,
            id: 'undo',
            type: 'mirror',
            of: (last as Booking).entry.id,
          } as ValuationEntry);
          expect(undone.ok).toBe(true);
          for (const key of POOLS)
            expect([books.pool(key)?.quantity ?? 0n, books.pool(key)?.amount ?? 0n]).toEqual([
              before.pool(key)?.quantity ?? 0n,
              before.pool(key)?.amount ?? 0n,
            ]);
        }),
        { numRuns: 200 },
      );
    });
  },
);

describe('returns', () => {
  const books = () => new ValuationBooks(openFor(VALUATION_METHODS.get('moving_average') as ValuationMethod));
  const head = (id: string, order: number) => ({ id, order, date: '2026-03-01' });

  test('in any parts come back at exactly what the whole left with', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt({ min: 1n, max: 20n }), { minLength: 1, maxLength: 12 }),
        fc.bigInt({ min: 0n, max: 9999n }),
        (parts, worth) => {
          const whole = parts.reduce((sum, part) => sum + part, 0n);
          const own = books();
          own.post({ ...head('in', 0), type: 'receive', pool: 'a/north', quantity: whole, amount: worth });
          own.post({ ...head('out', 1), type: 'issue', pool: 'a/north', quantity: whole });
          for (const [at, quantity] of parts.entries())
            own.post({
              ...head(`back${at}`, 2 + at),
              type: 'return_in',
              of: 'out',
              pool: 'a/north',
              quantity,
            });
          expect(own.pool('a/north')).toMatchObject({ quantity: whole, amount: worth });
          const more = own.post({
            ...head('more', 99),
            type: 'return_in',
            of: 'out',
            pool: 'a/north',
            quantity: 1n,
          });
          expect(more).toEqual({ ok: false, error: [{ code: 'return_exceeds_original', path: '' }] });
        },
      ),
    );
  });

  test('that were undone may come again', () => {
    const own = books();
    own.post({ ...head('in', 0), type: 'receive', pool: 'a/north', quantity: 5n, amount: 100n });
    own.post({ ...head('out', 1), type: 'issue', pool: 'a/north', quantity: 5n });
    own.post({ ...head('back', 2), type: 'return_in', of: 'out', pool: 'a/north', quantity: 5n });
    own.post({ ...head('undo', 3), type: 'mirror', of: 'back' });
    const again = own.post({
      ...head('again', 4),
      type: 'return_in',
      of: 'out',
      pool: 'a/north',
      quantity: 5n,
    });
    expect(again.ok).toBe(true);
  });

  test('of something that nobody knows are refused by its name', () => {
    const refusal = books().post({
      ...head('back', 0),
      type: 'return_in',
      of: 'none',
      pool: 'a/north',
      quantity: 1n,
    });
    expect(refusal).toMatchObject({
      ok: false,
      error: [{ code: 'unknown_original', params: { original: 'none' } }],
    });
  });
});

test('what came, became dearer, was undone and is there again lies in layers that are worth as much as the pool', () => {
  const fifo = METHODS.find(({ layered }) => layered);
  if (!fifo) throw new Error('no method keeps layers');
  const own = new ValuationBooks(openFor(fifo));
  const on = (id: string, order: number) => ({ id, order, date: '2026-03-01' });
  own.post({ ...on('in', 1), type: 'receive', pool: 'a/north', quantity: 1n, amount: 10n });
  own.post({ ...on('late', 2), type: 'capitalise', of: ['in'], amount: 5n, basis: 'quantity' });
  own.post({ ...on('undo', 3), type: 'mirror', of: 'in' });
  own.post({ ...on('redo', 4), type: 'mirror', of: 'undo' });
  const { amount, layers = [] } = own.pool('a/north') ?? {};
  expect([amount, amountOf(layers)]).toEqual([15n, 15n]);
});
