import type { Decimal } from '../foundation/index.js';
import { fractionOf, over, roundFraction, times } from './fraction.js';

/** Decimals of a cost per unit, which is for people: amounts are never made of it. */
export const UNIT_COST_SCALE = 6;

/** Amount by quantity, rounded once; none without a quantity. */
export function perUnit(amount: Decimal, quantity: Decimal, scale = UNIT_COST_SCALE): Decimal | null {
  return quantity.isZero() ? null : roundFraction(over(fractionOf(amount), fractionOf(quantity)), scale);
}

/** The part of an amount that a part of the whole has, rounded once. The whole is not zero. */
export function partOf(amount: Decimal, part: Decimal, whole: Decimal, scale: number): Decimal {
  return roundFraction(times(fractionOf(amount), over(fractionOf(part), fractionOf(whole))), scale);
}
