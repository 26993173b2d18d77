import type { Text } from '../../texts/index.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const HOURS_UNTIL = 2 * DAY;

const PATTERN = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const UNITS = ['weeks', 'days', 'hours', 'minutes', 'seconds'] as const;

function tenths(amount: number): string {
  return String(Math.round(amount * 10) / 10);
}

/** A length of time as people compare it: the unit in which it is easiest to read. */
export function secondsWords(seconds: number, text: Text): string {
  if (seconds < MINUTE) return text('time.moment');
  if (seconds < HOUR) return text('time.minutes', { amount: Math.round(seconds / MINUTE) });
  if (seconds < HOURS_UNTIL) return text('time.hours', { amount: tenths(seconds / HOUR) });
  return text('time.days', { amount: tenths(seconds / DAY) });
}

/** A length of time (ISO 8601) as it was set. */
export function durationWords(duration: string, text: Text): string {
  const match = PATTERN.exec(duration);
  const parts = UNITS.flatMap((unit, at) => {
    const amount = match?.[at + 1];
    return amount === undefined ? [] : [text(`time.${unit}`, { amount })];
  });
  return parts.length === 0 ? duration : parts.join(' ');
}
