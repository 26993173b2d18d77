import fc from 'fast-check';
import { Decimal, ZERO } from '../../foundation/index.js';
import type { AllocationDefinition } from '../../metadata/index.js';
import { compiled, need, runOf, sumsOf, totalOf, EXAMPLE } from './run.fixtures.js';
import type { ExampleRows } from './run.fixtures.js';

const title = { 'zh-CN': 't', en: 't' };

describe('a cost run of a month', () => {
  test('collects, hands out, and divides by what was finished, lost and is still in process', () => {
    const run = need(runOf());
    expect(totalOf(run).toString()).toBe('2000.55');
    // Material of the cup by 80 and 20 units, its work by 80 and 10.
    expect(run.figures).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          receiver: 'cup',
          part: 'finished',
          element: 'material',
          amount: new Decimal('800'),
        }),
        expect.objectContaining({
          receiver: 'cup',
          part: 'in_process',
          element: 'material',
          amount: new Decimal('200'),
        }),
        expect.objectContaining({
          receiver: 'bowl',
          part: 'loss',
          element: 'material',
          amount: new Decimal('15.02'),
        }),
      ]),
    );
  });

  test('a share of a pool leads to its driver, and from there to the rows that were reported', () => {
    const { trace } = need(runOf());
    const share = trace.find(
      ({ kind, name, receiver }) => kind === 'share' && name === 'wages' && receiver === 'cup',
    );
    expect(share).toMatchObject({ driver: 'labour', quantity: '20', total: '30', element: 'labour' });
    const reported = trace.filter(
      (each) => each.kind === 'entry' && each.driver === 'labour' && each.receiver === 'cup',
    );
    expect(reported).toMatchObject([{ source: 'hours', row: 'cup/20/1', quantity: '20' }]);
    expect(trace.filter((each) => each.kind === 'entry' && each.name === 'wages')).toMatchObject([
      { at: '/pools/0', source: 'costs', amount: '300' },
    ]);
  });

  test.each(['direct', 'step_down', 'reciprocal', 'interchange'] as const)(
    'whatever is spent and used, the %s method hands out all of it',
    (method) => {
      const amount = fc
        .integer({ min: 0, max: 90_000 })
        .map((cents) => new Decimal(cents).div(100).toString());
      const units = fc.integer({ min: 1, max: 500 }).map(String);
      const month = fc.record({
        amounts: fc.array(amount, { minLength: 6, maxLength: 6 }),
        units: fc.array(units, { minLength: 16, maxLength: 16 }),
        degree: fc.integer({ min: 0, max: 100 }).map((percent) => new Decimal(percent).div(100).toString()),
      });
      fc.assert(
        fc.property(month, ({ amounts, units: used, degree }) => {
          const run = need(runOf(monthOf(amounts, used, degree), {}, { method }));
          expect(totalOf(run).toString()).toBe(sum(amounts).toString());
        }),
        { numRuns: 60 },
      );
    },
  );

  test('services that close in another order hand out otherwise, and as much', () => {
    const one = need(runOf({}, {}, { method: 'step_down' }));
    const other = need(runOf({}, {}, { method: 'step_down', order: ['repair', 'power'] }));
    expect(sumsOf(one)).not.toEqual(sumsOf(other));
    expect(totalOf(one)).toEqual(totalOf(other));
  });

  test('a pool whose driver nobody used is refused by name', () => {
    const hours = [{ product: 'cup', labour: '20' }];
    expect(runOf({ hours })).toMatchObject({
      ok: false,
      error: [{ code: 'no_driver', params: { name: 'rent' } }],
    });
  });

  test('a cost that names no receiver is refused with its row instead of being lost', () => {
    const costs = [{ pool: 'material', amount: '7' }];
    expect(runOf({ costs })).toMatchObject({
      ok: false,
      error: [{ code: 'cost_of_nobody', params: { source: 'costs', row: 'material/7' } }],
    });
  });

  test('what came to nothing yet waits in process with all that it cost', () => {
    const counts = [{ product: 'bowl', good: '95', lost: '3', usual: '2' }];
    const sums = sumsOf(need(runOf({ counts })));
    expect(sums['cup finished']).toBeUndefined();
    expect(new Decimal(sums['cup in_process'] ?? 0).gt(1000)).toBe(true);
  });

  test('pools in groups are handed out by the hours of their own group', () => {
    const changes: Partial<AllocationDefinition> = {
      services: undefined,
      direct: [],
      pools: [
        {
          id: 'centre',
          title,
          element: 'overhead',
          source: 'costs',
          group: 'pool',
          amount: 'amount',
          driver: 'hours',
        },
      ],
      drivers: [
        { id: 'hours', title, source: 'hours', group: 'centre', receiver: 'product', quantity: 'labour' },
      ],
      inProcess: undefined,
      output: undefined,
      scrap: undefined,
    };
    const costs = [
      { pool: 'east', amount: '10' },
      { pool: 'west', amount: '100' },
    ];
    const hours = [
      { product: 'cup', centre: 'east', labour: '1' },
      { product: 'cup', centre: 'west', labour: '1' },
      { product: 'bowl', centre: 'west', labour: '3' },
    ];
    expect(sumsOf(need(runOf({ costs, hours }, changes)))).toEqual({
      'cup in_process': '35',
      'bowl in_process': '75',
    });
  });
});

