import { Decimal, decimalText, fixedText, isDecimalText, roundTo, scaleOf } from '@dougong/kernel/foundation';

/** The typographic minus: as wide as a digit and never broken from its number. */
export const MINUS = '\u2212';

const FULL_WIDTH_OFFSET = 0xfee0;
const MINUS_LOOKALIKES = /[\u2212\u2010-\u2015\uFE63]/g;
const GROUPING_AND_SPACES = /[,，、'\s\u00A0\u202F]/g;

/** Full-width letters, digits and signs of a Chinese keyboard as plain ones. */
export function narrowed(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .replaceAll('。', '.')
    .replaceAll('\u3000', ' ');
}

/**
 * Reads what a person typed or pasted as a decimal of the wire: `１，２３４．５` becomes `1234.5`. Empty is null,
 * anything that is no number is undefined. Signs only move, no digit is ever computed.
 */
export function readDecimal(typed: string): string | null | undefined {
  let text = narrowed(typed).replace(MINUS_LOOKALIKES, '-').replace(GROUPING_AND_SPACES, '');
  if (text === '') return null;
  const bracketed = /^\((.+)\)$/.exec(text);
  if (bracketed !== null) text = `-${bracketed[1]}`;
  text = text
    .replace(/^\+/, '')
    .replace(/^(-?)\./, '$10.')
    .replace(/\.$/, '');
  if (!isDecimalText(text)) return undefined;
  return withoutLeadingZeros(text);
}

function withoutLeadingZeros(text: string): string {
  const negative = text.startsWith('-');
  const digits = (negative ? text.slice(1) : text).replace(/^0+(?=\d)/, '');
  return negative && /[1-9]/.test(digits) ? `-${digits}` : digits;
}

/** Puts commas between thousands of a wire decimal, leaving the fraction as it is. */
export function groupDigits(text: string): string {
  const [, sign = '', whole = '', fraction = ''] = /^([-\u2212+]?)(\d*)(.*)$/.exec(text) ?? [];
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction}`;
}

/** How a decimal is to be written. */
export interface DecimalFormat {
  /** Exactly this many places; without it the value keeps its own. */
  readonly scale?: number;
  /** At least this many places, more if the value has them. */
  readonly scaleMin?: number;
  /** A plus before gains. */
  readonly signed?: boolean;
  readonly grouped?: boolean;
}

function placesOf(value: Decimal, format: DecimalFormat): number {
  if (format.scale !== undefined) return format.scale;
  return Math.max(scaleOf(value), format.scaleMin ?? 0);
}

/** Writes a wire decimal for people: thousands, fixed places, a real minus. A text that is no decimal stays as it is. */
export function formatDecimal(text: string, format: DecimalFormat = {}): string {
  if (!isDecimalText(text)) return text;
  const value = new Decimal(text);
  const fixed = fixedText(value, placesOf(value, format));
  const grouped = format.grouped === false ? fixed : groupDigits(fixed);
  if (grouped.startsWith('-')) return MINUS + grouped.slice(1);
  return format.signed === true && !roundTo(value, placesOf(value, format)).isZero()
    ? `+${grouped}`
    : grouped;
}

/** Decimals after the point of a text, so that columns can be padded to one width. */
export function placesOfText(text: string): number {
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}

export type DecimalSign = 'negative' | 'zero' | 'positive';

/** The sign of a wire decimal; null when it is none. */
export function signOf(text: string): DecimalSign | null {
  if (!isDecimalText(text)) return null;
  if (!/[1-9]/.test(text)) return 'zero';
  return text.startsWith('-') ? 'negative' : 'positive';
}

/** Adds wire decimals exactly, leaving out what is none. */
export function sumTexts(texts: Iterable<unknown>): string {
  let sum = new Decimal(0);
  for (const text of texts) if (typeof text === 'string' && isDecimalText(text)) sum = sum.plus(text);
  return decimalText(sum);
}
