import { Decimal } from '../foundation/index.js';
import { fail } from './formula-error.js';
import type { Span } from './formula-error.js';
import type { Value } from './types.js';

/** Whether the order of two values (negative, zero, positive) satisfies an operator. */
export const ORDERINGS: Readonly<Record<string, (order: number) => boolean>> = {
  '==': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** Operators that ask for an order, which yes and no do not have. */
export const NEEDS_ORDER: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);

const SURROGATES = 0xd800;
const AFTER_SURROGATES = 0xe000;

/**
 * Orders texts by code points, as databases do. Code units order alike, except that the surrogates, of which the
 * rare characters beyond the first 65,536 are made, stand before U+E000 to U+FFFF.
 */
export function orderTexts(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const [a, b] = [left.charCodeAt(at), right.charCodeAt(at)];
    if (a !== b) return a >= SURROGATES && b >= SURROGATES ? lifted(a) - lifted(b) : a - b;
  }
  return left.length - right.length;
}

function lifted(unit: number): number {
  return unit < AFTER_SURROGATES ? unit + 0x10000 : unit;
}

/** Orders two values of one kind: numbers as decimals, text by code points (ISO dates order themselves). */
export function order(left: Value, right: Value, span: Span): number {
  if (Decimal.isDecimal(left) && Decimal.isDecimal(right)) return (left as Decimal).cmp(right as Decimal);
  if (typeof left === 'string' && typeof right === 'string') return orderTexts(left, right);
  if (typeof left === 'boolean' && typeof right === 'boolean') return left === right ? 0 : left ? 1 : -1;
  return fail('TYPE', span, { name: '', expected: 'same' });
}

/** Tells whether two values are equal; values of different kinds never are. */
export function same(left: Value, right: Value): boolean {
  if (Decimal.isDecimal(left)) return Decimal.isDecimal(right) && (left as Decimal).eq(right as Decimal);
  return left === right;
}
