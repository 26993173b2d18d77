import { isFormulaError } from '@dougong/kernel/expression';
import type { FormulaError, Value } from '@dougong/kernel/expression';
import { Decimal, decimalText, fixedText } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import { isObject } from '../suite.js';
import type { JsonObject } from '../suite.js';

/** What a formula answered, and whether that is what its case expects. */
export type Answer =
  | { readonly kind: 'value'; readonly value: Value; readonly isDate: boolean }
  | { readonly kind: 'error'; readonly errors: readonly string[] };

/** An evaluation's outcome as an answer. */
export function answerOf(value: Value | FormulaError, isDate: boolean): Answer {
  return isFormulaError(value) ? { kind: 'error', errors: [value.kind] } : { kind: 'value', value, isDate };
}

/** Issues of a formula as the kinds that cases name: `formula_div_zero` is DIV_ZERO. */
export function errorKinds(issues: readonly Issue[]): readonly string[] {
  return issues.map(({ code }) => code.replace(/^formula_/, '').toUpperCase());
}

/** How the number of a case is rounded before it is compared. */
export interface Rounding {
  readonly scale?: number;
  readonly halfEven: boolean;
}

export function roundingOf(given: JsonObject): Rounding {
  const { scale, rounding } = given as { scale?: number; rounding?: string };
  return { ...(typeof scale === 'number' ? { scale } : {}), halfEven: rounding === 'half-even' };
}

/** A value as case files write it: numbers as exact text. */
export function written(value: Value, rounding: Rounding): unknown {
  if (Decimal.isDecimal(value)) return numberText(value as Decimal, rounding);
  return Array.isArray(value) ? value.map((each) => written(each as Value, rounding)) : value;
}

function numberText(value: Decimal, { scale, halfEven }: Rounding): string {
  if (scale === undefined) return decimalText(value);
  return fixedText(halfEven ? value.toDecimalPlaces(scale, Decimal.ROUND_HALF_EVEN) : value, scale);
}

/** Whether a value is the expected one; lists are compared by the value of their decimals, single numbers by their text. */
export function matches(value: Value, isDate: boolean, expected: unknown, rounding: Rounding): boolean {
  if (Array.isArray(expected)) return matchesList(value, expected, rounding);
  if (isObject(expected)) return isDate && value === (expected['$date'] ?? expected['$datetime']);
  if (Decimal.isDecimal(value)) return numberText(value as Decimal, rounding) === numberOrText(expected);
  return value === expected || (isBlankText(value) && isBlankText(expected));
}

function matchesList(value: Value, expected: readonly unknown[], rounding: Rounding): boolean {
  if (!Array.isArray(value) || value.length !== expected.length) return false;
  return value.every((each, at) => {
    const other = expected[at];
    if (!Decimal.isDecimal(each)) return matches(each as Value, false, other, rounding);
    return isNumberText(other) && new Decimal(numberText(each as Decimal, rounding)).eq(String(other));
  });
}

function numberOrText(expected: unknown): unknown {
  return typeof expected === 'number' ? String(expected) : expected;
}

function isNumberText(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value));
}

/** Empty text is blank on this platform. */
function isBlankText(value: unknown): boolean {
  return value === null || value === '';
}
