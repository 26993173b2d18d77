import fc from 'fast-check';
import { Decimal, decimalText } from '../foundation/index.js';
import { canonicalText, keyOf, readShort, SHORT_ARITHMETIC, shortOf, shortText } from './short-decimal.js';

const digits = (most: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: most }).map((list) => list.join(''));
/** Everything that the wire may carry, long numbers, leading zeros and minus zero among them. */
const wire = fc
  .tuple(fc.boolean(), digits(17), fc.option(digits(9), { nil: undefined }))
  .map(([minus, whole, rest]) => `${minus ? '-' : ''}${whole}${rest === undefined ? '' : `.${rest}`}`);
const RUNS = { numRuns: 5000, seed: 7 };

describe('a decimal in short', () => {
  test('is what the decimal is, or is not there', () => {
    fc.assert(
      fc.property(wire, (text) => {
        const short = readShort(text);
        if (!short) return expect(text.replace(/\D/g, '').length).toBeGreaterThan(15);
        expect(shortText(short)).toBe(decimalText(new Decimal(text)));
        expect(canonicalText(text)).toBe(decimalText(new Decimal(text)));
      }),
      RUNS,
    );
  });

  test('compares as the decimals do', () => {
    fc.assert(
      fc.property(wire, wire, (left, right) => {
        const [a, b] = [readShort(left), readShort(right)];
        if (!a || !b) return;
        expect(Math.sign(keyOf(a) - keyOf(b))).toBe(new Decimal(left).cmp(new Decimal(right)));
      }),
      RUNS,
    );
  });

  test('neighbours of 15 digits are told apart', () => {
    for (const [left, right] of [
      ['999999999999999', '999999999999998'],
      ['99999999999999.9', '99999999999999.8'],
      ['0.00000000000001', '0.00000000000002'],
      ['9007199254.74099', '9007199254.74098'],
    ] as const) {
      const [a, b] = [readShort(left), readShort(right)];
      expect(a && b && Math.sign(keyOf(a) - keyOf(b))).toBe(new Decimal(left).cmp(new Decimal(right)));
    }
  });

  test.each(['+', '-', '*', 'min', 'max'] as const)('%s is exact, or left to the decimals', (sign) => {
    const exact = {
      '+': (a: Decimal, b: Decimal) => a.plus(b),
      '-': (a: Decimal, b: Decimal) => a.minus(b),
      '*': (a: Decimal, b: Decimal) => a.times(b),
      min: (a: Decimal, b: Decimal) => Decimal.min(a, b),
      max: (a: Decimal, b: Decimal) => Decimal.max(a, b),
    }[sign];
    fc.assert(
      fc.property(wire, wire, (left, right) => {
        const [a, b] = [readShort(left), readShort(right)];
        const sum = a && b && SHORT_ARITHMETIC[sign]?.(a, b);
        if (sum) expect(shortText(sum)).toBe(decimalText(exact(new Decimal(left), new Decimal(right))));
      }),
      RUNS,
    );
  });

  test('a decimal becomes the short that its text is', () => {
    fc.assert(
      fc.property(wire, (text) => {
        const [a, b] = [readShort(decimalText(new Decimal(text))), shortOf(new Decimal(text))];
        if (a) expect(b && keyOf(b) === keyOf(a)).toBe(true);
      }),
      RUNS,
    );
  });

  test.each(['', ' 1', '1 ', '+1', '.5', '5.', '1e3', '0x10', '1.2.3', '--1', '-', '１', 'NaN', 'Infinity'])(
    '%j is no number on the wire',
    (text) => {
      expect(readShort(text) ?? undefined).toBeUndefined();
    },
  );
});
