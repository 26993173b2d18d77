import { issue, ok, refused } from '../../foundation/index.js';
import { BooleanField } from '../../metadata/index.js';
import { isBlank, orNull } from '../blank.js';
import type { FieldType } from './field-type.js';

const YES_NO = { 'zh-CN': ['是', '否'], en: ['Yes', 'No'] } as const;

export const booleanField: FieldType = {
  kind: 'boolean',
  version: 1,
  title: { 'zh-CN': '是否', en: 'Yes or no' },
  description: { 'zh-CN': '是或否，也可以不填', en: 'Yes, no, or not filled in' },
  config: BooleanField,
  sqlType: 'boolean',
  operators: ['eq', 'ne', 'blank'],
  matches: (schema) => schema.type === 'boolean',
  coerce(value) {
    if (isBlank(value)) return ok(null);
    return typeof value === 'boolean' ? ok(value) : refused(issue('boolean_invalid', '', { value }));
  },
  isCanonical: (value) => typeof value === 'boolean',
  adopt: (value) => (typeof value === 'boolean' ? value : null),
  same: (left, right) => orNull(left) === orNull(right),
  text: (value, _schema, { language }) => YES_NO[language][value === true ? 0 : 1],
  valueType: () => ({ kind: 'boolean' }),
};
