import type { WireValue } from '../expression/index.js';

/** Absent, null and the empty text all mean: nobody filled it. */
export function isBlank(value: unknown): value is null | undefined | '' {
  return value === undefined || value === null || value === '';
}

/** A wire value with one spelling of blank. */
export function orNull(value: WireValue | undefined): WireValue {
  return isBlank(value) ? null : value;
}
