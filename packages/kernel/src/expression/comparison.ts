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

/** Orders two values of one kind: numbers as decimals, text by code units (ISO dates order themselves). */
export function order(left: Value, right: Value, span: Span): number {
  if (Decimal.isDecimal(left) && Decimal.isDecimal(right)) return (left as Decimal).cmp(right as Decimal);
  if (typeof left === 'string' && typeof right === 'string')
    return left === right ? 0 : left < right ? -1 : 1;
  if (typeof left === 'boolean' && typeof right === 'boolean') return left === right ? 0 : left ? 1 : -1;
  return fail('TYPE', span, { name: '', expected: 'same' });
}

/** Tells whether two values are equal; values of different kinds never are. */
export function same(left: Value, right: Value): boolean {
  if (Decimal.isDecimal(left)) return Decimal.isDecimal(right) && (left as Decimal).eq(right as Decimal);
  return left === right;
}
