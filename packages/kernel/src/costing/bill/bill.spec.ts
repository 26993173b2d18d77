import fc from 'fast-check';
import { Decimal } from '../../foundation/index.js';
import { amounts, texts } from '../costing.fixtures.js';
import { explode, rollUp } from './index.js';
import type { BillOfMaterials, Bills } from './index.js';

const decimal = (text: string) => new Decimal(text);
const line = (item: string, quantity: string, scrap?: string) => ({
  item,
  quantity: decimal(quantity),
  ...(scrap !== undefined && { scrap: decimal(scrap) }),
});
const bill = (lot: string, lines: BillOfMaterials['lines'], others: Partial<BillOfMaterials> = {}) => ({
  lot: decimal(lot),
  lines,
  ...others,
});

const BILLS: Bills = new Map([
  ['table', bill('1', [line('top', '1'), line('leg', '4'), line('screw', '12')])],
  ['top', bill('2', [line('board', '3', '0.25')], { phantom: true })],
  ['leg', bill('10', [line('board', '5')])],
]);
const PRICES = amounts({ board: '9', screw: '0.05' });

describe('rolling up a bill of materials', () => {
  test('scrap is what is lost of what is taken, level by level', () => {
    const result = rollUp(BILLS, PRICES, 'table');
    // top: 3 / 0.75 x 9 / 2 = 18; leg: 5 x 9 / 10 = 4.5; table: 18 + 18 + 0.6
    expect(result.ok && texts(result.value.unitCost)).toEqual({ top: '18', leg: '4.5', table: '36.6' });
  });

  test('nothing is rounded between the levels', () => {
    const bills: Bills = new Map([
      ['outer', bill('1', [line('inner', '3')])],
      ['inner', bill('3', [line('raw', '1')])],
    ]);
    const result = rollUp(bills, amounts({ raw: '1' }), 'outer');
    expect(result.ok && texts(result.value.unitCost)).toEqual({ inner: '0.333333', outer: '1' });
  });

  test('by-products bear their share of the lot, and the item the rest', () => {
    const byProducts = [
      { item: 'dust', quantity: decimal('4'), share: decimal('0.01') },
      { item: 'dust', quantity: decimal('4'), share: decimal('0.03') },
      { item: 'smoke', quantity: decimal('0'), share: decimal('0') },
    ];
    const bills = new Map([['plank', bill('10', [line('board', '20')], { byProducts })]]);
    const result = rollUp(bills, PRICES, 'plank');
    if (!result.ok) throw new Error('refused');
    expect(texts(result.value.unitCost)).toEqual({ plank: '17.28' });
    expect(result.value.byProducts.get('dust')?.amount.toString()).toBe('7.2');
    expect(result.value.byProducts.get('dust')?.unitCost?.toString()).toBe('0.9');
    expect(result.value.byProducts.get('smoke')?.unitCost).toBeNull();
  });

  test('an item that is a part of itself is refused with the ring', () => {
    const bills = new Map([...BILLS, ['board', bill('1', [line('table', '0.1')])] as const]);
    expect(rollUp(bills, PRICES, 'table')).toMatchObject({ ok: false, error: [{ code: 'bill_cycle' }] });
    expect(explode(bills, 'table', decimal('1'), 2)).toMatchObject({
      ok: false,
      error: [{ code: 'bill_cycle' }],
    });
  });

  test.each([
    ['makes nothing', bill('0', [])],
    ['loses all that it takes', bill('1', [line('board', '1', '1')])],
    [
      'gives its by-products more than it costs',
      bill('1', [], { byProducts: [{ item: 'dust', quantity: decimal('1'), share: decimal('1.01') }] }),
    ],
  ])('a bill that %s is refused', (_what, bad) => {
    const result = rollUp(new Map([['bad', bad]]), PRICES, 'bad');
    expect(result).toMatchObject({ ok: false, error: [{ code: 'bad_bill', path: '/bad' }] });
  });

  test('what is neither made nor priced is named', () => {
    const result = rollUp(BILLS, amounts({ board: '9' }), 'table');
    expect(result).toMatchObject({ ok: false, error: [{ code: 'no_price', params: { item: 'screw' } }] });
  });
});

describe('taking a bill apart', () => {
  test('phantoms are taken apart, parts that are kept are not', () => {
    const result = explode(BILLS, 'table', decimal('10'), 4, 'next');
    expect(result.ok && texts(result.value)).toEqual({ leg: '40', screw: '120', board: '20' });
  });

  test('down to what is bought, an item that is needed twice is summed', () => {
    const result = explode(BILLS, 'table', decimal('10'), 4);
    expect(result.ok && texts(result.value)).toEqual({ screw: '120', board: '40' });
  });

  test('a chain of a thousand levels costs no stack and gives what its parts cost', () => {
    const bills = new Map(
      Array.from({ length: 1000 }, (_, at) => [`p${at}`, bill('1', [line(`p${at + 1}`, '1')])] as const),
    );
    const result = rollUp(bills, amounts({ p1000: '7' }), 'p0');
    expect(result.ok && result.value.unitCost.get('p0')?.toString()).toBe('7');
  });

  test('the price of all that is taken is the cost that is rolled up', () => {
    const quantity = fc.integer({ min: 1, max: 40 }).map((units) => new Decimal(units).div(4));
    fc.assert(
      fc.property(quantity, quantity, quantity, (one, two, wanted) => {
        const bills: Bills = new Map([
          ['root', bill('1', [{ item: 'part', quantity: one }, line('raw', '2')])],
          ['part', bill('2', [{ item: 'raw', quantity: two }])],
        ]);
        const taken = explode(bills, 'root', wanted, 12);
        const cost = rollUp(bills, amounts({ raw: '8' }), 'root');
        if (!taken.ok || !cost.ok) throw new Error('refused');
        const price = taken.value.get('raw')?.times(8);
        expect(price?.toString()).toBe(cost.value.unitCost.get('root')?.times(wanted).toString());
      }),
    );
  });
});
