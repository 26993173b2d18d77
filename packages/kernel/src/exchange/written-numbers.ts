import { Decimal, decimalText } from '../foundation/index.js';
import { SHEET_DIGITS_MAX } from './sheet-cell.js';
import type { SheetCell } from './sheet-cell.js';

const FULL_WIDTH = /[０-９．－＋，（）]/gu;
const FULL_WIDTH_OFFSET = 0xfee0;
const MONEY_SIGNS = /^([-+(]?)[¥￥$€£]\s*/;
const GROUPED = /^\d{1,3}(,\d{3})+(\.\d+)?$/;
const PLAIN = /^(\d+(\.\d+)?|\.\d+|\d+\.)$/;
const LENGTH_MAX = 64;

/**
 * The plain decimal that a text writes, as people write amounts: `1,234.50`, `¥ 12`, `(3.20)` for a negative one, full-width
 * digits. Nothing when it is none; a comma is never taken for a decimal point.
 */
export function readWrittenNumber(written: string): string | undefined {
  if (written.length > LENGTH_MAX) return undefined;
  const text = written
    .trim()
    .replace(FULL_WIDTH, (sign) => String.fromCharCode(sign.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .replace(MONEY_SIGNS, '$1');
  const inBrackets = /^\((.+)\)$/.exec(text)?.[1];
  const isNegative = inBrackets !== undefined || text.startsWith('-');
  const digits = (inBrackets ?? text.replace(/^[-+]/, '')).trim();
  const plain = GROUPED.test(digits) ? digits.replaceAll(',', '') : digits;
  if (!PLAIN.test(plain)) return undefined;
  const number = new Decimal(plain);
  return decimalText(isNegative ? number.negated() : number);
}

const STORED = /^-?\d+(\.\d+)?([eE][-+]?\d{1,3})?$/;
const LARGEST_WHOLE_DIGITS = SHEET_DIGITS_MAX;

/**
 * A number as a sheet stores it: the nearest binary fraction, with up to 17 digits. What the sheet shows, and what was typed,
 * has 15; a whole number of more digits than that has lost some of them already.
 */
export function readStoredNumber(stored: string): SheetCell {
  if (stored.length > LENGTH_MAX || !STORED.test(stored)) return { kind: 'text', text: stored };
  const number = new Decimal(stored).toSignificantDigits(SHEET_DIGITS_MAX);
  const text = decimalText(number);
  const isCut = text.replace('-', '').split('.')[0]!.length > LARGEST_WHOLE_DIGITS;
  return { kind: 'number', text, ...(isCut ? { cut: true as const } : {}) };
}
