import type { SqlType } from '@dougong/kernel/forms';
import { isDecimalText } from '@dougong/kernel/foundation';

/** What PostgreSQL will read as a value of a type; a parameter that passes never makes a statement fail. */

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const DAY = /^(?!0000)\d{4}-\d\d-\d\d$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;
const INSTANT = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$/;

/** Bounds of the `integer` type. */
const INTEGER_MAX = 2_147_483_647;

const CHECKS: Readonly<Record<SqlType, (value: unknown) => boolean>> = {
  numeric: (value) => typeof value === 'string' && isDecimalText(value),
  integer: (value) => Number.isInteger(value) && Math.abs(value as number) <= INTEGER_MAX,
  boolean: (value) => typeof value === 'boolean',
  text: (value) => typeof value === 'string' && !value.includes('\0'),
  uuid: isUuid,
  jsonb: (value) => value !== null && value !== undefined,
  time: (value) => typeof value === 'string' && TIME.test(value),
  date: (value) => typeof value === 'string' && DAY.test(value) && dayOf(value) === value,
  timestamptz: (value) =>
    typeof value === 'string' &&
    INSTANT.test(value) &&
    dayOf(value.slice(0, 10)) === value.slice(0, 10) &&
    !Number.isNaN(Date.parse(value)),
};

export function isScalarOf(type: SqlType, value: unknown): boolean {
  return CHECKS[type](value);
}

export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

/** The day that a date text means; another one than written where the calendar has no such day. */
function dayOf(text: string): string | undefined {
  const instant = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString().slice(0, 10);
}
