import { readFileSync } from 'node:fs';
import { matchEntries, matchHoldings } from '@dougong/kernel/reconciliation';
import type { Reconciliation } from '@dougong/kernel/reconciliation';
import { isObject } from '../suite.js';
import type { ReconciliationCase } from './reconciliation-case.js';
import { reconcileAll } from './reconciliation.suite.js';

const read = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../conformance/${path}`, import.meta.url), 'utf8'));

/** The kernel alone: the same answers without a database. */
const kernelHouse = {
  reconcile: ({ terms, entries, holdings }: ReconciliationCase): Promise<Reconciliation> => {
    const [moved, held] = [
      matchEntries(entries.operation, entries.books, terms),
      matchHoldings(holdings.operation, holdings.books, terms),
    ];
    return Promise.resolve({
      differences: [...moved.differences, ...held.differences],
      matched: moved.matched + held.matched,
    });
  },
  close: () => Promise.resolve(),
};

async function failures(content: unknown) {
  const results = [];
  for await (const result of reconcileAll(content, () => Promise.resolve(kernelHouse))) results.push(result);
  return results.filter(({ outcome }) => outcome !== 'passed');
}

const balance = { item: 'A', wh: 'W', qty: '1', amount: '1.00' };
const one = { id: 'x', run_date: '2026-06-30', wms_balances: [balance], expect: {} };

describe('cases of reconciliation', () => {
  test.each(['examples/reconciliation-examples.json', 'cases/reconciliation.json'])(
    'all of %s hold for the kernel',
    async (path) => {
      expect(await failures(read(path))).toEqual([]);
    },
  );

  test('our own cases are forty at least, each with a name of its own', () => {
    const content = read('cases/reconciliation.json');
    const cases = isObject(content) ? (content['cases'] as readonly { readonly id: string }[]) : [];
    expect(cases.length).toBeGreaterThanOrEqual(40);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  });

  test.each([
    ['of the case', { ...one, cut_off: '2026-06-30' }],
    ['of its settings', { ...one, config: { alert: '0.05' } }],
    ['of a balance', { ...one, wms_balances: [{ ...balance, quantity: '1' }] }],
  ])('an unknown key %s fails the case and no other', async (_, broken) => {
    const found = await failures({ cases: [broken, { ...one, id: 'y', expect: { summary: { red: 0 } } }] });
    expect(found).toMatchObject([
      { id: 'x', outcome: 'failed', got: expect.stringContaining('unknown key') as string },
    ]);
  });

  test('what is no case at all fails by its place', async () => {
    expect(await failures({ cases: [7, { id: 'z', run_date: 'today', expect: {} }] })).toMatchObject([
      { id: 'case 1' },
      { id: 'z' },
    ]);
  });
});
