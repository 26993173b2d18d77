import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { Decimal, decimalText } from '@dougong/kernel/foundation';
import { DEFAULT_TERMS, matchEntries, matchHoldings } from '@dougong/kernel/reconciliation';
import type { Difference, Entry, Holding, Reconciliation } from '@dougong/kernel/reconciliation';
import { reconcileAll } from '../../src/conformance/reconciliation/reconciliation.suite.js';
import { dataSourceOptions } from '../../src/database/data-source.js';
import { Database } from '../../src/database/database.js';
import { compareAll } from '../../src/reconciliation/comparison/compare-all.js';
import type { Compared } from '../../src/reconciliation/comparison/compare-all.js';
import { createTestDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

const RUN_DATE = '2026-06-30';

const decimal = (max: number, scale: number) =>
  fc.integer({ min: -max, max }).map((units) => new Decimal(units).div(new Decimal(10).pow(scale)));

const figures = { quantity: decimal(6, 1), amount: decimal(60_000_00, 2) };
const item = fc.constantFrom('bolt', 'nut');

const entry: fc.Arbitrary<Entry> = fc.record({
  document: fc.constantFrom('a', 'b', 'c', 'd', 'E', 'é'),
  line: fc.constantFrom(1, 2),
  type: fc.constantFrom('in', 'out', 'receipt'),
  date: fc.constantFrom('2026-06-09', '2026-06-10', '2026-06-11', '2026-06-29', '2026-07-01'),
  item,
  place: fc.constantFrom('n', 's'),
  ...figures,
});

const holding: fc.Arbitrary<Holding> = fc
  .record({ item, place: fc.constantFrom('n', 's'), ...figures })
  .map(({ place, ...held }) => ({ key: JSON.stringify([held.item, place]), ...held }));

const terms: fc.Arbitrary<Compared['terms']> = fc
  .record({
    cutoff: fc.option(fc.constantFrom('2026-06-10', '2026-06-30'), { nil: undefined }),
    keyLagDays: fc.option(fc.constantFrom(0, 1, 3), { nil: undefined }),
    alertShare: fc.constantFrom('0', '0.05', '0.5').map((text) => new Decimal(text)),
    redAmount: fc.constantFrom('0', '100', '50000').map((text) => new Decimal(text)),
    quantityTolerance: fc.constantFrom('0', '0.1').map((text) => new Decimal(text)),
    amountTolerance: fc.constantFrom('0', '0.05').map((text) => new Decimal(text)),
    graceDays: fc.constantFrom(0, 1, 5),
    businessTypes: fc.constantFrom(new Map(), new Map([['receipt', 'in']])),
    standardCosts: fc.constantFrom(new Map(), new Map([['bolt', new Decimal('3.335')]])),
  })
  .map(({ cutoff, keyLagDays, ...others }) => ({
    ...DEFAULT_TERMS,
    runDate: RUN_DATE,
    ...others,
    ...(cutoff !== undefined && { cutoff }),
    ...(keyLagDays !== undefined && { keyLagDays }),
  }));

const both = <T>(row: fc.Arbitrary<T>) =>
  fc.record({ operation: fc.array(row, { maxLength: 8 }), books: fc.array(row, { maxLength: 8 }) });

/** Differences in an order of their own, decimals as texts. */
function told({ matched, differences }: Reconciliation) {
  const plain = differences.map((each: Difference) =>
    JSON.stringify(Object.entries(each).sort(), (_, value: unknown) =>
      typeof value === 'string' ? decimalOf(value) : value,
    ),
  );
  return { matched, differences: plain.sort() };
}

const decimalOf = (text: string) => (/^-?\d+(\.\d+)?$/.test(text) ? decimalText(new Decimal(text)) : text);

function byKernel({ terms: by, entries, holdings }: Compared): Reconciliation {
  const moved = matchEntries(entries.operation, entries.books, by);
  const held = matchHoldings(holdings.operation, holdings.books, by);
  return {
    matched: moved.matched + held.matched,
    differences: [...moved.differences, ...held.differences],
  };
}

describe('two sets of books compared in the database', () => {
  let test_: TestDatabase;
  let source: DataSource;
  let database: Database;

  beforeAll(async () => {
    test_ = await createTestDatabase();
    source = await new DataSource(dataSourceOptions(test_.urls.appUrl, 1)).initialize();
    database = new Database(source);
  });
  afterAll(async () => {
    await source.destroy();
    await test_.drop();
  });

  const compare = (compared: Compared) => database.transaction((session) => compareAll(session, compared));

  test('whatever is compared, the statements find exactly what the kernel finds', async () => {
    await fc.assert(
      fc.asyncProperty(terms, both(entry), both(holding), async (by, entries, holdings) => {
        const compared = { terms: by, entries, holdings };
        expect(told(await compare(compared))).toEqual(told(byKernel(compared)));
      }),
      { numRuns: 200 },
    );
  });

  test.each(['examples/reconciliation-examples.json', 'cases/reconciliation.json'])(
    'all of %s hold',
    async (path) => {
      const file = new URL(`../../conformance/${path}`, import.meta.url);
      const content = JSON.parse(readFileSync(file, 'utf8')) as unknown;
      const house = { reconcile: compare, close: () => Promise.resolve() };
      for await (const result of reconcileAll(content, () => Promise.resolve(house)))
        expect(result).toEqual({ id: result.id, outcome: 'passed' });
    },
  );

  test('entries of days before the period only serve as counterparts', async () => {
    const at = (date: string, document: string): Entry => ({
      ...{ document, line: 1, type: 'in', item: 'bolt', date },
      quantity: new Decimal(1),
      amount: new Decimal(10),
    });
    const compared: Compared = {
      terms: { ...DEFAULT_TERMS, runDate: RUN_DATE, start: '2026-06-10', cutoff: RUN_DATE },
      entries: {
        operation: [at('2026-06-09', 'over'), at('2026-06-08', 'before'), at('2026-06-08', 'both')],
        books: [at('2026-06-11', 'over'), at('2026-06-12', 'after'), at('2026-06-09', 'both')],
      },
      holdings: { operation: [], books: [] },
    };
    expect(await compare(compared)).toMatchObject({
      matched: 1,
      differences: [{ about: { document: 'after' }, missingIn: 'operation' }],
    });
  });
});
