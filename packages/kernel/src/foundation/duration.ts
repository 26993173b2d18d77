import { issue } from './issue.js';
import type { Issue } from './issue.js';
import { ok, refused } from './result.js';
import type { Result } from './result.js';

const MILLISECONDS = { W: 604_800_000, D: 86_400_000, H: 3_600_000, M: 60_000, S: 1000 } as const;
const ISO_DURATION = /^P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?$/;

/** How long a week and a day are; a working day has fewer hours than a day. */
export interface DayLengths {
  readonly W: number;
  readonly D: number;
}

/**
 * Reads an ISO 8601 duration of fixed length (weeks, days, hours, minutes, seconds); years and months are refused
 * because their length depends on the calendar.
 * @returns milliseconds, elapsed ones unless `days` says how long days are.
 */
export function durationMilliseconds(text: string, days: DayLengths = MILLISECONDS): Result<number, Issue> {
  const match = ISO_DURATION.exec(text);
  if (!match || text === 'P' || text.endsWith('T'))
    return refused(issue('bad_duration', '', { value: text }));
  const lengths = { ...MILLISECONDS, ...days };
  const units = ['W', 'D', 'H', 'M', 'S'] as const;
  return ok(
    units.reduce((sum, unit, at) => sum + Number.parseInt(match[at + 1] ?? '0', 10) * lengths[unit], 0),
  );
}

/** The instant `duration` after `instant` (both ISO texts), in elapsed time without a working calendar. */
export function addDuration(instant: string, duration: string): Result<string, Issue> {
  const length = durationMilliseconds(duration);
  return length.ok ? ok(new Date(Date.parse(instant) + length.value).toISOString()) : length;
}
