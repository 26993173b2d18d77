import fc from 'fast-check';
import { Decimal } from '../foundation/index.js';
import { amounts, moneyUpTo, sum, texts } from './costing.fixtures.js';
import {
  averageOfPeriod,
  chargeByUse,
  compareVersions,
  settleOrder,
  splitByEquivalentUnits,
  unitCostTable,
} from './index.js';
import type { CostVersion } from './index.js';

const decimal = (text: string) => new Decimal(text);

describe('work in process at the end of a month', () => {
  test('what is half done bears half of the conversion, and all of its material', () => {
    const result = splitByEquivalentUnits({
      material: decimal('1000'),
      conversion: decimal('450'),
      finished: decimal('80'),
      inProcess: decimal('20'),
      materialDegree: decimal('1'),
      conversionDegree: decimal('0.5'),
      scale: 2,
    });
    if (!result.ok) throw new Error('refused');
    expect(result.value.finished.toString()).toBe('1200');
    expect(result.value.inProcess.toString()).toBe('250');
    expect(result.value.unitCost?.toString()).toBe('15');
  });

  test('finished and unfinished together are all costs', () => {
    fc.assert(
      fc.property(
        moneyUpTo(90_000),
        moneyUpTo(90_000),
        fc.nat(400),
        fc.nat(100),
        (material, conversion, done, degree) => {
          const result = splitByEquivalentUnits({
            material,
            conversion,
            finished: new Decimal(done),
            inProcess: new Decimal(33),
            materialDegree: new Decimal(1),
            conversionDegree: new Decimal(degree + 1).div(101),
            scale: 2,
          });
          if (!result.ok) throw new Error('refused');
          expect(result.value.finished.plus(result.value.inProcess).eq(material.plus(conversion))).toBe(true);
        },
      ),
    );
  });
});

describe('settling an order', () => {
  test('abnormal scrap goes to loss, by-products take their value, nothing stays in process', () => {
    const settled = settleOrder({
      materials: decimal('700'),
      labour: decimal('200'),
      machine: decimal('60'),
      overhead: decimal('40'),
      byProductValue: decimal('50'),
      planned: decimal('100'),
      good: decimal('95'),
      abnormalScrap: decimal('3'),
      scale: 2,
    });
    expect(settled.loss.toString()).toBe('30');
    expect(settled.finished.toString()).toBe('920');
    expect(settled.unitCost?.toString()).toBe('9.684211');
    expect(settled.inProcess.isZero()).toBe(true);
  });
});

describe('charging by use', () => {
  const machine = { cost: decimal('1100'), residual: decimal('100'), life: decimal('3'), scale: 2 };
  const chargesOf = (given: Parameters<typeof chargeByUse>[0]) => chargeByUse(given).charges.map(String);

  test('thirds add up to the whole', () => {
    const used = ['1', '1', '1'].map(decimal);
    expect(chargesOf({ ...machine, used })).toEqual(['333.33', '333.34', '333.33']);
  });

  test('use beyond the life is free', () => {
    const used = ['2', '5', '1'].map(decimal);
    expect(chargesOf({ ...machine, used })).toEqual(['666.67', '333.33', '0']);
  });

  test('a new estimate spreads what is left, and changes nothing that was charged', () => {
    const used = ['1', '1', '1'].map(decimal);
    const result = chargeByUse({
      ...machine,
      used,
      reestimate: { beforePeriod: 2, remaining: decimal('4') },
    });
    expect(result.charges.map(String)).toEqual(['333.33', '166.67', '166.67']);
    expect(result.remaining.toString()).toBe('333.33');
  });

  test('charges and what remains are cost less residual, whatever is used', () => {
    fc.assert(
      fc.property(
        moneyUpTo(50_000),
        fc.array(fc.nat(40), { maxLength: 20 }),
        fc.integer({ min: 1, max: 200 }),
        (cost, used, life) => {
          const result = chargeByUse({
            cost,
            residual: decimal('0'),
            life: new Decimal(life),
            used: used.map((units) => new Decimal(units)),
            scale: 2,
          });
          expect(sum(result.charges).plus(result.remaining).eq(cost)).toBe(true);
          expect(result.remaining.isNegative() && !result.remaining.isZero()).toBe(false);
        },
      ),
    );
  });
});

describe('the average of a period', () => {
  const opening = { quantity: decimal('10'), amount: decimal('100') };

  test('what is left and what was issued are all that was there', () => {
    const receipts = [{ quantity: decimal('20'), amount: decimal('250') }];
    const result = averageOfPeriod(opening, receipts, ['7', '8'].map(decimal), 2);
    if (!result.ok) throw new Error('refused');
    expect(result.value.endingAmount.toString()).toBe('175');
    expect(result.value.issues.map(String)).toEqual(['81.67', '93.33']);
  });

  test('a period without issues keeps everything', () => {
    const result = averageOfPeriod(opening, [], [decimal('0')], 2);
    expect(result.ok && result.value.endingAmount.toString()).toBe('100');
  });

  test('more than there was is refused with what is missing', () => {
    const result = averageOfPeriod(opening, [], [decimal('12.5')], 2);
    expect(result).toMatchObject({
      ok: false,
      error: [{ code: 'insufficient_balance', params: { short: '2.5' } }],
    });
  });
});

describe('two versions of a cost run', () => {
  const version = (cup: string, bowl: string): CostVersion =>
    new Map([
      ['cup', { quantity: decimal('3'), elements: amounts({ material: '10', overhead: cup }) }],
      ['bowl', { quantity: decimal('4'), elements: amounts({ material: '20', overhead: bowl }) }],
    ]);

  test('a unit costs its elements at four places', () => {
    expect(unitCostTable(version('5', '7')).get('bowl')?.unit?.toString()).toBe('6.75');
  });

  test('when only drivers changed, the differences cancel out and the totals are equal', () => {
    const { difference, sameTotal } = compareVersions(version('5', '7'), version('6', '6'));
    expect(difference.get('cup')?.total.toString()).toBe('1');
    expect(texts(difference.get('bowl')?.elements ?? new Map())).toEqual({ material: '0', overhead: '-1' });
    expect(sameTotal).toBe(true);
  });

  test('a product that one of them lacks counts as nothing there', () => {
    const { difference, sameTotal } = compareVersions(new Map(), version('5', '7'));
    expect(difference.get('cup')?.total.toString()).toBe('15');
    expect(sameTotal).toBe(false);
  });
});
