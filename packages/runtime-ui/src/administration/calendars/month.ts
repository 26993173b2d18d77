import type { Localized, WorkingCalendar } from '@dougong/kernel/foundation';
import type { CalendarDefinition } from '@dougong/kernel/metadata';

const MS_PER_DAY = 86_400_000;
const MS_PER_HOUR = 3_600_000;
const WEEK = 7;
/** 1970-01-01 was a Thursday. */
const EPOCH_WEEKDAY = 3;

export type DayKind = 'work' | 'rest' | 'holiday' | 'exchanged';

export interface CalendarDay {
  readonly date: string;
  readonly isInMonth: boolean;
  readonly kind: DayKind;
  readonly hours: number;
  /** Of a holiday or of a day worked in exchange. */
  readonly title?: Localized;
}

/** `2026-11`, so many months away from another month. */
export function monthsAway(month: string, months: number): string {
  const [year = 0, at = 1] = month.split('-').map((part) => Number.parseInt(part, 10));
  return new Date(Date.UTC(year, at - 1 + months, 1)).toISOString().slice(0, 7);
}

/** The whole weeks that a month touches, Mondays first. */
export function weeksOf(
  month: string,
  definition: CalendarDefinition,
  calendar: WorkingCalendar,
): readonly (readonly CalendarDay[])[] {
  const first = Date.parse(`${month}-01T00:00:00Z`) / MS_PER_DAY;
  const after = Date.parse(`${monthsAway(month, 1)}-01T00:00:00Z`) / MS_PER_DAY;
  const monday = first - weekdayOf(first);
  const weeks = Math.ceil((after - monday) / WEEK);
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: WEEK }, (_day, at) => dayOf(monday + week * WEEK + at, month, definition, calendar)),
  );
}

function weekdayOf(day: number): number {
  return (((day + EPOCH_WEEKDAY) % WEEK) + WEEK) % WEEK;
}

function dayOf(
  day: number,
  month: string,
  { holidays = [], workingDays = [] }: CalendarDefinition,
  calendar: WorkingCalendar,
): CalendarDay {
  const date = new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
  const { length } = calendar.exceptions.get(day) ?? calendar.week[weekdayOf(day)] ?? { length: 0 };
  const holiday = holidays.find(({ from, to = from }) => from <= date && date <= to);
  const worked = workingDays.find((each) => each.date === date);
  const title = (worked ?? holiday)?.title;
  return {
    date,
    isInMonth: date.startsWith(month),
    kind:
      worked !== undefined ? 'exchanged' : holiday !== undefined ? 'holiday' : length > 0 ? 'work' : 'rest',
    hours: length / MS_PER_HOUR,
    ...(title === undefined ? {} : { title }),
  };
}

/** How many days and hours of a month are worked. */
export function workedIn(weeks: readonly (readonly CalendarDay[])[]): {
  readonly days: number;
  readonly hours: number;
} {
  const worked = weeks.flat().filter(({ isInMonth, hours }) => isInMonth && hours > 0);
  return { days: worked.length, hours: worked.reduce((sum, { hours }) => sum + hours, 0) };
}
