import { businessDay, businessDayStart } from '@dougong/kernel/foundation';
import { badQuery } from '../../records/query-refusal.js';
import { dayParameter } from '../../records/query-text.js';
import type { RawQuery } from '../../records/query-text.js';

const DAYS_DEFAULT = 30;
const MS_PER_DAY = 86_400_000;

/** From an instant to the first one after it. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** Whole days where the business is; the last thirty unless said otherwise. */
export function spanOf(query: RawQuery, now: string): Span {
  const today = businessDay(now);
  const last = dayParameter(query, 'to') ?? today;
  const first = dayParameter(query, 'from') ?? dayBefore(last, DAYS_DEFAULT - 1);
  if (first > last) throw badQuery('bad_parameter', ['from'], { name: 'from' });
  return { from: businessDayStart(first), to: businessDayStart(dayBefore(last, -1)) };
}

function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * MS_PER_DAY).toISOString().slice(0, 10);
}
