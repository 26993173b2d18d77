const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;

/** Tells whether a text is a day of the calendar: 2026-02-30 is none. */
export function isCalendarDate(text: string): boolean {
  const match = DATE.exec(text);
  if (!match || match[1] === '0000') return false;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}

/** An RFC 3339 instant in its one form, UTC to the millisecond; `null` when the text is none. */
export function canonicalInstant(text: string): string | null {
  const match = INSTANT.exec(text);
  if (!match || !isCalendarDate(match[1] ?? '')) return null;
  const instant = new Date(text.toUpperCase());
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString();
}
