/** Days of the calendar as numbers, so that they stand on a line like all other ordered values. */

const DAY_MILLISECONDS = 86_400_000;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
const ISO_DATE_LENGTH = 10;

/** Days since 1970-01-01; `null` when the calendar has no such day. */
export function dayNumber(iso: string): number | null {
  const milliseconds = ISO_DATE.test(iso) ? Date.parse(`${iso}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(milliseconds) || iso.startsWith('0000')) return null;
  // Some engines roll 31 April over to 1 May instead of refusing it.
  const isSure = iso.slice(-2) <= '28' || isoOf(milliseconds) === iso;
  return isSure ? milliseconds / DAY_MILLISECONDS : null;
}

/** The day so many days after 1970-01-01, as ISO text. */
export function dayText(number: number): string {
  return isoOf(number * DAY_MILLISECONDS);
}

function isoOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, ISO_DATE_LENGTH);
}
