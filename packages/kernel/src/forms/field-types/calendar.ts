import { isDate } from '../../expression/index.js';

const INSTANT = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;

const DAY_LENGTH = 10;
const ZERO = 0x30;

/** Tells whether a text is a day of the calendar: 2026-02-30 is none. */
export function isCalendarDate(text: string): boolean {
  if (text.length !== DAY_LENGTH || text[4] !== '-' || text[7] !== '-') return false;
  const [year, month, day] = [wholeAt(text, 0, 4), wholeAt(text, 5, 7), wholeAt(text, 8, DAY_LENGTH)];
  return isDate({ year, month, day });
}

/** The number that digits write; 0, which no part of a date is, where anything else stands among them. */
function wholeAt(text: string, from: number, end: number): number {
  let number = 0;
  for (let at = from; at < end; at += 1) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return 0;
    number = number * 10 + digit;
  }
  return number;
}

/** An RFC 3339 instant in its one form, UTC to the millisecond; `null` when the text is none. */
export function canonicalInstant(text: string): string | null {
  const match = INSTANT.exec(text);
  if (!match || !isCalendarDate(match[1] ?? '')) return null;
  const instant = new Date(text.toUpperCase());
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}
