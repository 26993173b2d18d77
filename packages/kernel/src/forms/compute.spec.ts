import fc from 'fast-check';
import type { RecordData } from '../expression/index.js';
import { orderByDependency } from '../foundation/index.js';
import { claimForm, claimWith, lookup, modelOf } from './claim.fixtures.js';
import { computeRecord } from './compute.js';
import { buildFormModel } from './form-model.js';

const claim = modelOf(claimForm);

const quantity = fc.option(
  fc
    .integer({ min: 0, max: 9_999_999 })
    .map((n) => `${Math.floor(n / 1000)}.${String(n % 1000).padStart(3, '0')}`),
);
const money = fc.option(
  fc
    .integer({ min: 0, max: 999_999 })
    .map((n) => `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`),
);
const line = fc.record({ qty: quantity, price: money });
const document = fc
  .record({ limit: money, lines: fc.array(line, { maxLength: 6 }) })
  .map(({ limit, lines }): RecordData => ({
    limit,
    lines: lines.map((row, at) => ({ id: `l${at}`, line_no: at + 1, ...row })),
  }));

describe('computed fields', () => {
  test('line amounts, the total and what hangs on the total appear together', () => {
    const { record, errors } = computeRecord(claim, {
      limit: '100.00',
      lines: [
        { id: 'a', qty: '3', price: '33.335' },
        { id: 'b', qty: '1', price: '20' },
      ],
    });
    expect(errors).toEqual([]);
    expect(record).toMatchObject({ total: '120.01', excess: '20.01' });
    expect(record.lines).toMatchObject([
      { amount: '100.01', share: '0.8333' },
      { amount: '20.00', share: '0.1667' },
    ]);
  });

  test('a blank operand leaves the result blank and the sum skips it', () => {
    const { record } = computeRecord(claim, {
      limit: null,
      lines: [
        { id: 'a', qty: '2', price: null },
        { id: 'b', qty: '2', price: '5' },
      ],
    });
    expect(record.lines).toMatchObject([{ id: 'a', qty: '2', price: null }, { amount: '10.00' }]);
    expect(record.excess ?? null).toBeNull();
    expect(record.total).toBe('10.00');
  });

  test('a form can say that blanks count as zero', () => {
    const zero = modelOf({ ...claimForm, blank: 'zero' });
    expect(
      computeRecord(zero, { limit: null, lines: [{ id: 'a', qty: '2', price: '5' }] }).record.excess,
    ).toBe('10.00');
  });

  test('a failed formula leaves its field blank and says where and why', () => {
    const model = modelOf(
      claimWith({
        excess: { ...claimForm.schema.properties.excess, 'x-formula': 'limit / (limit - limit)' },
      }),
    );
    const { record, errors } = computeRecord(model, { limit: '5.00' });
    expect(record.excess ?? null).toBeNull();
    expect(errors).toMatchObject([{ code: 'formula_div_zero', path: '/excess', severity: 'warning' }]);
  });

  test('computing twice changes nothing', () => {
    fc.assert(
      fc.property(document, (record) => {
        const once = computeRecord(claim, record).record;
        const twice = computeRecord(claim, once);
        expect(twice.record).toBe(once);
        expect([...twice.changed]).toEqual([]);
      }),
    );
  });

  test('recomputing what hangs on a change gives the same record as computing everything', () => {
    fc.assert(
      fc.property(document, fc.nat(5), quantity, money, (record, at, qty, limit) => {
        const computed = computeRecord(claim, record).record;
        const rows = computed.lines as RecordData[];
        const edited = rows.map((row, index) => (index === at ? { ...row, qty } : row));
        const changed = { ...computed, limit, lines: edited };
        const minimal = computeRecord(claim, changed, {}, new Set(['lines.qty', 'limit'])).record;
        expect(minimal).toEqual(computeRecord(claim, changed).record);
      }),
    );
  });

  test('the order of fields in the definition does not change the result', () => {
    const backwards = claimWith({});
    const reversed = modelOf({
      ...backwards,
      schema: {
        ...backwards.schema,
        properties: Object.fromEntries(Object.entries(backwards.schema.properties).reverse()),
      },
      ui: { order: [...backwards.ui.order].reverse() },
    });
    fc.assert(
      fc.property(document, (record) => {
        expect(computeRecord(reversed, record).record).toEqual(computeRecord(claim, record).record);
      }),
    );
  });

  test('an edit that nothing computed reads computes nothing', () => {
    const computed = computeRecord(claim, { limit: '1.00', lines: [] }).record;
    expect(computeRecord(claim, { ...computed, note: 'x' }, {}, new Set(['note'])).changed).toEqual(
      new Set(['note']),
    );
  });

  test('formulas that wait for each other are refused with the ring', () => {
    const total = { ...claimForm.schema.properties.total, 'x-formula': 'excess + 1' };
    const built = buildFormModel(claimWith({ total }), lookup);
    expect(built).toMatchObject({
      ok: false,
      error: [
        {
          code: 'cycle',
          path: '/schema/properties/total/x-formula',
          params: { ring: ['total', 'excess', 'total'] },
        },
      ],
    });
  });
});

describe('ordering by dependency', () => {
  test('a chain of thousands of nodes needs no stack', () => {
    const nodes = Array.from({ length: 5000 }, (_, at) => `n${at}`);
    const { order, rings } = orderByDependency(nodes, (node) => {
      const next = Number.parseInt(node.slice(1), 10) + 1;
      return next < nodes.length ? [`n${next}`] : [];
    });
    expect(rings).toEqual([]);
    expect(order).toEqual([...nodes].reverse());
  });

  test('every node comes after what it depends on, and ties keep the order given', () => {
    const graph = fc.array(fc.array(fc.nat(19), { maxLength: 3 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(graph, (edges) => {
        const nodes = edges.map((_, at) => `n${at}`);
        const needs = (node: string) =>
          (edges[Number.parseInt(node.slice(1), 10)] ?? []).map((to) => `n${to}`);
        const { order, rings } = orderByDependency(nodes, needs);
        const ringed = new Set(rings.flat());
        expect(new Set([...order, ...ringed])).toEqual(new Set(nodes));
        const place = new Map(order.map((node, at) => [node, at]));
        for (const node of order) {
          for (const other of needs(node)) {
            if (place.has(other)) expect(place.get(other)).toBeLessThan(place.get(node) ?? -1);
          }
        }
        expect(orderByDependency(nodes, needs).order).toEqual(order);
      }),
    );
  });

  test('two rings are both named', () => {
    const needs: Record<string, string[]> = { a: ['b'], b: ['a'], c: ['d'], d: ['c'], e: ['a'] };
    const { order, rings } = orderByDependency(['a', 'b', 'c', 'd', 'e'], (node) => needs[node] ?? []);
    expect(rings).toEqual([
      ['a', 'b', 'a'],
      ['c', 'd', 'c'],
    ]);
    expect(order).toEqual(['e']);
  });
});
