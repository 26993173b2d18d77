import fc from 'fast-check';
import { Decimal } from '../../foundation/index.js';
import type { RecordData } from '../../expression/index.js';
import { VALUES } from '../registers.fixtures.js';
import { documentOf, line } from '../posting/posting.fixtures.js';
import { LAYERS, postingsFor, STANDARD } from './documents.fixtures.js';
import { MemoryLedger } from './memory-ledger.fixtures.js';

/** Random documents of every kind, posted as an installation posts them. */

const places = ['p', 'q'];

const lineWish = fc.record({
  item: fc.constantFrom('a', 'b'),
  qty: fc.integer({ min: 1, max: 4000 }).map((units) => new Decimal(units).div(1000).toString()),
  amount: fc.integer({ min: 0, max: 100_000 }).map((cents) => new Decimal(cents).div(100).toFixed(2)),
  of_line: fc.constantFrom(null, '1', '2'),
  weight: fc.constantFrom('0', '1', '2.5'),
  hasPrice: fc.boolean(),
});

const wish = fc.record({
  posting: fc.constantFrom(
    'receipt',
    'receipt',
    'receipt',
    'issue',
    'issue',
    'move',
    'return_in',
    'return_out',
    'return_out_now',
    'count',
    'replace',
    'late_cost',
    'late_cost_by_weight',
    'revalue',
    'undo',
  ),
  lines: fc.array(lineWish, { minLength: 1, maxLength: 3 }),
  place: fc.constantFrom(...places),
  to: fc.constantFrom(...places),
  cost: fc.integer({ min: 1, max: 5000 }).map((cents) => new Decimal(cents).div(100).toFixed(2)),
  pick: fc.nat(1000),
  day: fc.integer({ min: 1, max: 9 }),
});
type Wish = typeof wish extends fc.Arbitrary<infer Value> ? Value : never;

function openLedger(register: typeof VALUES): MemoryLedger {
  const ledger = new MemoryLedger([register], postingsFor(register.key));
  if (register.valuation === 'standard')
    for (const [item, price] of Object.entries({ a: '7.13', b: '2.499' }))
      ledger.post('revalue', documentOf([line(1, { item, unit_cost: price })], { id: `standard-${item}` }));
  return ledger;
}

/** Posts what a wish comes to; says whether it was accepted. */
function post(
  ledger: MemoryLedger,
  { posting, lines, place, to, cost, pick, day }: Wish,
  at: number,
): boolean {
  const known = ledger.kept.filter(({ reverses }) => reverses.length === 0);
  const of = known[pick % Math.max(known.length, 1)]?.document ?? 'nothing';
  const rows = lines.map(({ hasPrice, ...values }, index): RecordData => {
    const sign = (pick + index) % 2 === 0 ? '' : '-';
    const price = hasPrice || posting === 'revalue' ? '3.335' : null;
    return line(index + 1, { ...values, of, diff: `${sign}${values.qty}`, unit_cost: price });
  });
  const header = { id: `d${at}`, place, to_place: to, cost, of };
  return ledger.post(posting, documentOf(rows, header), `2026-03-0${day}`).ok;
}

function postAll(ledger: MemoryLedger, wishes: readonly Wish[]): void {
  for (const [at, each] of wishes.entries()) post(ledger, each, at);
}