describe('by-products', () => {
  const beside = (worth: Partial<NonNullable<AllocationDefinition['byProducts']>[number]>) => ({
    byProducts: [
      {
        id: 'dust',
        title,
        source: 'counts',
        where: { notEmpty: [{ var: 'beside' }] },
        receiver: 'product',
        item: 'beside',
        quantity: 'beside_quantity',
        ...worth,
      },
    ],
  });
  const counts: NonNullable<ExampleRows['counts']> = [
    { product: 'cup', good: '80', beside: 'dust', beside_quantity: '4', worth: '2.5' },
    { product: 'bowl', good: '95' },
  ];

  test.each([
    ['a fixed price', { price: 'worth' }, '10'],
    ['what they bring less what selling them costs', { netRealisable: 'worth - 0.5' }, '8'],
  ])('take %s from the cost of what they came out of', (_what, worth, value) => {
    const sums = sumsOf(need(runOf({ counts }, beside(worth))));
    expect(sums['cup by_product']).toBe(value);
    expect(totalOf(need(runOf({ counts }, beside(worth)))).toString()).toBe('2000.55');
  });

  test('take their share of the cost', () => {
    const run = need(runOf({ counts }, beside({ share: '0.1' })));
    const sums = sumsOf(run);
    const all = new Decimal(sums['cup by_product'] ?? 0).plus(sums['cup finished'] ?? 0);
    expect(
      all
        .div(10)
        .minus(sums['cup by_product'] ?? 0)
        .abs()
        .lte('0.02'),
    ).toBe(true);
  });

  test('that are worth more than all of it are refused', () => {
    const result = runOf({ counts }, beside({ price: 'worth * 1000' }));
    expect(result).toMatchObject({
      ok: false,
      error: [{ code: 'by_product_exceeds', params: { item: 'dust' } }],
    });
  });
});

describe('charges by use', () => {
  const tools: Partial<AllocationDefinition> = {
    ...emptied(),
    charges: [
      {
        id: 'tools',
        title,
        element: 'overhead',
        source: 'runs',
        asset: 'tool',
        receiver: 'product',
        used: 'runs',
        cost: '100000.00',
        life: '3000',
      },
    ],
  };
  const formula = {
    charges: tools.charges?.map((each) => ({ ...each, formula: '100000.00 / 3000 * runs' })),
  };
  const chargeOf = (before: string, runs: string, changes: Partial<AllocationDefinition> = {}) => {
    const rows = { runs: [{ now: { tool: 'a', product: 'cup', runs }, before: { runs: before } }] };
    return totalOf(need(runOf({ ...NOTHING, ...rows }, { ...tools, ...changes })));
  };

  test.each([
    ['the usual way', {}],
    ['a formula of the user', formula],
  ])('100,000.00 / 3000 * 7 is 233.33, by %s', (_by, changes) => {
    expect(chargeOf('0', '7', changes).toString()).toBe('233.33');
  });

  test.each([
    ['the usual way', {}],
    ['a formula of the user', formula],
  ])(
    'however a life of 3000 is used up, it costs exactly 100,000.00 by %s, and more use is free',
    (_by, changes) => {
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 12 }), (months) => {
          let [used, charged] = [0, ZERO];
          for (const month of [...months, 3000]) {
            charged = charged.plus(chargeOf(String(used), String(month), changes));
            used += month;
          }
          expect(charged.toString()).toBe('100000');
          expect(chargeOf(String(used), '5', changes).toString()).toBe('0');
        }),
        { numRuns: 25 },
      );
    },
  );

  test('go to those who used it, each by its use', () => {
    const runs = [
      { now: { tool: 'a', product: 'cup', runs: '2' }, before: { runs: '10' } },
      { now: { tool: 'a', product: 'bowl', runs: '5' } },
    ];
    expect(sumsOf(need(runOf({ ...NOTHING, runs }, tools)))).toEqual({
      'cup in_process': '66.67',
      'bowl in_process': '166.67',
    });
  });
});

describe('an allocation', () => {
  test('that names what is not there is refused with the place', () => {
    const result = compiled({
      ...EXAMPLE,
      sources: EXAMPLE.sources.map((each) => (each.id === 'hours' ? { ...each, register: 'minutes' } : each)),
      output: { source: 'counts', receiver: 'product', quantity: 'many' },
    });
    expect(result).toMatchObject({
      ok: false,
      error: [
        { code: 'unknown_register', path: '/sources/1/register' },
        { code: 'formula_unknown_variable', path: '/output/quantity' },
      ],
    });
  });
});

const NOTHING: ExampleRows = { costs: [], hours: [], service: [], counts: [] };

function emptied(): Partial<AllocationDefinition> {
  return {
    direct: [],
    pools: [],
    drivers: [],
    services: undefined,
    output: undefined,
    scrap: undefined,
    inProcess: undefined,
  };
}

function sum(amounts: readonly string[]): Decimal {
  return amounts.reduce((all, amount) => all.plus(amount), ZERO);
}

function monthOf(amounts: readonly string[], used: readonly string[], degree: string): ExampleRows {
  const at = (index: number) => used[index] ?? '1';
  const pools = ['material', 'material', 'wages', 'rent', 'power', 'repair'];
  return {
    costs: pools.map((pool, index) => ({
      pool,
      product: index === 0 ? 'cup' : 'bowl',
      amount: amounts[index] ?? '0',
    })),
    hours: [
      { product: 'cup', labour: at(0), machine: at(1) },
      { product: 'bowl', labour: at(2), machine: at(3) },
    ],
    service: [
      { from_pool: 'power', to_pool: 'repair', units: at(4) },
      { from_pool: 'power', to_pool: 'rent', units: at(5) },
      { from_pool: 'power', to_pool: 'wages', units: at(6) },
      { from_pool: 'repair', to_pool: 'power', units: at(7) },
      { from_pool: 'repair', to_pool: 'rent', units: at(8) },
    ],
    counts: [
      { product: 'cup', good: at(9), open: at(10), degree, lost: at(11) },
      { product: 'bowl', good: at(12), open: at(13), degree, usual: at(14) },
    ],
  };
}
