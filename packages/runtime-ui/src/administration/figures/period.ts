import { businessDay } from '@dougong/kernel/foundation';

const MS_PER_DAY = 86_400_000;

/** From one day to another, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export const PERIOD_DAYS = [7, 30, 90] as const;
export const DAYS_DEFAULT = 30;

function daysAway(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * MS_PER_DAY).toISOString().slice(0, 10);
}

/** So many days up to today, where the business is. */
export function lastDays(days: number, now: string): Period {
  const to = businessDay(now);
  return { from: daysAway(to, 1 - days), to };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The period that an address names; thirty days up to today when it names none. */
export function periodOf(search: URLSearchParams, now: string): Period {
  const [from, to] = [search.get('from') ?? '', search.get('to') ?? ''];
  return DAY.test(from) && DAY.test(to) && from <= to ? { from, to } : lastDays(DAYS_DEFAULT, now);
}

/** Whether it is one of those that are offered by their number of days. */
export function daysOf({ from, to }: Period, now: string): number | undefined {
  return PERIOD_DAYS.find((days) => {
    const period = lastDays(days, now);
    return period.from === from && period.to === to;
  });
}
