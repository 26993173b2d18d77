/** Pauses before each further attempt, in seconds, as Standard Webhooks recommends. */
const PAUSES_SECONDS = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
const JITTER = 0.1;

/** How often a message is tried before somebody has to look at it. */
export const ATTEMPTS_MAX = PAUSES_SECONDS.length + 1;

/**
 * Seconds to wait after the attempt with this number (counted from 1); `undefined` when it was the last.
 * `chance` is a number from 0 to 1 that spreads retries, so that they do not all come at once.
 */
export function pauseAfter(attempt: number, chance: number, atLeast = 0): number | undefined {
  const pause = PAUSES_SECONDS[attempt - 1];
  if (pause === undefined) return undefined;
  return Math.max(pause * (1 + JITTER * chance), atLeast);
}
