import { BUSINESS_UTC_OFFSET } from '../foundation/index.js';

const OFFSET_MS = 8 * 3_600_000;

/** An instant as the clocks of the business show it: `2026-11-22 16:00:00`, with milliseconds only where there are any. */
export function businessTime(instant: string): string {
  const civil = new Date(Date.parse(instant) + OFFSET_MS).toISOString();
  return civil
    .slice(0, 23)
    .replace('T', ' ')
    .replace(/\.000$/, '');
}

/** The instant at which the clocks of the business show this; `time` is `HH:mm:ss` with or without a fraction. */
export function instantOf(day: string, time: string): string {
  return `${day}T${time}${BUSINESS_UTC_OFFSET}`;
}
