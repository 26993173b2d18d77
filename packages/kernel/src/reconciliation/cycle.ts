import { dayPlus } from '../foundation/index.js';
import type { ReconciliationDefinition } from '../metadata/index.js';

const DAYS_OF_WEEK = 7;

/** The last day that a run on a day compares: yesterday, the last Sunday before it, the end of the month before. */
export function cutoffOf(cycle: ReconciliationDefinition['cycle'], runDate: string): string {
  if (cycle === 'day') return dayPlus(runDate, -1);
  if (cycle === 'month') return dayPlus(monthOf(runDate), -1);
  const weekday = new Date(runDate).getUTCDay();
  return dayPlus(runDate, -(weekday === 0 ? DAYS_OF_WEEK : weekday));
}

/** The first day of the month of a day: runs compare a month as far as it is over. */
export function monthOf(day: string): string {
  return `${day.slice(0, 7)}-01`;
}
