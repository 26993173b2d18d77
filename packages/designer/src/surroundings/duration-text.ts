import type { Text } from '../i18n/text.js';

/** Units of a time limit, longest first, as ISO 8601 writes them. */
export const DURATION_UNITS = ['weeks', 'days', 'hours', 'minutes', 'seconds'] as const;
export type DurationUnit = (typeof DURATION_UNITS)[number];

export interface DurationPart {
  readonly amount: string;
  readonly unit: DurationUnit;
}

const PATTERN = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/** The parts of an ISO duration; empty when it is none. */
export function durationParts(duration: string): readonly DurationPart[] {
  const match = PATTERN.exec(duration);
  return DURATION_UNITS.flatMap((unit, at) => {
    const amount = match?.[at + 1];
    return amount === undefined ? [] : [{ amount, unit }];
  });
}

/** Writes one amount as an ISO duration. */
export function durationOf({ amount, unit }: DurationPart): string {
  const letter = unit.charAt(0).toUpperCase();
  return unit === 'weeks' || unit === 'days' ? `P${amount}${letter}` : `PT${amount}${letter}`;
}

/** A duration as people say it: 24 hours, 1 day 12 hours. */
export function durationText(duration: string, text: Text): string {
  const parts = durationParts(duration);
  if (parts.length === 0) return duration;
  return parts
    .map(({ amount, unit }) => {
      const key = `duration.in${unit.charAt(0).toUpperCase()}${unit.slice(1)}`;
      return text(key, { count: Number.parseInt(amount, 10) });
    })
    .join(' ');
}
