import { dayPlus } from '@dougong/kernel/foundation';
import { firstDayOf, isDay, lastDayOf } from '../month-days.js';
import type { Boundary } from './period-wire.js';

export type MonthState = 'open' | 'soft' | 'closed';

/** How the books of a month stand; one that is closed in part is still open. */
export function monthState(period: string, { closedThrough, softThrough }: Boundary): MonthState {
  const last = lastDayOf(period);
  if (closedThrough !== null && closedThrough >= last) return 'closed';
  return softThrough !== null && softThrough >= last ? 'soft' : 'open';
}

/** Whether a month of an organisation stands as it does because of the whole: it cannot be opened by itself then. */
export function isClosedWithWhole(period: string, own: Boundary, whole: Boundary): boolean {
  const state = monthState(period, own);
  return state !== 'open' && state === monthState(period, whole);
}

/** The last day that stays closed when a month is opened again. */
export function dayBeforeMonth(period: string): string {
  return dayPlus(firstDayOf(period), -1);
}

/** Months that a closing through one of them closes as well, because they come before it and are open. */
export function closedAlong(period: string, months: readonly string[], books: Boundary): readonly string[] {
  return months.filter((month) => month < period && monthState(month, books) !== 'closed').toSorted();
}

/** Months that are opened together with one, because they come after it. */
export function openedAlong(period: string, months: readonly string[], books: Boundary): readonly string[] {
  return months.filter((month) => month > period && monthState(month, books) !== 'open').toSorted();
}

/** Months that somebody works with, through the one of today; later ones only where books of theirs are closed. */
export function monthsThrough(
  today: string,
  months: readonly string[],
  books: readonly Boundary[],
): readonly string[] {
  const isTouched = (month: string) => books.some((each) => monthState(month, each) !== 'open');
  return months.filter((month) => month <= today || isTouched(month));
}

/** A month of the books of one organisation, or of the whole. */
export interface Place {
  readonly period: string;
  readonly organisation: string | undefined;
}

/** The place that an address names. */
export function placeOf(search: URLSearchParams): Place | undefined {
  const period = search.get('period');
  if (!isDay(period)) return undefined;
  return { period: firstDayOf(period), organisation: search.get('organisation') ?? undefined };
}
