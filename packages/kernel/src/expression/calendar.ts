/** Days of the Gregorian calendar as ISO text, without clocks and time zones. */

const DAY_MILLISECONDS = 86_400_000;
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const YEAR_MAX = 9999;
/** 1970-01-01 was a Thursday; Monday is 0. */
const EPOCH_WEEKDAY = 3;

export interface CivilDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

/** Reads an ISO date; `null` when there is no such day. */
export function parseDate(text: string): CivilDate | null {
  const match = ISO_DATE.exec(text);
  if (match === null) return null;
  const [year, month, day] = match.slice(1).map((part) => Number.parseInt(part, 10)) as [
    number,
    number,
    number,
  ];
  return isDate({ year, month, day }) ? { year, month, day } : null;
}

/** Tells whether the calendar has this day. */
export function isDate({ year, month, day }: CivilDate): boolean {
  return (
    year >= 1 && year <= YEAR_MAX && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
  );
}

/** Length of a month. */
export function daysInMonth(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}

/** Writes a day as ISO text. */
export function dateText({ year, month, day }: CivilDate): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Days since 1970-01-01. */
export function dayNumber({ year, month, day }: CivilDate): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / DAY_MILLISECONDS);
}

/** The day so many days after 1970-01-01; `null` outside the calendar. */
export function dateOfDay(number: number): CivilDate | null {
  const date = new Date(number * DAY_MILLISECONDS);
  const found = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
  return isDate(found) ? found : null;
}

/** The same day so many months later, the month's last day where there is no such day; `null` outside the calendar. */
export function addMonths({ year, month, day }: CivilDate, months: number): CivilDate | null {
  const count = year * 12 + (month - 1) + months;
  const target = { year: Math.floor(count / 12), month: (((count % 12) + 12) % 12) + 1 };
  const moved = { ...target, day: Math.min(day, daysInMonth(target.year, target.month)) };
  return isDate(moved) ? moved : null;
}

/** Whole months from one day to a later one. */
export function monthsBetween(from: CivilDate, to: CivilDate): number {
  return (to.year - from.year) * 12 + (to.month - from.month) - (to.day < from.day ? 1 : 0);
}

/** Day of the week, Monday is 0. */
export function weekday(number: number): number {
  return (((number + EPOCH_WEEKDAY) % 7) + 7) % 7;
}

/** Mondays to Fridays from one day to another, both counted. */
export function workdays(from: number, to: number): number {
  const days = to - from + 1;
  const weeks = Math.floor(days / 7);
  let count = weeks * 5;
  for (let day = from + weeks * 7; day <= to; day++) if (weekday(day) < 5) count += 1;
  return count;
}
