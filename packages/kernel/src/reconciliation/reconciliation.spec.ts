import fc from 'fast-check';
import { Decimal } from '../foundation/index.js';
import { DEFAULT_TERMS, matchEntries, matchHoldings, summarise } from './index.js';
import type { Entry, Holding, ReconciliationTerms } from './index.js';

const TERMS: ReconciliationTerms = { ...DEFAULT_TERMS, runDate: '2026-06-30' };
const entry = (document: string, quantity: string, amount: string, others: Partial<Entry> = {}): Entry => ({
  document,
  line: 1,
  type: 'receipt',
  date: '2026-06-10',
  item: 'bolt',
  quantity: new Decimal(quantity),
  amount: new Decimal(amount),
  ...others,
});
const holding = (key: string, quantity: string, amount: string): Holding => ({
  key,
  item: key,
  quantity: new Decimal(quantity),
  amount: new Decimal(amount),
});
const told = (differences: ReturnType<typeof matchEntries>['differences']) =>
  differences.map(({ category, quantity, amount, level, due }) => [
    category,
    String(quantity),
    String(amount),
    level,
    due,
  ]);

describe('comparing documents', () => {
  test('the same on both sides is matched', () => {
    expect(matchEntries([entry('d', '5', '50')], [entry('d', '5', '50')], TERMS)).toEqual({
      differences: [],
      matched: 1,
    });
  });

  test('another kind of business goes before everything else, unless the kinds are two names of one', () => {
    const books = [entry('d', '4', '40', { type: 'in' })];
    const [found] = matchEntries([entry('d', '5', '50')], books, TERMS).differences;
    expect(found).toMatchObject({ category: 'business_type', types: { operation: 'receipt', books: 'in' } });
    expect(String(found?.atStake)).toBe('50');
    const terms = { ...TERMS, businessTypes: new Map([['receipt', 'in']]) };
    expect(matchEntries([entry('d', '5', '50')], books, terms).differences[0]?.category).toBe('quantity');
  });

  test('a pair on both sides of the cut-off is a lag, from the side that stands before it', () => {
    const terms = { ...TERMS, cutoff: '2026-06-15' };
    const early = entry('d', '5', '50');
    const late = entry('d', '5', '50', { date: '2026-06-18' });
    expect(told(matchEntries([early], [late], terms).differences)).toEqual([
      ['timing_lag', '5', '50', 'yellow', '2026-07-03'],
    ]);
    const other = matchEntries([late], [early], terms).differences;
    expect(told(other)).toEqual([['timing_lag', '-5', '-50', 'yellow', '2026-07-03']]);
    expect(other[0]?.lagDays).toBe(8);
  });

  test('what one side lacks is a lag for the days of grace, and a difference of quantity after them', () => {
    const yesterday = matchEntries([entry('d', '5', '50', { date: '2026-06-29' })], [], TERMS).differences[0];
    expect(yesterday).toMatchObject({
      category: 'timing_lag',
      lagDays: 1,
      missingIn: 'books',
      share: null,
      alert: true,
    });
    const before = matchEntries([], [entry('d', '5', '50', { date: '2026-06-28' })], TERMS).differences[0];
    expect(before).toMatchObject({ category: 'quantity', missingIn: 'operation' });
    expect(String(before?.share)).toBe('1');
  });

  test('a second line of one number is a duplicate on its side, and the first one pairs all the same', () => {
    const twice = [entry('d', '5', '50'), entry('d', '5', '50')];
    const once = [entry('d', '5', '50')];
    expect(matchEntries(twice, once, TERMS)).toMatchObject({
      matched: 1,
      differences: [{ duplicateIn: 'operation' }],
    });
    expect(matchEntries(once, twice, TERMS)).toMatchObject({
      matched: 1,
      differences: [{ duplicateIn: 'books' }],
    });
  });

  test('rows of the books whose number the operation does not have at all are all missing there', () => {
    const twice = [entry('d', '5', '50'), entry('d', '5', '50')];
    expect(matchEntries([], twice, TERMS).differences.map(({ missingIn }) => missingIn)).toEqual([
      'operation',
      'operation',
    ]);
  });

  test('what found none of its number is paired by what it is about, the nearest day first', () => {
    const terms = { ...TERMS, keyLagDays: 3 };
    const ours = [entry('a', '5', '50', { date: '2026-06-10' })];
    const theirs = [
      entry('x', '5', '40', { date: '2026-06-13' }),
      entry('y', '5', '50', { date: '2026-06-11' }),
      entry('z', '5', '60', { date: '2026-06-09' }),
    ];
    const { matched, differences } = matchEntries(ours, theirs, terms);
    expect([matched, differences.map(({ about }) => 'document' in about && about.document)]).toEqual([
      1,
      ['x', 'z'],
    ]);
    expect(matchEntries(ours, theirs.slice(0, 1), { ...terms, keyLagDays: 2 }).matched).toBe(0);
  });

  test('rows of one key that a side tells apart are held together', () => {
    const held = [holding('bolt', '3', '30'), holding('bolt', '2', '20')];
    expect(matchHoldings(held, [holding('bolt', '5', '50')], TERMS)).toMatchObject({ matched: 1 });
  });

  test('exactly the limits are none: 5 % of the books, 50,000 at stake, the tolerance', () => {
    const [five] = matchEntries([entry('d', '105', '100')], [entry('d', '100', '100')], TERMS).differences;
    expect(five).toMatchObject({ alert: false, level: 'green', due: '2026-07-07' });
    const [money] = matchEntries(
      [entry('d', '1', '1050000')],
      [entry('d', '1', '1000000')],
      TERMS,
    ).differences;
    expect(money?.level).toBe('green');
    const [more] = matchEntries(
      [entry('d', '1', '1050000.01')],
      [entry('d', '1', '1000000')],
      TERMS,
    ).differences;
    expect(more).toMatchObject({ level: 'red', due: '2026-06-30' });
    const tolerant = { ...TERMS, amountTolerance: new Decimal('0.05') };
    expect(matchEntries([entry('d', '1', '1.05')], [entry('d', '1', '1')], tolerant).matched).toBe(1);
  });
});

