import { issue, ok, refused } from '../../foundation/index.js';
import type { Language, Localized } from '../../foundation/index.js';
import { ChoiceField, ListChoiceField } from '../../metadata/index.js';
import type { ScalarField } from '../../metadata/index.js';
import { orNull } from '../blank.js';
import type { FieldType } from './field-type.js';
import { textOf } from './text-value.js';

/** The values that a field offers with their titles; those of a list of choices have been put into its schema. */
export interface Choices {
  readonly enum: readonly string[];
  readonly 'x-titles': readonly Localized[];
}

const NONE: Choices = { enum: [], 'x-titles': [] };

function choicesOf(schema: ScalarField): Choices {
  return 'enum' in schema ? schema : NONE;
}

/** What a coded value is called. */
export function choiceTitle(
  { enum: values, 'x-titles': titles }: Choices,
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
  matches: (schema) => schema.type === 'string' && 'enum' in schema && !('x-choices' in schema),
  coerce(value, schema) {
    if (value === '') return ok(null);
    return typeof value === 'string' && choicesOf(schema).enum.includes(value)
      ? ok(value)
      : refused(issue('choice_unknown', '', { value }));
  },
  isCanonical: (value, schema) =>
    typeof value === 'string' && value !== '' && choicesOf(schema).enum.includes(value),
  adopt: (value) => textOf(value),
  same: (left, right) => orNull(left) === orNull(right),
  valueType: () => ({ kind: 'text' }),
  text: (value, schema, { language }) => choiceTitle(choicesOf(schema), String(value), language),
};

export const listChoiceField: FieldType = {
  ...choiceField,
  kind: 'list_choice',
  title: { 'zh-CN': '选项表单选', en: 'Choice from a list' },
  description: {
    'zh-CN': '从统一维护的选项表中选一个',
    en: 'One value of a list of choices that is kept in one place',
  },
  config: ListChoiceField,
  matches: (schema) => schema.type === 'string' && 'x-choices' in schema,
};
