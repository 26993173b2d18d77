import { issue, ok, refused } from '../../foundation/index.js';
import { UserField } from '../../metadata/index.js';
import { isBlank, orNull } from '../blank.js';
import type { FieldType } from './field-type.js';
import { textOf } from './text-value.js';
import { canonicalUuid } from './uuid.js';

export const userField: FieldType = {
  kind: 'user',
  version: 1,
  title: { 'zh-CN': '人员', en: 'Person' },
  description: { 'zh-CN': '一位用户', en: 'A user of the platform' },
  config: UserField,
  sqlType: 'uuid',
  operators: ['eq', 'ne', 'in', 'blank'],
  matches: (schema) => 'x-user' in schema,
  coerce(value) {
    if (isBlank(value)) return ok(null);
    const id = canonicalUuid(value);
    return id === null ? refused(issue('user_invalid', '', { value })) : ok(id);
  },
  adopt: (value) => textOf(value),
  same: (left, right) => orNull(left) === orNull(right),
  valueType: () => ({ kind: 'text' }),
  text: (value, _schema, { nameOf }) => nameOf?.('user', String(value)) ?? String(value),
};
