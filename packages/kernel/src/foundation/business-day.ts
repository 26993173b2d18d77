/** The clock of the business: China has one time zone and no summer time. */

/** Offset of the company's civil time from UTC. */
export const BUSINESS_UTC_OFFSET = '+08:00';

const OFFSET_MILLISECONDS = 8 * 3_600_000;

/** The civil day of an instant where the business is, `YYYY-MM-DD`. */
export function businessDay(instant: string): string {
  return wallClock(instant).slice(0, 10);
}

/** The wall-clock minute of an instant where the business is, `YYYY-MM-DDTHH:mm`. */
export function businessMinute(instant: string): string {
  return wallClock(instant).slice(0, 16);
}

/** The instant at which a civil day begins where the business is; `day` is `YYYY-MM-DD`. */
export function businessDayStart(day: string): string {
  return new Date(`${day}T00:00:00${BUSINESS_UTC_OFFSET}`).toISOString();
}

function wallClock(instant: string): string {
  return new Date(Date.parse(instant) + OFFSET_MILLISECONDS).toISOString();
}
