import fc from 'fast-check';
import { Decimal } from '../../foundation/index.js';
import { allocateDirect, allocateReciprocal } from '../allocation/index.js';
import { moneyUpTo } from '../costing.fixtures.js';
import { whereUsed } from '../bill/index.js';
import type { Bills } from '../bill/index.js';
import { checkParameters, compareShares, splitVariance } from './index.js';
import { need, EXAMPLE } from './run.fixtures.js';

const decimal = (text: string) => new Decimal(text);

describe('what something cost beyond its standard', () => {
  test('is what a unit cost more, and what was taken more', () => {
    const split = splitVariance({
      standardQuantity: decimal('400'),
      standardPrice: decimal('2'),
      actualQuantity: decimal('500'),
      actualAmount: decimal('1050'),
      scale: 2,
    });
    expect([split.standard, split.total, split.price, split.usage].map(String)).toEqual([
      '800',
      '250',
      '50',
      '200',
    ]);
  });

  test('price and usage together are exactly the difference, whatever is rounded', () => {
    const quantity = fc.integer({ min: 0, max: 99_999 }).map((units) => new Decimal(units).div(1000));
    fc.assert(
      fc.property(quantity, quantity, quantity, moneyUpTo(9000), (standard, price, actual, amount) => {
        const split = splitVariance({
          standardQuantity: standard,
          standardPrice: price,
          actualQuantity: actual,
          actualAmount: amount,
          scale: 2,
        });
        expect(split.price.plus(split.usage).eq(amount.minus(split.standard))).toBe(true);
      }),
    );
  });
});

describe('services that work for each other', () => {
  const money = moneyUpTo(50_000);
  const units = fc.integer({ min: 1, max: 400 });

  test('cost what the two equations say when they are solved by hand', () => {
    fc.assert(
      fc.property(money, money, fc.array(units, { minLength: 4, maxLength: 4 }), (power, repair, used) => {
        const [a, b, c, d] = used.map((each) => new Decimal(each)) as [Decimal, Decimal, Decimal, Decimal];
        const result = need(
          allocateReciprocal({
            services: ['power', 'repair'],
            costs: new Map([
              ['power', power],
              ['repair', repair],
            ]),
            usage: new Map([
              [
                'power',
                new Map([
                  ['repair', a],
                  ['east', b],
                ]),
              ],
              [
                'repair',
                new Map([
                  ['power', c],
                  ['east', d],
                ]),
              ],
            ]),
            scale: 2,
          }),
        );
        // x = power + y c/(c+d) and y = repair + x a/(a+b), so x (1 - ac / ((a+b)(c+d))) = power + repair c/(c+d).
        const both = a.plus(b).times(c.plus(d));
        const x = power
          .times(both)
          .plus(repair.times(c).times(a.plus(b)))
          .div(both.minus(a.times(c)));
        expect(result.gross.get('power')?.minus(x).abs().lte('0.005')).toBe(true);
      }),
    );
  });

  test('without any costs hand out nothing, to everybody whom they served', () => {
    const { gross, final } = need(
      allocateReciprocal({
        services: ['power'],
        costs: new Map([['power', decimal('0')]]),
        usage: new Map([['power', new Map([['east', decimal('1')]])]]),
        scale: 2,
      }),
    );
    expect([[...gross].map(String), [...final].map(String)]).toEqual([['power,0'], ['east,0']]);
  });

  test('hand out as the direct method does when they did nothing for each other', () => {
    fc.assert(
      fc.property(money, money, fc.array(units, { minLength: 4, maxLength: 4 }), (power, repair, used) => {
        const [a, b, c, d] = used.map((each) => new Decimal(each)) as [Decimal, Decimal, Decimal, Decimal];
        const given = {
          services: ['power', 'repair'],
          costs: new Map([
            ['power', power],
            ['repair', repair],
          ]),
          usage: new Map([
            [
              'power',
              new Map([
                ['east', a],
                ['west', b],
              ]),
            ],
            [
              'repair',
              new Map([
                ['east', c],
                ['west', d],
              ]),
            ],
          ]),
          scale: 2,
        };
        const [direct, reciprocal] = [need(allocateDirect(given)), need(allocateReciprocal(given)).final];
        // One rounds once, the other once a service.
        for (const [name, amount] of direct)
          expect(
            amount
              .minus(reciprocal.get(name) ?? 0)
              .abs()
              .lte('0.01'),
          ).toBe(true);
      }),
    );
  });
});

describe('two versions by driver', () => {
  const share = (driver: string, receiver: string, quantity: string, amount: string) => ({
    name: 'rent',
    driver,
    receiver,
    quantity,
    amount,
  });

  test('show the shares that differ, and what stands in one of them only', () => {
    const one = [share('hours', 'cup', '1', '40'), share('hours', 'bowl', '2', '60')];
    const other = [share('pieces', 'cup', '5', '100')];
    const compared = compareShares(one, other);
    expect(compared.map(({ receiver, difference }) => [receiver, difference.toString()])).toEqual([
      ['cup', '60'],
      ['bowl', '-60'],
    ]);
    expect(compared[0]?.drivers).toEqual(['hours', 'pieces']);
    expect(compareShares(one, one)).toEqual([]);
  });
});

describe('what a run may be told', () => {
  const codesOf = (parameters: Parameters<typeof checkParameters>[1]) =>
    checkParameters(EXAMPLE, parameters).map(({ code, path }) => `${code} ${path}`);

  test('is another driver, another method, another order of services', () => {
    expect(codesOf({ drivers: { rent: 'labour' }, method: 'direct', order: ['repair', 'power'] })).toEqual(
      [],
    );
  });

  test('is refused where the allocation has none of it', () => {
    expect(codesOf({ drivers: { rent: 'steam', power: 'labour' }, order: ['power'] })).toEqual([
      'unknown_driver /parameters/drivers/rent',
      'unknown_cost_pool /parameters/drivers/power',
      'service_order /parameters/order',
    ]);
  });
});

describe('where an item is used', () => {
  const bill = (...items: string[]) => ({
    lot: decimal('1'),
    lines: items.map((item) => ({ item, quantity: decimal('1') })),
  });

  test('the nearest bills come first, and through what the others hold it', () => {
    const bills: Bills = new Map([
      ['table', bill('leg', 'screw')],
      ['leg', bill('screw')],
      ['set', bill('table')],
    ]);
    expect(
      whereUsed(bills, 'screw').map(({ item, through, level }) => `${level} ${item} ${through}`),
    ).toEqual(['1 table screw', '1 leg screw', '2 set table', '2 table leg']);
  });

  test('bills that need each other are walked once', () => {
    const bills: Bills = new Map([
      ['a', bill('b')],
      ['b', bill('a')],
    ]);
    expect(whereUsed(bills, 'a').map(({ item }) => item)).toEqual(['b', 'a']);
  });
});
