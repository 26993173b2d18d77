import type { Value } from '../../expression/index.js';
import { Decimal } from '../../foundation/index.js';

/** Tells whether two values are equal, numbers by their size and lists item by item. */
export function sameValue(left: Value, right: Value): boolean {
  if (Decimal.isDecimal(left)) return Decimal.isDecimal(right) && (left as Decimal).eq(right as Decimal);
  if (Array.isArray(left) && Array.isArray(right)) return sameValues(left as Value[], right as Value[]);
  return left === right;
}

export function sameValues(left: readonly Value[], right: readonly Value[]): boolean {
  return left.length === right.length && left.every((value, at) => sameValue(value, right[at] as Value));
}
