import { Decimal } from '../../foundation/index.js';

/** Tells whether a value is a decimal of the platform. */
export function isDecimal(value: unknown): value is Decimal {
  return Decimal.isDecimal(value);
}
