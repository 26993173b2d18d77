import type { Decimal } from '../foundation/index.js';
import { decimalOfUnits, magnitude, scaleOf, unitsOf } from '../foundation/index.js';

/** An exact quotient in lowest terms; the denominator is above zero. For sums that are rounded only at their end. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const NOTHING: Fraction = { numerator: 0n, denominator: 1n };

/** The quotient of two whole numbers, the lower one not zero. */
export function fraction(numerator: bigint, denominator: bigint): Fraction {
  const sign = denominator < 0n ? -1n : 1n;
  const common = commonDivisor(magnitude(numerator), magnitude(denominator)) * sign;
  return { numerator: numerator / common, denominator: denominator / common };
}

/** A decimal as it is, without rounding. */
export function fractionOf(value: Decimal): Fraction {
  const scale = scaleOf(value);
  return fraction(unitsOf(value, scale), 10n ** BigInt(scale));
}

export function plus(one: Fraction, other: Fraction): Fraction {
  return fraction(
    one.numerator * other.denominator + other.numerator * one.denominator,
    one.denominator * other.denominator,
  );
}

export function minus(one: Fraction, other: Fraction): Fraction {
  return plus(one, { numerator: -other.numerator, denominator: other.denominator });
}

export function times(one: Fraction, other: Fraction): Fraction {
  return fraction(one.numerator * other.numerator, one.denominator * other.denominator);
}

/** The quotient; the divisor is not zero. */
export function over(one: Fraction, divisor: Fraction): Fraction {
  return fraction(one.numerator * divisor.denominator, one.denominator * divisor.numerator);
}

export function isNothing({ numerator }: Fraction): boolean {
  return numerator === 0n;
}

/** Rounds once, half away from zero. */
export function roundFraction({ numerator, denominator }: Fraction, scale: number): Decimal {
  const doubled = 2n * magnitude(numerator) * 10n ** BigInt(scale);
  const rounded = (doubled + denominator) / (2n * denominator);
  return decimalOfUnits(numerator < 0n ? -rounded : rounded, scale);
}

/** Whole numbers in the proportions of the fractions. */
export function proportions(fractions: readonly Fraction[]): readonly Decimal[] {
  const common = fractions.reduce(
    (all, { denominator }) => (all / commonDivisor(all, denominator)) * denominator,
    1n,
  );
  return fractions.map(({ numerator, denominator }) => decimalOfUnits((numerator * common) / denominator, 0));
}

function commonDivisor(one: bigint, other: bigint): bigint {
  let [a, b] = [one, other];
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
