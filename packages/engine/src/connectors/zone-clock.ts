import { businessMinute } from '@dougong/kernel/foundation';

/** The wall-clock minute of an instant in a zone, `YYYY-MM-DDTHH:mm`; the business's where none is named or known. */
export function minuteIn(instant: string, timeZone: string | undefined): string {
  if (timeZone === undefined) return businessMinute(instant);
  try {
    return formatOf(timeZone).format(new Date(instant)).replace(' ', 'T');
  } catch (error) {
    if (error instanceof RangeError) return businessMinute(instant);
    throw error;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Sweden writes days and times as ISO 8601 does. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}

/** The calendar day before. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - DAY_MS).toISOString().slice(0, 10);
}

const DAY_MS = 86_400_000;
