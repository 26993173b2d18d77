import fc from 'fast-check';
import { Decimal } from '../foundation/index.js';
import { shareOf, unitsOf, unitsOfText, unitsText } from './units.js';

const scaled = fc.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 10 }));

describe('units of the ledger', () => {
  test('a wire decimal comes back as it went in', () => {
    fc.assert(fc.property(scaled, ([units, scale]) => unitsOfText(unitsText(units, scale), scale) === units));
  });

  test('decimals and texts give the same units', () => {
    fc.assert(
      fc.property(scaled, ([units, scale]) => unitsOf(new Decimal(unitsText(units, scale)), scale) === units),
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

  test('a share is rounded once, half away from zero', () => {
    expect(shareOf(100n, 1n, 3n)).toBe(33n);
    expect(shareOf(5n, 1n, 2n)).toBe(3n);
    expect(shareOf(-5n, 1n, 2n)).toBe(-3n);
  });

  test('a share agrees with the decimal arithmetic of the formulas', () => {
    const amount = fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n });
    const part = fc.bigInt({ min: 0n, max: 10n ** 12n });
    fc.assert(
      fc.property(amount, part, fc.bigInt({ min: 1n, max: 10n ** 12n }), (a, p, whole) => {
        const exact = new Decimal(a.toString()).times(p.toString()).div(whole.toString());
        return shareOf(a, p, whole) === BigInt(exact.toDecimalPlaces(0).toString());
      }),
    );
  });
});
