import fc from 'fast-check';
import { Decimal, fixedText } from '../foundation/index.js';
import { splitExact } from './split-exact.js';

function split(total: string, weights: readonly string[], scale = 2): readonly string[] {
  const parts = splitExact(
    new Decimal(total),
    weights.map((weight) => new Decimal(weight)),
    scale,
  );
  if (!parts.ok) throw new Error(JSON.stringify(parts.error));
  return parts.value.map((part) => fixedText(part, scale));
}

describe('splitting an amount', () => {
  test('thirds of 1000.00 add up to 1000.00, the odd cent goes to the earlier line', () => {
    expect(split('1000.00', ['1', '1', '1'])).toEqual(['333.34', '333.33', '333.33']);
  });

  test('the units left go to the largest fractions', () => {
    expect(split('0.05', ['1', '2', '3'])).toEqual(['0.01', '0.02', '0.02']);
    expect(split('10', ['1', '1', '4'], 0)).toEqual(['2', '2', '6']);
  });

  test('a negative total mirrors the positive one', () => {
    expect(split('-1000.00', ['1', '1', '1'])).toEqual(['-333.34', '-333.33', '-333.33']);
  });

  test('a weight of zero gets nothing', () => {
    expect(split('0.02', ['0', '1', '0', '1', '1'])).toEqual(['0.00', '0.01', '0.00', '0.01', '0.00']);
  });

  test('no weight at all is refused instead of losing the amount', () => {
    expect(splitExact(new Decimal('5'), [new Decimal('0')], 2)).toMatchObject({
      error: [{ code: 'nothing_to_split_by' }],
    });
    expect(splitExact(new Decimal('5'), [], 2)).toMatchObject({ error: [{ code: 'nothing_to_split_by' }] });
    expect(splitExact(new Decimal('5'), [new Decimal('-1')], 2)).toMatchObject({
      error: [{ code: 'negative_weight' }],
    });
  });

  test('the parts always add up to the total, and no part is a unit away from its share', () => {
    const weight = fc.integer({ min: 0, max: 1_000_000 }).map((value) => new Decimal(value).div(1000));
    const weights = fc
      .array(weight, { minLength: 1, maxLength: 30 })
      .filter((all) => all.some((one) => !one.isZero()));
    fc.assert(
      fc.property(fc.integer({ min: -100_000_000, max: 100_000_000 }), weights, (cents, all) => {
        const total = new Decimal(cents).div(100);
        const parts = splitExact(total, all, 2);
        if (!parts.ok) return false;
        const whole = all.reduce((sum, one) => sum.plus(one));
        const near = parts.value.every((part, at) =>
          part
            .minus(total.times(all[at] ?? 0).div(whole))
            .abs()
            .lessThan('0.01'),
        );
        return near && parts.value.reduce((sum, part) => sum.plus(part)).equals(total);
      }),
    );
  });
});
