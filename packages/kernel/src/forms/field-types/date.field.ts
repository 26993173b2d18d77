import { issue, ok, refused } from '../../foundation/index.js';
import { DateField } from '../../metadata/index.js';
import { isBlank, orNull } from '../blank.js';
import { isCalendarDate } from './calendar.js';
import { asciiDigits } from './digits.js';
import type { FieldType } from './field-type.js';

const DAY_LENGTH = 10;

export const dateField: FieldType = {
  kind: 'date',
  version: 1,
  title: { 'zh-CN': '日期', en: 'Date' },
  description: { 'zh-CN': '日历上的一天', en: 'A day of the calendar' },
  config: DateField,
  sqlType: 'date',
  operators: ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'between', 'blank'],
  matches: (schema) => 'format' in schema && schema.format === 'date',
  coerce(value) {
    if (isBlank(value)) return ok(null);
    const text = typeof value === 'string' ? asciiDigits(value) : '';
    return isCalendarDate(text) ? ok(text) : refused(issue('date_invalid', '', { value }));
  },
  isCanonical: (value) => typeof value === 'string' && isCalendarDate(value),
  adopt(value) {
    const day = typeof value === 'string' ? value.slice(0, DAY_LENGTH) : '';
    return isCalendarDate(day) ? day : null;
  },
  same: (left, right) => orNull(left) === orNull(right),
  valueType: () => ({ kind: 'date' }),
};
