import { daysBetween, dayPlus } from '../foundation/index.js';

/** Day 0 of a sheet's calendar, which believes that February 1900 had 29 days; and of the calendar of old Macs. */
const DAY_ZERO = '1899-12-30';
const DAY_ZERO_1904 = '1904-01-01';
const FIRST_TRUE_SERIAL = 61;
const SECONDS_PER_DAY = 86_400;
const LAST_SERIAL = daysBetween(DAY_ZERO, '9999-12-31');

const TIME = String.raw`(?:[T\s]\s*(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,3})?)?)?`;
const ZONE = String.raw`\s*([Zz]|[+-]\d{2}:\d{2})?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?${TIME}${ZONE}$`);
const RUN_TOGETHER = new RegExp(String.raw`^(\d{4})(\d{2})(\d{2})${TIME}$`);
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})${TIME}$`);

/** A civil day with its time, if one is written. */
export interface WrittenDate {
  readonly day: string;
  /** `HH:mm:ss`, with `.SSS` where there are milliseconds. */
  readonly time?: string;
  /** `Z` or an offset; without it, the clocks of the business are meant. */
  readonly zone?: string;
}

/**
 * A date as people write it: `2026-11-22`, `2026/1/5`, `2026年11月22日`, `20261122`, `22.11.2026`, with or without a time. One that
 * could be read in two ways, such as `3/4/2026`, is none.
 */
export function readWrittenDate(written: string): WrittenDate | undefined {
  const text = written.trim();
  const first = YEAR_FIRST.exec(text) ?? RUN_TOGETHER.exec(text);
  if (first) return dateOf([first[1], first[2], first[3]], first.slice(4));
  const last = YEAR_LAST.exec(text);
  if (!last) return undefined;
  const [, one = '', two = '', year] = last;
  const [a, b] = [Number.parseInt(one, 10), Number.parseInt(two, 10)];
  if (a <= 12 && b <= 12 && a !== b) return undefined;
  const [month, day] = a > 12 ? [two, one] : [one, two];
  return dateOf([year, month, day], last.slice(4));
}

function dateOf(
  [year = '', month = '', day = '']: readonly (string | undefined)[],
  [hours, minutes, seconds = '00', fraction = '', zone]: readonly (string | undefined)[],
): WrittenDate | undefined {
  const civil = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isDay(civil)) return undefined;
  if (hours === undefined || minutes === undefined) return { day: civil };
  if (Number.parseInt(hours, 10) > 23 || Number.parseInt(minutes, 10) > 59) return undefined;
  const time = `${hours.padStart(2, '0')}:${minutes}:${seconds}${fraction}`;
  return { day: civil, time, ...(zone === undefined ? {} : { zone: zone.toUpperCase() }) };
}

function isDay(text: string): boolean {
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}

/** The date that a sheet means by a serial number; nothing for one that its calendar does not have. */
export function dateOfSerial(serial: number, from1904 = false): string | undefined {
  const days = Math.floor(serial);
  const seconds = Math.round((serial - days) * SECONDS_PER_DAY);
  const [whole, rest] = seconds === SECONDS_PER_DAY ? [days + 1, 0] : [days, seconds];
  if (whole < 0 || whole > LAST_SERIAL) return undefined;
  if (whole === 0 && !from1904) return timeOf(rest);
  // Before its imaginary 29 February 1900 a sheet is one day behind.
  const shift = !from1904 && whole < FIRST_TRUE_SERIAL ? 1 : 0;
  const day = dayPlus(from1904 ? DAY_ZERO_1904 : DAY_ZERO, whole + shift);
  return rest === 0 ? day : `${day} ${timeOf(rest)}`;
}

function timeOf(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
