import { Decimal, decimalText } from '../foundation/index.js';
import type { Raw } from './wire.js';

/**
 * A decimal of at most 15 digits as whole units: 12.50 is 1250 at scale 2. Sums and products of such numbers are exact
 * in the host's arithmetic as long as they stay as short, and cost a tenth of a `Decimal`. Whoever computes with them
 * takes the long way with `Decimal` where a step gives `undefined`.
 */
export interface ShortDecimal {
  readonly units: number;
  readonly scale: number;
}

const DIGITS_MAX = 15;
const UNITS_MAX = 999_999_999_999_999;
const POWERS = Array.from({ length: DIGITS_MAX + 1 }, (_, exponent) => 10 ** exponent);

/**
 * The value as a double. Units and power are exact, so the quotient is the double nearest to the decimal; of decimals
 * with 15 digits or fewer no two share one, and their order is that of their doubles. So these compare exactly.
 */
export function keyOf({ units, scale }: ShortDecimal): number {
  return scale === 0 ? units : units / (POWERS[scale] as number);
}

/** Reads a raw number; `null` is blank, `undefined` is too long, or no number at all. */
export function readShort(raw: Raw): ShortDecimal | null | undefined {
  if (typeof raw === 'string') return raw === '' ? null : scan(raw);
  if (raw === undefined || raw === null) return null;
  return typeof raw === 'number' && Number.isInteger(raw) ? made(raw, 0) : undefined;
}

const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;

/** The wire form and nothing else: optional minus, digits, optional point with digits behind it. */
function scan(text: string): ShortDecimal | undefined {
  const isNegative = text.charCodeAt(0) === MINUS;
  const start = isNegative ? 1 : 0;
  const { length } = text;
  let point = length;
  let units = 0;
  for (let at = start; at < length; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit >= 0 && digit <= 9) units = units * 10 + digit;
    else if (digit === POINT - ZERO && point === length && at > start) point = at;
    else return undefined;
  }
  const digits = length - start - (point === length ? 0 : 1);
  if (digits === 0 || digits > DIGITS_MAX || point === length - 1) return undefined;
  return { units: isNegative ? 0 - units : units, scale: point === length ? 0 : length - point - 1 };
}

function made(units: number, scale: number): ShortDecimal | undefined {
  return units <= UNITS_MAX && units >= -UNITS_MAX && scale <= DIGITS_MAX ? { units, scale } : undefined;
}

/** A decimal in short, when it is short. */
export function shortOf(value: Decimal): ShortDecimal | undefined {
  const scale = value.decimalPlaces();
  return scale <= DIGITS_MAX ? made(value.times(POWERS[scale] as number).toNumber(), scale) : undefined;
}

/** Two shorts in the units of the finer one, combined there. */
function aligned(
  left: ShortDecimal,
  right: ShortDecimal,
  combine: (left: number, right: number) => number,
): ShortDecimal | undefined {
  if (left.scale === right.scale) return made(combine(left.units, right.units), left.scale);
  const scale = left.scale > right.scale ? left.scale : right.scale;
  const a = left.units * (POWERS[scale - left.scale] as number);
  const b = right.units * (POWERS[scale - right.scale] as number);
  // A product beyond the bound may be rounded, but never back below it.
  return made(a, scale) && made(b, scale) && made(combine(a, b), scale);
}

const plus = (left: number, right: number): number => left + right;
const minus = (left: number, right: number): number => left - right;

export type ShortArithmetic = (left: ShortDecimal, right: ShortDecimal) => ShortDecimal | undefined;

/** Arithmetic that stays exact. Division is not among it: its results have no end. */
export const SHORT_ARITHMETIC: Readonly<Record<string, ShortArithmetic>> = {
  '+': (left, right) => aligned(left, right, plus),
  '-': (left, right) => aligned(left, right, minus),
  '*': (left, right) => made(left.units * right.units, left.scale + right.scale),
  min: (left, right) => (keyOf(right) < keyOf(left) ? right : left),
  max: (left, right) => (keyOf(right) > keyOf(left) ? right : left),
};

/** Canonical text: no zeros behind the last digit that counts, never `-0`. */
export function shortText({ units, scale }: ShortDecimal): string {
  let [rest, places] = [Math.abs(units), scale];
  while (places > 0 && rest % 10 === 0) [rest, places] = [rest / 10, places - 1];
  const sign = units < 0 ? '-' : '';
  if (places === 0) return `${sign}${rest}`;
  const digits = String(rest).padStart(places + 1, '0');
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** Canonical text of a decimal on the wire that `readShort` could read. */
export function canonicalText(wire: string): string {
  // Leading zeros and minus zero are rare and left to those who know them.
  const first = wire.charCodeAt(0);
  if (first === MINUS || (first === ZERO && wire.length > 1 && wire.charCodeAt(1) !== POINT))
    return decimalText(new Decimal(wire));
  if (!wire.includes('.')) return wire;
  let end = wire.length;
  while (wire.charCodeAt(end - 1) === ZERO) end -= 1;
  if (wire.charCodeAt(end - 1) === POINT) end -= 1;
  return end === wire.length ? wire : wire.slice(0, end);
}
