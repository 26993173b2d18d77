import type { NotificationEvent } from './events.js';
import { isUrgent } from './events.js';

/** How a message reaches somebody over one channel: not at all, at once, or once a day together with others. */
export const NOTIFICATION_MODES = ['off', 'now', 'digest'] as const;
export type NotificationMode = (typeof NOTIFICATION_MODES)[number];

/** When somebody wants to be left alone, by the clock where he is. */
export interface Habits {
  /** An IANA name. */
  readonly timeZone: string;
  /** `HH:mm`. From a later to an earlier time passes midnight; both alike: never quiet. */
  readonly quietFrom: string | null;
  readonly quietTo: string | null;
  /** `HH:mm` at which the messages of a day come together. */
  readonly digestAt: string;
}

/** Of whoever said nothing. */
export const USUAL_HABITS: Habits = {
  timeZone: 'Asia/Shanghai',
  quietFrom: null,
  quietTo: null,
  digestAt: '18:00',
};

const DAY_MINUTES = 1440;
const MINUTE_MS = 60_000;

/** Whether a word is the name of a time zone. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * When a message goes out; `undefined`: never. What is urgent goes at once unless it is switched off; what comes in quiet
 * hours goes when they are over.
 */
export function dueAt(
  event: NotificationEvent,
  mode: NotificationMode,
  habits: Habits,
  now: string,
): string | undefined {
  if (mode === 'off') return undefined;
  if (isUrgent(event)) return now;
  const due = mode === 'digest' ? nextTime(habits.digestAt, habits.timeZone, now) : now;
  return isQuiet(habits, due) ? nextTime(habits.quietTo ?? '00:00', habits.timeZone, due) : due;
}

/** Whether somebody wants to be left alone at an instant. */
export function isQuiet({ quietFrom, quietTo, timeZone }: Habits, at: string): boolean {
  if (quietFrom === null || quietTo === null) return false;
  const [from, to, minute] = [minutesOf(quietFrom), minutesOf(quietTo), minuteOfDay(at, timeZone)];
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}

/** The next instant after `now` at which clocks of the zone show the time. A change of summer time is made up for. */
function nextTime(time: string, timeZone: string, now: string): string {
  const wanted = minutesOf(time);
  const start = Math.floor(Date.parse(now) / MINUTE_MS) * MINUTE_MS;
  const ahead = (wanted - minuteOfDay(now, timeZone) + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES;
  const found = start + ahead * MINUTE_MS;
  const shown = minuteOfDay(new Date(found).toISOString(), timeZone);
  const off = ((wanted - shown + DAY_MINUTES + DAY_MINUTES / 2) % DAY_MINUTES) - DAY_MINUTES / 2;
  return new Date(found + off * MINUTE_MS).toISOString();
}

function minuteOfDay(at: string, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const shown = format.format(Date.parse(at));
  return minutesOf(shown);
}

function minutesOf(time: string): number {
  return Number.parseInt(time.slice(0, 2), 10) * 60 + Number.parseInt(time.slice(3, 5), 10);
}
