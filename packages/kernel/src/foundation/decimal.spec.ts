import fc from 'fast-check';
import { Decimal, decimalText, fixedText, isDecimalText, parseDecimal } from './decimal.js';

const wireDecimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.integer({ min: 0, max: 10 }))
  .map(([units, scale]) => decimalText(new Decimal(units.toString()).div(new Decimal(10).pow(scale))));

describe('decimals', () => {
  test('a text that passes through the kernel comes out with the same digits', () => {
    fc.assert(fc.property(wireDecimal, (text) => decimalText(new Decimal(text)) === text));
  });

  test('adding and taking away again leaves nothing', () => {
    fc.assert(
      fc.property(wireDecimal, wireDecimal, (a, b) => new Decimal(a).plus(b).minus(b).minus(a).isZero()),
    );
  });

  test('half a cent rounds away from zero on both sides', () => {
    expect(fixedText(new Decimal('2.675'), 2)).toBe('2.68');
    expect(fixedText(new Decimal('-2.675'), 2)).toBe('-2.68');
  });

  test('minus zero is never shown', () => {
    expect(fixedText(new Decimal('-0.001'), 2)).toBe('0.00');
    expect(decimalText(new Decimal('-0'))).toBe('0');
  });

  test.each(['1e3', '+1', '', ' 1', '1.', '.5', 'NaN', '１'])('%j is no decimal on the wire', (text) => {
    expect(isDecimalText(text)).toBe(false);
    expect(parseDecimal(text)).toBeNull();
  });
});
