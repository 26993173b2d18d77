import fc from 'fast-check';
import { Decimal } from '../../foundation/index.js';
import { amounts, moneyUpTo, sum, texts } from '../costing.fixtures.js';
import {
  allocateDirect,
  allocateInterchange,
  allocatePools,
  allocateReciprocal,
  allocateStepDown,
} from './index.js';
import type { ServiceCosts } from './index.js';

const TWO_SERVICES: ServiceCosts = {
  services: ['power', 'repair'],
  costs: amounts({ power: '6000', repair: '4000', east: '10000', west: '20000' }),
  usage: new Map([
    ['power', amounts({ repair: '20', east: '30', west: '50' })],
    ['repair', amounts({ power: '10', east: '40', west: '50' })],
  ]),
  scale: 2,
};

const COSTS = fc
  .record({
    costs: fc.array(moneyUpTo(100_000), { minLength: 5, maxLength: 5 }),
    units: fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 12, maxLength: 12 }),
  })
  .map(({ costs, units }): ServiceCosts => {
    const names = ['one', 'two', 'three', 'north', 'south'];
    const usage = ['one', 'two', 'three'].map((service, row) => {
      const others = names.filter((name) => name !== service);
      return [
        service,
        new Map(others.map((name, at) => [name, new Decimal(units[row * 4 + at] ?? 1)])),
      ] as const;
    });
    return {
      services: ['one', 'two', 'three'],
      costs: new Map(names.map((name, at) => [name, costs[at] as Decimal])),
      usage: new Map(usage),
      scale: 2,
    };
  });

describe('handing out the costs of services', () => {
  test('the direct method leaves out what services do for one another', () => {
    const result = allocateDirect(TWO_SERVICES);
    expect(result.ok && texts(result.value)).toEqual({ east: '14027.78', west: '25972.22' });
  });

  test('step-down lets a service that has closed get nothing more', () => {
    const result = allocateStepDown(TWO_SERVICES);
    expect(result.ok && texts(result.value.final)).toEqual({ east: '14111.11', west: '25888.89' });
    expect(result.ok && result.value.steps.map(({ amount }) => amount.toString())).toEqual(['6000', '5200']);
  });

  test('another order of closing gives another answer', () => {
    const other = allocateStepDown({ ...TWO_SERVICES, services: ['repair', 'power'] });
    expect(other.ok && texts(other.value.final)).toEqual({ east: '14000', west: '26000' });
  });

  test('the reciprocal method gives each service its share in the other before both hand out', () => {
    const result = allocateReciprocal(TWO_SERVICES);
    expect(result.ok && texts(result.value.gross)).toEqual({ power: '6530.61', repair: '5306.12' });
    expect(result.ok && texts(result.value.final)).toEqual({ east: '14081.63', west: '25918.37' });
  });

  test.each([
    ['direct', allocateDirect],
    ['step-down', (given: ServiceCosts) => finalOf(allocateStepDown(given))],
    ['reciprocal', (given: ServiceCosts) => finalOf(allocateReciprocal(given))],
  ])('the %s method loses no cent of the costs', (_name, allocate) => {
    fc.assert(
      fc.property(COSTS, (given) => {
        const result = allocate(given);
        if (!result.ok) throw new Error(JSON.stringify(result.error));
        expect([...result.value.keys()]).toEqual(['north', 'south']);
        expect(sum(result.value.values()).eq(sum(given.costs.values()))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('a service that worked for nobody is named instead of losing its cost', () => {
    const usage = new Map([...TWO_SERVICES.usage, ['repair', amounts({ repair: '5' })] as const]);
    for (const allocate of [allocateDirect, allocateStepDown, allocateReciprocal]) {
      const result = allocate({ ...TWO_SERVICES, usage });
      expect(result).toMatchObject({ ok: false, error: [{ code: 'no_driver', params: { name: 'repair' } }] });
    }
  });

  test('services that work for nobody but each other are refused', () => {
    const usage = new Map([
      ['power', amounts({ repair: '1' })],
      ['repair', amounts({ power: '1' })],
    ]);
    expect(allocateReciprocal({ ...TWO_SERVICES, usage })).toMatchObject({ ok: false });
  });
});

function finalOf<Value extends { final: unknown }>(
  result: { ok: true; value: Value } | { ok: false; error: unknown },
) {
  return result.ok
    ? { ok: true as const, value: result.value.final as ReadonlyMap<string, Decimal> }
    : result;
}

describe('interchange in two rounds', () => {
  const given = {
    services: ['power', 'repair'] as const,
    costs: TWO_SERVICES.costs,
    usage: TWO_SERVICES.usage,
    tail: 'west',
    rateScale: 4,
    scale: 2,
  };

  test('the two services charge each other first, then everybody else', () => {
    const result = allocateInterchange(given);
    if (!result.ok) throw new Error('refused');
    const [power, repair] = result.value;
    expect([power.rate, power.given, power.externalCost].map(String)).toEqual(['60', '1200', '5200']);
    expect([repair.rate, repair.given, repair.externalCost].map(String)).toEqual(['40', '400', '4800']);
    expect(texts(power.external)).toEqual({ east: '1950', west: '3250' });
    expect(texts(repair.external)).toEqual({ east: '2133.33', west: '2666.67' });
  });

  test('what rounding the rates leaves goes to the tail, so both together cost what they cost before', () => {
    fc.assert(
      fc.property(COSTS, fc.integer({ min: 0, max: 4 }), (costs, rateScale) => {
        const result = allocateInterchange({ ...costs, services: ['one', 'two'], tail: 'south', rateScale });
        if (!result.ok) throw new Error(JSON.stringify(result.error));
        const handedOut = sum(result.value.flatMap(({ external }) => [...external.values()]));
        const before = sum([costs.costs.get('one') as Decimal, costs.costs.get('two') as Decimal]);
        expect(handedOut.eq(before)).toBe(true);
      }),
    );
  });
});

describe('cost pools', () => {
  const drivers = new Map([
    ['cup', amounts({ machine: '10', labour: '1' })],
    ['bowl', amounts({ labour: '2' })],
  ]);

  test('a receiver that used nothing of a driver bears nothing of its pools', () => {
    const pools = [
      { name: 'gas', amount: new Decimal('100'), driver: 'machine' },
      { name: 'rent', amount: new Decimal('100'), driver: 'labour' },
    ];
    const result = allocatePools(pools, drivers, 2);
    expect(result.ok && texts(result.value.byPool.get('gas') ?? new Map())).toEqual({
      cup: '100',
      bowl: '0',
    });
    expect(result.ok && texts(result.value.total)).toEqual({ cup: '133.33', bowl: '66.67' });
  });

  test('a pool whose driver nobody reported is refused by name, not skipped', () => {
    const result = allocatePools([{ name: 'gas', amount: new Decimal('5'), driver: 'steam' }], drivers, 2);
    expect(result).toMatchObject({ ok: false, error: [{ code: 'no_driver', path: '/gas' }] });
  });
});
