import { issue, ok, refused } from '../../foundation/index.js';
import { DateTimeField } from '../../metadata/index.js';
import type { WireValue } from '../../expression/index.js';
import { isBlank, orNull } from '../blank.js';
import { canonicalInstant } from './calendar.js';
import type { FieldType } from './field-type.js';

function instantOf(value: WireValue): WireValue {
  return typeof value === 'string' ? canonicalInstant(value) : orNull(value);
}

export const datetimeField: FieldType = {
  kind: 'datetime',
  version: 1,
  title: { 'zh-CN': '日期时间', en: 'Date and time' },
  description: { 'zh-CN': '某一时刻，按 UTC 保存', en: 'An instant, kept in UTC' },
  config: DateTimeField,
  sqlType: 'timestamptz',
  operators: ['lt', 'le', 'gt', 'ge', 'between', 'blank'],
  matches: (schema) => 'format' in schema && schema.format === 'date-time',
  coerce(value) {
    if (isBlank(value)) return ok(null);
    const instant = typeof value === 'string' ? canonicalInstant(value) : null;
    return instant === null ? refused(issue('date_time_invalid', '', { value })) : ok(instant);
  },
  adopt: (value) => (typeof value === 'string' ? canonicalInstant(value) : null),
  same: (left, right) => instantOf(left) === instantOf(right),
  valueType: () => ({ kind: 'datetime' }),
};
