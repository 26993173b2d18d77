import { issue, ok, refused } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';

/** A checked numbering pattern such as `PD{yyyy}{MM}-{seq:4}`. */
export interface NumberPattern {
  readonly source: string;
  /** Digits that the running number is padded to. */
  readonly digits: number;
  /** Numbers are taken under a lock that lasts to the commit. */
  readonly gapFree: boolean;
  /** Each organisation has running numbers of its own. */
  readonly byOrganisation: boolean;
}

const PLACEHOLDER = /\{([^{}]*)\}/g;
/** The organisation of the record; each counts for itself. */
const ORGANISATION = 'organisation';
const SEQUENCE = /^seq:([1-9]|1[0-2])$/;

/** Position and length of each date part in `2026-11-22`. */
const DATE_PARTS: Readonly<Record<string, readonly [number, number]>> = {
  yyyy: [0, 4],
  yy: [2, 4],
  MM: [5, 7],
  dd: [8, 10],
};

function placeholders(source: string): readonly string[] {
  return [...source.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
}

/** Checks a pattern: known placeholders, and exactly one running number. */
export function parseNumberPattern(
  source: string,
  gaps: 'allowed' | 'none' = 'allowed',
): Result<NumberPattern, Issue> {
  const found = placeholders(source);
  const sequences = found.filter((name) => SEQUENCE.test(name));
  const unknown = found.find(
    (name) => !SEQUENCE.test(name) && name !== ORGANISATION && !Object.hasOwn(DATE_PARTS, name),
  );
  if (unknown !== undefined || /[{}]/.test(source.replace(PLACEHOLDER, ''))) {
    return refused(issue('number_pattern', '', { pattern: source, unknown }));
  }
  if (sequences.length !== 1)
    return refused(issue('number_pattern', '', { pattern: source, sequences: sequences.length }));
  const digits = Number.parseInt(sequences[0]?.slice('seq:'.length) ?? '', 10);
  return ok({ source, digits, gapFree: gaps === 'none', byOrganisation: found.includes(ORGANISATION) });
}

function datePart(name: string, date: string): string {
  const part = Object.hasOwn(DATE_PARTS, name) ? DATE_PARTS[name] : undefined;
  return part ? date.slice(part[0], part[1]) : '';
}

/**
 * Writes the number of a record.
 * @param sequence running number within the period, from 1; one that outgrows its digits is written in full.
 * @param date the day that the date parts are of, `YYYY-MM-DD`.
 * @param organisation the one that the record belongs to.
 */
export function formatNumber(pattern: string, sequence: number, date: string, organisation = ''): string {
  return pattern.replaceAll(PLACEHOLDER, (whole, name: string) => {
    if (name === ORGANISATION) return organisation.toUpperCase();
    const digits = SEQUENCE.exec(name)?.[1];
    return digits === undefined
      ? datePart(name, date)
      : String(sequence).padStart(Number.parseInt(digits, 10), '0');
  });
}

/** Names the period in which a running number counts; it starts anew when any date part of the pattern changes. */
export function numberPeriod(pattern: string, date: string): string {
  const named = new Set(placeholders(pattern));
  return Object.keys(DATE_PARTS)
    .filter((name) => named.has(name))
    .map((name) => datePart(name, date))
    .join('-');
}
