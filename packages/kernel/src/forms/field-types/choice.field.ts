import { issue, ok, refused } from '../../foundation/index.js';
import type { Language } from '../../foundation/index.js';
import { ChoiceField } from '../../metadata/index.js';
import { orNull } from '../blank.js';
import type { FieldType } from './field-type.js';
import type { ChoiceSchema } from './schemas.js';
import { textOf } from './text-value.js';

/** What a coded value is called. */
export function choiceTitle(
  { enum: values, 'x-titles': titles }: Pick<ChoiceSchema, 'enum' | 'x-titles'>,
  value: string,
  language: Language,
): string {
  return titles[values.indexOf(value)]?.[language] ?? value;
}

export const choiceField: FieldType = {
  kind: 'choice',
  version: 1,
  title: { 'zh-CN': '单选', en: 'Choice' },
  description: { 'zh-CN': '从固定选项中选一个', en: 'One of a fixed list of values' },
  config: ChoiceField,
  sqlType: 'text',
  operators: ['eq', 'ne', 'in', 'blank'],
  matches: (schema) => 'enum' in schema,
  coerce(value, schema) {
    if (value === '') return ok(null);
    const options = (schema as ChoiceSchema).enum;
    return typeof value === 'string' && options.includes(value)
      ? ok(value)
      : refused(issue('choice_unknown', '', { value }));
  },
  isCanonical: (value, schema) =>
    typeof value === 'string' && value !== '' && (schema as ChoiceSchema).enum.includes(value),
  adopt: (value) => textOf(value),
  same: (left, right) => orNull(left) === orNull(right),
  valueType: () => ({ kind: 'text' }),
  text: (value, schema, { language }) => choiceTitle(schema as ChoiceSchema, String(value), language),
};
