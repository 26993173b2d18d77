import fc from 'fast-check';
import { Decimal } from '../foundation/index.js';
import { longOf } from './long-decimal.js';
import { readShort } from './short-decimal.js';
import type { ShortDecimal } from './short-decimal.js';

const text = fc
  .tuple(fc.integer({ min: 0, max: 15 }), fc.maxSafeInteger())
  .map(([scale, units]) => new Decimal(units).div(new Decimal(10).pow(scale)).toFixed());
const telling = fc.constantFrom('1', '-12.50', '0.5', '9999999.9999999', '10000000.5', '-1.0000001');

describe('a short number in decimals', () => {
  test('is the very decimal that its text is, word by word', () => {
    fc.assert(
      fc.property(fc.oneof(text, telling), (written) => {
        const short = readShort(written);
        fc.pre(short !== undefined && short !== null && short.units !== 0);
        const [made, read] = [longOf(short as ShortDecimal), new Decimal(written)];
        expect([made.s, made.e, made.d]).toEqual([read.s, read.e, read.d]);
        expect(made.constructor).toBe(read.constructor);
      }),
      { numRuns: 5000 },
    );
  });

  test('that is zero has no sign', () => {
    expect(longOf(readShort('-0.00') as ShortDecimal).isNegative()).toBe(false);
  });
});
