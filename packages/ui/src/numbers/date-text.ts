import dayjs from 'dayjs';
import customParseFormat from 'dayjs/plugin/customParseFormat.js';
import { narrowed } from './decimal-text.js';

dayjs.extend(customParseFormat);

const ISO_DATE = 'YYYY-MM-DD';

function isoDate(year: string, month: string, day: string): string | undefined {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return dayjs(text, ISO_DATE, true).isValid() ? text : undefined;
}

/**
 * Reads a date as people type it: `20261120`, `2026/11/20`, `2026年11月20日`, `11-20` (of the given year).
 * Empty is null, anything else undefined.
 */
export function readDate(typed: string, currentYear: string): string | null | undefined {
  const text = narrowed(typed).trim();
  if (text === '') return null;
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (compact !== null) return isoDate(compact[1]!, compact[2]!, compact[3]!);
  const parts = text.split(/[-/.年月日\s]+/).filter((part) => part !== '');
  if (parts.some((part) => !/^\d+$/.test(part))) return undefined;
  if (parts.length === 3 && parts[0]!.length === 4) return isoDate(parts[0]!, parts[1]!, parts[2]!);
  return parts.length === 2 ? isoDate(currentYear, parts[0]!, parts[1]!) : undefined;
}

/** A moment for people: the day and the minute, without the year while it is the running one. */
export function formatMoment(iso: string, now: string): string {
  const moment = dayjs(iso);
  if (!moment.isValid()) return iso;
  return moment.format(moment.isSame(dayjs(now), 'year') ? 'MM-DD HH:mm' : 'YYYY-MM-DD HH:mm');
}
