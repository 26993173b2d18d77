import { Decimal, ZERO } from '../foundation/index.js';
import type { ShortDecimal } from './short-decimal.js';

/** Digits in one word of a decimal: that is how the library keeps them, from the point to both sides. */
const WORD_DIGITS = 7;
const WORD = 10 ** WORD_DIGITS;
const POWERS = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

interface Parts {
  s: number;
  e: number;
  d: number[];
}

/**
 * The decimal that a short one is. Numbers of everyday length are put together word by word, which is a fraction of
 * what it costs to write and read their text.
 */
export function longOf({ units, scale }: ShortDecimal): Decimal {
  if (units === 0) return ZERO;
  const size = units < 0 ? -units : units;
  const power = POWERS[scale] as number;
  const whole = Math.floor(size / power);
  const rest = size - whole * power;
  if (whole === 0 || whole >= WORD || scale > WORD_DIGITS || rest < 0) return fromText(units, size, scale);
  const made = new Decimal(1);
  const parts = made as unknown as Parts;
  parts.s = units < 0 ? -1 : 1;
  parts.e = digitsOf(whole) - 1;
  parts.d = rest === 0 ? [whole] : [whole, rest * (POWERS[WORD_DIGITS - scale] as number)];
  return made;
}

function digitsOf(whole: number): number {
  let digits = 1;
  while (whole >= (POWERS[digits] as number)) digits += 1;
  return digits;
}

function fromText(units: number, size: number, scale: number): Decimal {
  if (scale === 0) return new Decimal(units);
  const digits = String(size).padStart(scale + 1, '0');
  const point = digits.length - scale;
  return new Decimal(`${units < 0 ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`);
}
