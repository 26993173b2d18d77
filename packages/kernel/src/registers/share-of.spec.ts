import fc from 'fast-check';
import { Decimal } from '../foundation/index.js';
import { shareOf } from './share-of.js';

describe('the share of an amount', () => {
  test('is rounded once, half away from zero', () => {
    expect(shareOf(100n, 1n, 3n)).toBe(33n);
    expect(shareOf(5n, 1n, 2n)).toBe(3n);
    expect(shareOf(-5n, 1n, 2n)).toBe(-3n);
  });

  test('agrees with the decimal arithmetic of the formulas', () => {
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
