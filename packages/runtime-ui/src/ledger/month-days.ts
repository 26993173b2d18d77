import { dayPlus } from '@dougong/kernel/foundation';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** So many days lead from the first day of any month into the next one. */
const INTO_NEXT_MONTH = 31;

/** The first day of the month that a day lies in. */
export function firstDayOf(day: string): string {
  return `${day.slice(0, 7)}-01`;
}

/** The last day of the month that a day lies in. */
export function lastDayOf(day: string): string {
  return dayPlus(firstDayOf(dayPlus(firstDayOf(day), INTO_NEXT_MONTH)), -1);
}

/** Whether a text is written like a day. */
export function isDay(text: string | null): text is string {
  return text !== null && DAY.test(text);
}
