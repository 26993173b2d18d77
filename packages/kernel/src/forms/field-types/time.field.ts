import { issue, ok, refused } from '../../foundation/index.js';
import { TimeField } from '../../metadata/index.js';
import { isBlank, orNull } from '../blank.js';
import { asciiDigits } from './digits.js';
import type { FieldType } from './field-type.js';

const TIME = /^([01]?\d|2[0-3])[:：]([0-5]\d)(?:[:：]([0-5]\d))?$/;
const CANONICAL = /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;
const SECONDS_NOT_SAID = /:00$/;

/** A time of day in its one spelling, `08:30:00`; `null` when the text is none. */
export function canonicalTime(text: string): string | null {
  const match = TIME.exec(asciiDigits(text));
  if (!match) return null;
  const [, hour = '', minute = '', second = '00'] = match;
  return `${hour.padStart(2, '0')}:${minute}:${second}`;
}

/** `08:30:00` as people read it: `08:30`. */
export function timeText(value: string): string {
  return CANONICAL.test(value) ? value.replace(SECONDS_NOT_SAID, '') : value;
}

export const timeField: FieldType = {
  kind: 'time',
  version: 1,
  title: { 'zh-CN': '时间', en: 'Time of day' },
  description: { 'zh-CN': '一天中的时刻，不带日期', en: 'A time of day, without a day' },
  config: TimeField,
  sqlType: 'time',
  operators: ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'between', 'blank'],
  matches: (schema) => 'format' in schema && schema.format === 'local-time',
  coerce(value) {
    if (isBlank(value)) return ok(null);
    const time = typeof value === 'string' ? canonicalTime(value) : null;
    return time === null ? refused(issue('time_invalid', '', { value })) : ok(time);
  },
  isCanonical: (value) => typeof value === 'string' && CANONICAL.test(value),
  adopt: (value) => (typeof value === 'string' ? canonicalTime(value) : null),
  same: (left, right) => orNull(left) === orNull(right),
  valueType: () => ({ kind: 'text' }),
  text: (value) => timeText(String(value)),
};
