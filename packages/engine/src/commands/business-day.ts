/** Offset of the company's civil time from UTC, in minutes. China has one time zone and no summer time. */
const OFFSET_MINUTES = 8 * 60;
const MINUTE_MS = 60_000;

/** The civil day of an instant where the business is, `YYYY-MM-DD`. */
export function businessDay(instant: string): string {
  return new Date(Date.parse(instant) + OFFSET_MINUTES * MINUTE_MS).toISOString().slice(0, 10);
}

/** The wall-clock minute of an instant where the business is, `YYYY-MM-DDTHH:mm`. */
export function businessMinute(instant: string): string {
  return new Date(Date.parse(instant) + OFFSET_MINUTES * MINUTE_MS).toISOString().slice(0, 16);
}
