import { Decimal, decimalText } from '../../foundation/index.js';
import type { Value } from '../types.js';
import type { Call } from './part.js';

/** Readers of evaluated arguments: they check the values whose type was not known before. */

/** A number that must be there. */
export function decimalAt(args: readonly Value[], index: number, call: Call): Decimal {
  const value = args[index];
  return Decimal.isDecimal(value)
    ? (value as Decimal)
    : call.fail('TYPE', { expected: 'number', position: index + 1 });
}

/** A whole number inside bounds; `fallback` when the argument was left out. */
export function integerAt(
  args: readonly Value[],
  index: number,
  call: Call,
  bounds: { readonly min: number; readonly max: number; readonly fallback?: number },
): number {
  if (args[index] === undefined && bounds.fallback !== undefined) return bounds.fallback;
  const value = decimalAt(args, index, call);
  const inside = value.isInteger() && value.gte(bounds.min) && value.lte(bounds.max);
  return inside ? value.toNumber() : call.fail('DOMAIN', { value: decimalText(value), position: index + 1 });
}

/** A text that must be there. */
export function textAt(args: readonly Value[], index: number, call: Call): string {
  const value = args[index];
  return typeof value === 'string' ? value : call.fail('TYPE', { expected: 'text', position: index + 1 });
}

/** A list, counted against the budget. */
export function listAt(args: readonly Value[], index: number, call: Call): readonly Value[] {
  const value = args[index];
  if (!Array.isArray(value)) return call.fail('TYPE', { expected: 'list', position: index + 1 });
  call.spend(value.length);
  return value as readonly Value[];
}

/** A list of numbers and blanks. */
export function decimalListAt(
  args: readonly Value[],
  index: number,
  call: Call,
): readonly (Decimal | null)[] {
  return listAt(args, index, call).map((item) => numberOrBlank(item, call));
}

/** All numbers of all arguments, lists opened, blanks skipped. */
export function decimalsOf(args: readonly Value[], call: Call): readonly Decimal[] {
  const flat = args.flatMap((arg) => (Array.isArray(arg) ? (arg as readonly Value[]) : [arg]));
  call.spend(flat.length);
  return flat.map((item) => numberOrBlank(item, call)).filter((item): item is Decimal => item !== null);
}

function numberOrBlank(item: Value, call: Call): Decimal | null {
  if (item === null) return null;
  return Decimal.isDecimal(item) ? (item as Decimal) : call.fail('TYPE', { expected: 'number' });
}
