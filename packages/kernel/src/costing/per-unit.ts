import type { Decimal } from '../foundation/index.js';
import { fractionOf, over, roundFraction } from './fraction.js';

/** Decimals of a cost per unit, which is for people: amounts are never made of it. */
export const UNIT_COST_SCALE = 6;

/** Amount by quantity, rounded once; none without a quantity. */
export function perUnit(amount: Decimal, quantity: Decimal, scale = UNIT_COST_SCALE): Decimal | null {
  return quantity.isZero() ? null : roundFraction(over(fractionOf(amount), fractionOf(quantity)), scale);
}
