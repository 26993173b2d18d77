import { issue, ok, refused } from '../../foundation/index.js';
import { DepartmentField } from '../../metadata/index.js';
import { isBlank, orNull } from '../blank.js';
import type { FieldType } from './field-type.js';
import { textOf } from './text-value.js';

const KEY = /^[a-z][a-z0-9_]{0,39}$/;

export const departmentField: FieldType = {
  kind: 'department',
  version: 1,
  title: { 'zh-CN': '部门', en: 'Department' },
  description: { 'zh-CN': '组织架构里的一个部门', en: 'A department of the organisation' },
  config: DepartmentField,
  sqlType: 'text',
  operators: ['eq', 'ne', 'in', 'blank'],
  matches: (schema) => 'x-department' in schema,
  coerce(value) {
    if (isBlank(value)) return ok(null);
    return typeof value === 'string' && KEY.test(value)
      ? ok(value)
      : refused(issue('department_invalid', '', { value }));
  },
  adopt: (value) => textOf(value),
  same: (left, right) => orNull(left) === orNull(right),
  valueType: () => ({ kind: 'text' }),
  text: (value, _schema, { nameOf }) => nameOf?.('department', String(value)) ?? String(value),
};
