import { Decimal, decimalText } from '../foundation/index.js';
import { fail } from './formula-error.js';
import type { Span } from './formula-error.js';
import { DIGITS_MAX } from './limits.js';

export type Arithmetic = (left: Decimal, right: Decimal, span: Span) => Decimal;

/** Refuses results that no field could ever hold, before they cost memory. */
export function bounded(value: Decimal, span: Span): Decimal {
  if (value.isNaN()) return fail('DOMAIN', span, { value: 'NaN' });
  if (!value.isFinite() || value.e > DIGITS_MAX || value.e < -DIGITS_MAX) {
    return value.isZero() ? value : fail('OVERFLOW', span, { max: DIGITS_MAX });
  }
  return value;
}

function divide(left: Decimal, right: Decimal, span: Span): Decimal {
  return right.isZero() ? fail('DIV_ZERO', span) : bounded(left.div(right), span);
}

/** The remainder has the sign of the dividend, as the `%` of the expression grammar. */
function remainder(left: Decimal, right: Decimal, span: Span): Decimal {
  return right.isZero() ? fail('DIV_ZERO', span) : bounded(left.mod(right), span);
}

/** Raises to a power; the size of the result is estimated first, because computing it could take for ever. */
export function power(base: Decimal, exponent: Decimal, span: Span): Decimal {
  if (base.isZero() && exponent.isNegative() && !exponent.isZero()) fail('DIV_ZERO', span);
  if (base.isNegative() && !exponent.isInteger())
    fail('DOMAIN', span, { name: '^', value: decimalText(base) });
  if (!base.isZero() && !base.abs().eq(1)) {
    const digits = Decimal.log10(base.abs()).times(exponent).abs();
    if (digits.gt(DIGITS_MAX)) fail('OVERFLOW', span, { max: DIGITS_MAX });
  }
  return bounded(base.pow(exponent), span);
}

export const ARITHMETIC: Readonly<Record<string, Arithmetic>> = {
  '+': (left, right, span) => bounded(left.plus(right), span),
  '-': (left, right, span) => bounded(left.minus(right), span),
  '*': (left, right, span) => bounded(left.times(right), span),
  '/': divide,
  '%': remainder,
  '^': power,
};
