import type { WorkingCalendar } from './calendar.js';
import { DAY_MILLISECONDS, weekdayOf, weekOfDay } from './calendar-days.js';
import { NO_HOURS } from './calendar-hours.js';
import type { DayHours } from './calendar-hours.js';
import { durationMilliseconds } from './duration.js';
import { issue } from './issue.js';
import type { Issue } from './issue.js';
import { CALENDAR_DAYS_MAX } from './limits.js';
import { ok, refused } from './result.js';
import type { Result } from './result.js';

/*
 * Everything rests on one function of time: how much has been worked up to a moment, counted from a fixed Monday. It
 * never falls, so what lies between two moments is a difference, and the moment at which an amount is reached can be
 * searched for. Neither costs more for a year than for an hour.
 */

/**
 * The first moment at which so much has been worked since `at` (RFC 3339). `PT4H` is four hours of work, `P1D` the hours
 * of one ordinary working day, `P1W` those of one ordinary week. Nothing to work ends where it begins.
 */
export function addWorking(calendar: WorkingCalendar, at: string, duration: string): Result<string, Issue> {
  const length = workingLength(calendar, duration);
  return length.ok ? addWorkingTime(calendar, at, length.value) : length;
}

/** Like `addWorking`, for milliseconds of work. */
export function addWorkingTime(
  calendar: WorkingCalendar,
  at: string,
  milliseconds: number,
): Result<string, Issue> {
  const start = Date.parse(at) + calendar.offset;
  if (Number.isNaN(start)) return refused(issue('date_time_invalid', '', { value: at }));
  if (milliseconds <= 0) return ok(new Date(start - calendar.offset).toISOString());
  const target = workedUntil(calendar, start) + milliseconds;
  const day = dayOfAmount(calendar, target, dayOf(start));
  if (day === undefined) return refused(issue('beyond_calendar', '', { at }));
  const left = target - workedBefore(calendar, day);
  const moment = day * DAY_MILLISECONDS + timeOfAmount(hoursOn(calendar, day), left);
  return ok(new Date(moment - calendar.offset).toISOString());
}

/** Milliseconds of work from one moment (RFC 3339) to another; negative when the second one is earlier. */
export function workingBetween(calendar: WorkingCalendar, from: string, to: string): number {
  const { offset } = calendar;
  return workedUntil(calendar, Date.parse(to) + offset) - workedUntil(calendar, Date.parse(from) + offset);
}

/** What a length of working time (ISO 8601) amounts to in milliseconds of work. */
export function workingLength(calendar: WorkingCalendar, duration: string): Result<number, Issue> {
  return durationMilliseconds(duration, { D: calendar.dayLength, W: calendar.weekLength });
}

/** Tells whether somebody works at this moment (RFC 3339). */
export function isWorkingTime(calendar: WorkingCalendar, at: string): boolean {
  const local = Date.parse(at) + calendar.offset;
  const day = dayOf(local);
  const time = local - day * DAY_MILLISECONDS;
  return hoursOn(calendar, day).spans.some(({ from, to }) => from <= time && time < to);
}

function dayOf(local: number): number {
  return Math.floor(local / DAY_MILLISECONDS);
}

function hoursOn(calendar: WorkingCalendar, day: number): DayHours {
  return calendar.exceptions.get(day) ?? calendar.week[weekdayOf(day)] ?? NO_HOURS;
}

function workedUntil(calendar: WorkingCalendar, local: number): number {
  const day = dayOf(local);
  const time = local - day * DAY_MILLISECONDS;
  const today = hoursOn(calendar, day).spans.reduce(
    (sum, { from, to }) => sum + Math.max(0, Math.min(time, to) - from),
    0,
  );
  return workedBefore(calendar, day) + today;
}

/** By weekdays, put right by what the exceptions before the day differ from theirs. */
function workedBefore(calendar: WorkingCalendar, day: number): number {
  const { week, weekLength, exceptionDays, surplus } = calendar;
  const thisWeek = week.slice(0, weekdayOf(day)).reduce((sum, { length }) => sum + length, 0);
  const passed = firstAt(0, exceptionDays.length, (at) => (exceptionDays[at] ?? day) >= day);
  return weekOfDay(day) * weekLength + thisWeek + (surplus[passed] ?? 0);
}

/** The day on which an amount is reached; `undefined` when it is not within a century. */
function dayOfAmount(calendar: WorkingCalendar, target: number, first: number): number | undefined {
  const end = first + CALENDAR_DAYS_MAX;
  const day = firstAt(first, end, (each) => workedBefore(calendar, each + 1) >= target);
  return day < end ? day : undefined;
}

function timeOfAmount({ spans }: DayHours, amount: number): number {
  let left = amount;
  for (const { from, to } of spans) {
    if (left <= to - from) return from + left;
    left -= to - from;
  }
  throw new Error('the day was chosen because the amount is reached on it');
}

/** The first whole number from `low` on for which it holds, `high` when there is none before; it holds from there on. */
function firstAt(low: number, high: number, holds: (at: number) => boolean): number {
  let [from, to] = [low, high];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}
