import { durationMilliseconds } from '../foundation/index.js';
import type { RuleSchedule } from '../metadata/index.js';
import { namesDay, parseCron } from './cron.js';
import type { Cron } from './cron.js';

/** When schedules are due. Times are wall-clock minutes of the business, `YYYY-MM-DDTHH:mm`; whoever asks knows its zone. */

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A text like `0 0 29 2 1` may name no day for decades. */
const DAYS_SEARCHED_MAX = 366 * 9;

/**
 * The first minute after `after` at which a schedule is due; `undefined` when there is none within nine years.
 * A schedule that was asleep over several due minutes is due once: whoever asks hands in the present minute.
 */
export function nextDue(schedule: RuleSchedule, after: string): string | undefined {
  const start = schedule.from === undefined ? undefined : wallClock(`${schedule.from}T00:00`);
  const asked = wallClock(after);
  const from = start === undefined ? asked : Math.max(asked, start - MINUTE_MS);
  if (schedule.every !== undefined) return nextOfEvery(schedule.every, start ?? 0, from);
  const cron = parseCron(schedule.cron ?? '');
  return cron.ok ? nextOfCron(cron.value, from) : undefined;
}

/** Whether a schedule fell due in the minutes after `last` up to and including `now`. */
export function isDue(schedule: RuleSchedule, last: string, now: string): boolean {
  const next = nextDue(schedule, last);
  return next !== undefined && next <= now.slice(0, next.length);
}

/** Whole steps from the beginning, so that restarts do not move the hours; at most one a minute. */
function nextOfEvery(every: string, start: number, after: number): string | undefined {
  const length = durationMilliseconds(every);
  if (!length.ok || length.value < MINUTE_MS) return undefined;
  const steps = Math.floor((after - start) / length.value) + 1;
  const due = start + Math.max(steps, 0) * length.value;
  return minuteText(due);
}

function nextOfCron(cron: Cron, after: number): string | undefined {
  const first = after + MINUTE_MS;
  const midnight = first - modulo(first, DAY_MS);
  for (let at = 0; at < DAYS_SEARCHED_MAX; at += 1) {
    const day = midnight + at * DAY_MS;
    const date = new Date(day);
    if (!namesDay(cron, date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCDay())) continue;
    const due = minuteOfDay(cron, day, first);
    if (due !== undefined) return minuteText(due);
  }
  return undefined;
}

function minuteOfDay(cron: Cron, day: number, first: number): number | undefined {
  for (const hour of sorted(cron.hours)) {
    for (const minute of sorted(cron.minutes)) {
      const due = day + (hour * 60 + minute) * MINUTE_MS;
      if (due >= first) return due;
    }
  }
  return undefined;
}

const sorted = (values: ReadonlySet<number>): readonly number[] => [...values].sort((a, b) => a - b);

const modulo = (value: number, by: number): number => ((value % by) + by) % by;

/** A wall clock has no zone; its minutes are counted as if it stood in Greenwich. */
function wallClock(text: string): number {
  const at = Date.parse(`${text.slice(0, 16)}:00Z`);
  return at - modulo(at, MINUTE_MS);
}

function minuteText(at: number): string {
  return new Date(at).toISOString().slice(0, 16);
}