describe.each([VALUES, LAYERS, STANDARD])('documents in a register valued by $valuation', (register) => {
  const wishes = fc.array(wish, { maxLength: 30 });

  test('add up to what is held, and nothing is worth nothing', () => {
    fc.assert(
      fc.property(wishes, (all) => {
        const ledger = openLedger(register);
        postAll(ledger, all);
        expect(ledger.explains()).toBe(true);
        for (const { resources } of ledger.held()) {
          expect(resources['qty']?.startsWith('-')).toBe(false);
          expect(resources['amount']?.startsWith('-')).toBe(false);
          if (new Decimal(resources['qty'] ?? 0).isZero()) expect(resources['amount']).toBe('0.00');
        }
      }),
      { numRuns: 20 },
    );
  });

  test('add up where everything may go short as well', () => {
    fc.assert(
      fc.property(wishes, (all) => {
        const ledger = openLedger({ ...register, negative: 'allow' });
        postAll(ledger, all);
        expect(ledger.explains()).toBe(true);
        for (const { resources } of ledger.held())
          if (new Decimal(resources['qty'] ?? 0).isZero()) expect(resources['amount']).toBe('0.00');
      }),
      { numRuns: 20 },
    );
  });

  test('that are undone at once leave everything as it was', () => {
    fc.assert(
      fc.property(wishes, wish, (all, last) => {
        const ledger = openLedger(register);
        postAll(ledger, all);
        const before = stateOf(ledger);
        fc.pre(last.posting !== 'undo' && last.posting !== 'revalue');
        fc.pre(post(ledger, last, 900));
        fc.pre((ledger.kept.at(-1)?.movements.length ?? 0) > 0);
        const undone = ledger.post('undo', documentOf([], { id: 'd901', of: 'd900' }), '2026-03-09');
        expect(undone.ok ? [] : undone.error).toEqual([]);
        expect(stateOf(ledger)).toEqual(before);
        const [done, mirrored] = ledger.kept.slice(-2).map(({ vouchers }) => totals(vouchers));
        if (undone.ok && undone.value.movements.every(({ variances }) => !variances))
          expect(add(done ?? {}, mirrored ?? {})).toEqual({});
      }),
      { numRuns: 20 },
    );
  });
});

describe.each([VALUES, LAYERS, { ...VALUES, valuation: 'period_average' as const }])(
  'a register valued by $valuation that is valued anew',
  (register) => {
    const wishes = fc.array(wish, { maxLength: 30 });

    test('still adds up, and there is nothing left to value anew', () => {
      fc.assert(
        fc.property(wishes, (all) => {
          const ledger = openLedger(register);
          postAll(ledger, all);
          const anew = (id: string) =>
            ledger.post('value_anew', documentOf([], { id, day: '2026-03-09' }), '2026-03-09');
          const first = anew('anew');
          expect(first.ok ? [] : first.error).toEqual([]);
          expect(ledger.explains()).toBe(true);
          for (const { resources } of ledger.held()) {
            if (new Decimal(resources['qty'] ?? 0).isZero()) expect(resources['amount']).toBe('0.00');
          }
          const again = anew('again');
          expect(again.ok && again.value.movements).toEqual([]);
        }),
        { numRuns: 60 },
      );
    });
  },
);

/** What every pool holds, those that hold nothing left out. */
function stateOf(ledger: MemoryLedger): readonly string[] {
  return ledger
    .held()
    .map(
      ({ register, key, resources }) =>
        `${register} ${key.join(' ')} ${resources['qty']} ${resources['amount']}`,
    )
    .filter((text) => !text.endsWith(' 0.000000 0.00'))
    .toSorted();
}

type Totals = Readonly<Record<string, string>>;

function totals(
  vouchers: readonly { readonly lines: readonly { side: string; account: string; amount: string }[] }[],
) {
  let sums: Totals = {};
  for (const { side, account, amount } of vouchers.flatMap(({ lines }) => lines))
    sums = add(sums, { [account]: side === 'debit' ? amount : new Decimal(amount).negated().toString() });
  return sums;
}

/** Accounts that come to nothing are left out. */
function add(one: Totals, other: Totals): Totals {
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])].toSorted();
  const sums = keys.map((key) => [key, new Decimal(one[key] ?? 0).plus(other[key] ?? 0)] as const);
  return Object.fromEntries(
    sums.filter(([, sum]) => !sum.isZero()).map(([key, sum]) => [key, sum.toString()]),
  );
}
