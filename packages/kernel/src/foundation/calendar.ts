import { BUSINESS_UTC_OFFSET } from './business-day.js';
import { hoursOfDay, NO_HOURS } from './calendar-hours.js';
import type { DayHours, HoursText } from './calendar-hours.js';
import { dayOfDate, WEEKDAYS, weekdayOf } from './calendar-days.js';
import type { Weekday } from './calendar-days.js';
import { issue, pointer } from './issue.js';
import type { Issue } from './issue.js';
import { HOLIDAY_DAYS_MAX } from './limits.js';
import { ok, refused } from './result.js';
import type { Result } from './result.js';

/** When people work, as it is written down. A definition of kind `calendar` has this shape. */
export interface CalendarPlan {
  /** How far civil time is ahead of UTC; the business's own when left out. */
  readonly utcOffset?: string;
  /** Hours of an ordinary working day, and what "one day" of a length of working time means. */
  readonly hours: readonly HoursText[];
  /** The days of a week that are worked; one with other hours than the ordinary ones says which. */
  readonly week: readonly { readonly day: Weekday; readonly hours?: readonly HoursText[] }[];
  /** Days off, first to last. */
  readonly holidays?: readonly { readonly from: string; readonly to?: string }[];
  /** Days that are worked although their weekday is not, or with other hours. */
  readonly workingDays?: readonly { readonly date: string; readonly hours?: readonly HoursText[] }[];
}

/** A plan made ready for reckoning. Days are counted from 1970-01-01, times are milliseconds. */
export interface WorkingCalendar {
  readonly offset: number;
  /** Monday first. */
  readonly week: readonly DayHours[];
  readonly exceptions: ReadonlyMap<number, DayHours>;
  /** Days of exceptions in order, and how much more than by their weekdays was worked on all of them before each. */
  readonly exceptionDays: readonly number[];
  readonly surplus: readonly number[];
  readonly dayLength: number;
  readonly weekLength: number;
}

const MINUTE_MILLISECONDS = 60_000;

/** Makes a calendar of a plan. Refused with every fault of it; also when nobody would ever work. */
export function buildCalendar(plan: CalendarPlan): Result<WorkingCalendar, readonly Issue[]> {
  const issues: Issue[] = [];
  const ordinary = hoursOfDay(plan.hours, '/hours', issues);
  const week = weekOf(plan, ordinary, issues);
  const exceptions = exceptionsOf(plan, ordinary, issues);
  const weekLength = week.reduce((sum, { length }) => sum + length, 0);
  if (issues.length === 0 && weekLength === 0) issues.push(issue('calendar_without_hours', '/week'));
  if (issues.length > 0) return refused(issues);
  const offset = offsetOf(plan.utcOffset ?? BUSINESS_UTC_OFFSET);
  return ok({ offset, week, ...inOrder(exceptions, week), dayLength: ordinary.length, weekLength });
}

function offsetOf(text: string): number {
  const [hours = '0', minutes = '0'] = text.slice(1).split(':');
  const size = Number.parseInt(hours, 10) * 60 + Number.parseInt(minutes, 10);
  return (text.startsWith('-') ? -size : size) * MINUTE_MILLISECONDS;
}

function weekOf({ week }: CalendarPlan, ordinary: DayHours, issues: Issue[]): readonly DayHours[] {
  const days = new Map<Weekday, DayHours>();
  week.forEach(({ day, hours }, at) => {
    if (days.has(day)) issues.push(issue('duplicate', pointer('/week', at, 'day'), { name: day }));
    days.set(day, hours ? hoursOfDay(hours, pointer('/week', at, 'hours'), issues) : ordinary);
  });
  return WEEKDAYS.map((day) => days.get(day) ?? NO_HOURS);
}

function exceptionsOf(plan: CalendarPlan, ordinary: DayHours, issues: Issue[]): Map<number, DayHours> {
  const exceptions = new Map<number, DayHours>();
  const set = (day: number, hours: DayHours, at: string, name: string) => {
    if (exceptions.has(day)) issues.push(issue('duplicate', at, { name }));
    exceptions.set(day, hours);
  };
  (plan.holidays ?? []).forEach((holiday, at) => {
    const path = pointer('/holidays', at);
    for (const day of daysOff(holiday, path, issues)) set(day, NO_HOURS, `${path}/from`, holiday.from);
  });
  (plan.workingDays ?? []).forEach(({ date, hours }, at) => {
    const path = pointer('/workingDays', at);
    const day = dayOf(date, `${path}/date`, issues);
    const worked = hours ? hoursOfDay(hours, `${path}/hours`, issues) : ordinary;
    if (day !== undefined) set(day, worked, `${path}/date`, date);
  });
  return exceptions;
}

function daysOff(
  { from, to = from }: { readonly from: string; readonly to?: string },
  path: string,
  issues: Issue[],
): readonly number[] {
  const first = dayOf(from, `${path}/from`, issues);
  const last = to === from ? first : dayOf(to, `${path}/to`, issues);
  if (first === undefined || last === undefined) return [];
  const count = last - first + 1;
  if (count < 1) issues.push(issue('limits_crossed', `${path}/from`, { min: from, max: to }));
  if (count > HOLIDAY_DAYS_MAX)
    issues.push(issue('holiday_too_long', `${path}/to`, { max: HOLIDAY_DAYS_MAX }));
  return count < 1 || count > HOLIDAY_DAYS_MAX ? [] : Array.from({ length: count }, (_, at) => first + at);
}

function dayOf(date: string, path: string, issues: Issue[]): number | undefined {
  const day = dayOfDate(date);
  if (day === undefined) issues.push(issue('date_invalid', path, { value: date }));
  return day;
}

function inOrder(exceptions: ReadonlyMap<number, DayHours>, week: readonly DayHours[]) {
  const sorted = [...exceptions].toSorted(([one], [other]) => one - other);
  const surplus = [0];
  for (const [day, { length }] of sorted)
    surplus.push((surplus.at(-1) ?? 0) + length - (week[weekdayOf(day)]?.length ?? 0));
  return { exceptions, exceptionDays: sorted.map(([day]) => day), surplus };
}
