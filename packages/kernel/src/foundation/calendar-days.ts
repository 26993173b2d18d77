/** Days as numbers since 1970-01-01. */

export const DAY_MILLISECONDS = 86_400_000;

/** Monday first, as people read a working week. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** 1970-01-01 was a Thursday. */
const EPOCH_WEEKDAY = 3;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Number of an ISO day; `undefined` when the calendar has no such day. */
export function dayOfDate(date: string): number | undefined {
  if (!ISO_DATE.test(date)) return undefined;
  const midnight = Date.parse(`${date}T00:00:00.000Z`);
  // Days that a month does not have are carried into the next one by some engines and refused by others.
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(date)) return undefined;
  return midnight / DAY_MILLISECONDS;
}

/** Whole weeks, from Mondays to Sundays, before the week of a day. */
export function weekOfDay(day: number): number {
  return Math.floor((day + EPOCH_WEEKDAY) / 7);
}

/** 0 is Monday. */
export function weekdayOf(day: number): number {
  return day + EPOCH_WEEKDAY - 7 * weekOfDay(day);
}
