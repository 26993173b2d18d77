import { dayPlus } from '@dougong/kernel/foundation';
import type { CostPeriod } from './source-rows.js';

const LONGEST_MONTH_DAYS = 31;

/** First and last day of a month, `YYYY-MM`. */
export function daysOfMonth(month: string): CostPeriod {
  const from = `${month}-01`;
  const next = `${dayPlus(from, LONGEST_MONTH_DAYS).slice(0, 7)}-01`;
  return { from, to: dayPlus(next, -1) };
}
