import { Decimal, decimalText, ZERO } from '../../foundation/index.js';

const DECIMAL = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/** Whether a value is what was expected: decimals by their value, blank as blank, everything else as it stands. */
export function isSame(expected: unknown, got: unknown): boolean {
  if (isNothing(expected)) return isNothing(got);
  if (typeof expected === 'string' && typeof got === 'string')
    return expected === got || (isDecimal(expected) && isDecimal(got) && new Decimal(expected).equals(got));
  return JSON.stringify(expected) === JSON.stringify(got);
}

/** The sum of decimal texts, as text. */
export function sumOf(amounts: readonly string[]): string {
  return decimalText(amounts.reduce((sum, each) => sum.plus(each), ZERO));
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}
