import fc from 'fast-check';
import { Decimal } from './decimal.js';
import { decimalOfUnits, unitsOf, unitsOfText, unitsText } from './units.js';

const scaled = fc.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 10 }));

describe('whole units of a decimal', () => {
  test('a wire decimal comes back as it went in', () => {
    fc.assert(fc.property(scaled, ([units, scale]) => unitsOfText(unitsText(units, scale), scale) === units));
  });

  test('decimals and texts give the same units', () => {
    fc.assert(
      fc.property(scaled, ([units, scale]) => unitsOf(decimalOfUnits(units, scale), scale) === units),
    );
  });

  test('zeros behind the scale are no decimals', () => {
    expect(unitsOfText('1.500000', 2)).toBe(150n);
    expect(unitsOfText('-0.05', 2)).toBe(-5n);
    expect(unitsOfText('-0.50', 1)).toBe(-5n);
  });

  test('a value with more decimals than the resource has never gets in', () => {
    expect(() => unitsOfText('0.001', 2)).toThrow('more than 2 decimals');
    expect(() => unitsOf(new Decimal('0.001'), 2)).toThrow('more than 2 decimals');
  });
});