describe('comparing what is held', () => {
  test('a quantity is valued at what a unit costs in the books, the rest is a difference of its own', () => {
    const { differences } = matchHoldings(
      [holding('bolt', '8', '100')],
      [holding('bolt', '10', '110')],
      TERMS,
    );
    expect(told(differences)).toEqual([
      ['quantity', '-2', '-22', 'yellow', '2026-07-03'],
      ['amount', '0', '12', 'yellow', '2026-07-03'],
    ]);
  });

  test('what valuing at standard explains is set aside first', () => {
    const terms = { ...TERMS, standardCosts: new Map([['bolt', new Decimal('11')]]) };
    const held = [holding('bolt', '10', '110')];
    expect(matchHoldings(held, [holding('bolt', '10', '100')], terms).matched).toBe(1);
    const [rest] = matchHoldings(
      [holding('bolt', '10', '112')],
      [holding('bolt', '10', '100')],
      terms,
    ).differences;
    expect([String(rest?.amount), String(rest?.compensated)]).toEqual(['2', '10']);
  });

  test('the differences of a run explain the whole gap between the two sides', () => {
    const held = fc.array(
      fc
        .tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(500), fc.nat(900_00))
        .map(([key, quantity, cents]) =>
          holding(key, String(quantity), new Decimal(cents).div(100).toString()),
        ),
      { maxLength: 4 },
    );
    const total = (holdings: readonly Holding[]) =>
      holdings.reduce((sum, each) => sum.plus(each.amount), new Decimal(0));
    fc.assert(
      fc.property(held, held, (one, other) => {
        const { differences } = matchHoldings(one, other, TERMS);
        const gap = total(one).minus(total(other));
        const explained = differences.reduce((sum, { amount }) => sum.plus(amount), new Decimal(0));
        expect(explained.toString()).toBe(gap.toString());
      }),
    );
  });
});

describe('the summary', () => {
  test('counts each difference once by category and once by level', () => {
    const run = matchEntries(
      [entry('a', '5', '50'), entry('b', '5', '60')],
      [entry('a', '5', '50'), entry('b', '5', '50')],
      TERMS,
    );
    const summary = summarise(run);
    expect(summary).toMatchObject({
      matched: 1,
      differences: 1,
      byCategory: { amount: 1 },
      byLevel: { yellow: 1 },
    });
    expect(String(summary.atStake)).toBe('10');
  });
});
