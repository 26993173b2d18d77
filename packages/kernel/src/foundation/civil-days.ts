import { DAY_MILLISECONDS } from './calendar-days.js';

/** Days of the calendar as people count them; each is `YYYY-MM-DD`. */

/** The day so many days later, or earlier below zero. */
export function dayPlus(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MILLISECONDS).toISOString().slice(0, 10);
}

/** How many days it is from one day to another; below zero when the other is earlier. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MILLISECONDS;
}
