import { Decimal as DecimalJs } from 'decimal.js';

/**
 * The one decimal type of the platform: 40 significant digits, half away from zero, never exponent notation in text.
 * A clone, so that nobody else's settings of decimal.js reach our sums.
 */
export const Decimal = DecimalJs.clone({
  precision: 40,
  rounding: DecimalJs.ROUND_HALF_UP,
  toExpNeg: -1000,
  toExpPos: 1000,
  minE: -1000,
  maxE: 1000,
});
export type Decimal = DecimalJs;

export const ZERO: Decimal = new Decimal(0);

/** How a decimal looks on the wire: optional minus, digits, optional fraction; no exponent, no plus, no spaces. */
const WIRE_DECIMAL = /^-?\d{1,40}(\.\d{1,20})?$/;

/** Tells whether a text is a decimal as the wire carries it. */
export function isDecimalText(text: string): boolean {
  return WIRE_DECIMAL.test(text);
}

/** Reads a wire decimal; `null` when the text is none. */
export function parseDecimal(text: string): Decimal | null {
  return isDecimalText(text) ? new Decimal(text) : null;
}

/** Rounds half away from zero to `scale` places. */
export function roundTo(value: Decimal, scale: number): Decimal {
  return value.decimalPlaces() <= scale ? value : value.toDecimalPlaces(scale, Decimal.ROUND_HALF_UP);
}

/** Canonical wire text: no exponent, no trailing zeros, never `-0`. */
export function decimalText(value: Decimal): string {
  return value.isZero() ? '0' : value.toFixed();
}

/** Wire text with exactly `scale` places, rounded half away from zero; never `-0.00`. */
export function fixedText(value: Decimal, scale: number): string {
  const rounded = roundTo(value, scale);
  return (rounded.isZero() ? ZERO : rounded).toFixed(scale);
}

/** Decimals after the point that a value needs. */
export function scaleOf(value: Decimal): number {
  return value.decimalPlaces();
}
