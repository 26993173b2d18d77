import { issue, ok, refused } from '../../foundation/index.js';
import { ReferenceField } from '../../metadata/index.js';
import { isBlank, orNull } from '../blank.js';
import type { FieldType } from './field-type.js';
import type { ReferenceSchema } from './schemas.js';
import { textOf } from './text-value.js';
import { canonicalUuid } from './uuid.js';

export const referenceField: FieldType = {
  kind: 'reference',
  version: 1,
  title: { 'zh-CN': '引用', en: 'Reference' },
  description: { 'zh-CN': '指向另一张表单的一条记录', en: 'Names a record of another form' },
  config: ReferenceField,
  sqlType: 'uuid',
  operators: ['eq', 'ne', 'in', 'blank'],
  matches: (schema) => 'x-reference' in schema,
  coerce(value) {
    if (isBlank(value)) return ok(null);
    const id = canonicalUuid(value);
    return id === null ? refused(issue('reference_invalid', '', { value })) : ok(id);
  },
  adopt: (value) => textOf(value),
  text: (value, schema, { nameOf }) =>
    nameOf?.('record', String(value), (schema as ReferenceSchema)['x-reference'].form) ?? String(value),
  same: (left, right) => orNull(left) === orNull(right),
  valueType(schema, fields) {
    const { form } = (schema as ReferenceSchema)['x-reference'];
    return { kind: 'reference', form, fields: () => fields(form) };
  },
};
