import { issue, ok, refused } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { Value, WireValue } from '../../expression/index.js';
import { MultiChoiceField } from '../../metadata/index.js';
import type { ScalarField } from '../../metadata/index.js';
import { isBlank } from '../blank.js';
import { choiceTitle } from './choice.field.js';
import type { Choices } from './choice.field.js';
import type { Copy, FieldType } from './field-type.js';
import type { MultiChoiceSchema } from './schemas.js';

function choicesOf(schema: ScalarField): Choices {
  const { enum: values = [], 'x-titles': titles = [] } = (schema as MultiChoiceSchema).items;
  return { enum: values, 'x-titles': titles };
}

/** The values in the order in which they are offered, each once, so that equal choices are equal. */
function inOrder(values: readonly string[], { enum: offered }: Choices): readonly string[] | null {
  const chosen = new Set(values);
  const sorted = offered.filter((value) => chosen.has(value));
  return sorted.length === 0 ? null : sorted;
}

function textsOf(value: Value | WireValue): readonly string[] {
  if (Array.isArray(value)) return (value as readonly unknown[]).filter((each) => typeof each === 'string');
  return typeof value === 'string' && value !== '' ? [value] : [];
}

/** Each value that one field offers must be offered by the other, and as many of them taken. */
function copyFault({ from, to }: Copy): Issue | undefined {
  const [own, other] = [from, to] as readonly MultiChoiceSchema[];
  if (own === undefined || other === undefined) return undefined;
  const list = own['x-choices'];
  const [offered, taken] = [choicesOf(from).enum, choicesOf(to).enum];
  const strange = offered.find((value) => !taken.includes(value));
  if ((list === undefined || list !== other['x-choices']) && (offered.length === 0 || strange !== undefined))
    return issue('fill_choices', '', strange === undefined ? {} : { value: strange });
  const most = Math.min(own.maxItems ?? Infinity, offered.length || Infinity);
  return most > (other.maxItems ?? Infinity) ? issue('fill_fewer', '', { max: other.maxItems }) : undefined;
}

const SEPARATOR = { 'zh-CN': '、', en: ', ' } as const;

export const multiChoiceField: FieldType = {
  kind: 'multi_choice',
  version: 1,
  title: { 'zh-CN': '多选', en: 'Several choices' },
  description: { 'zh-CN': '从选项中选若干个', en: 'Any number of a list of values' },
  config: MultiChoiceField,
  sqlType: 'jsonb',
  isSorted: false,
  isColumn: false,
  operators: ['has', 'any', 'blank'],
  copies: { group: 'choices', isWhole: true, fault: copyFault },
  matches: (schema) => schema.type === 'array' && !('x-files' in schema),
  coerce(value, schema) {
    if (isBlank(value)) return ok(null);
    // One value alone is a list of one, as filters and single cells have it.
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    const { minItems = 0, maxItems = Infinity } = schema as MultiChoiceSchema;
    const choices = choicesOf(schema);
    const strange = values.find((each) => typeof each !== 'string' || !choices.enum.includes(each));
    if (values.length > 0 && typeof values[0] === 'object') return refused(issue('choices_invalid'));
    if (strange !== undefined) return refused(issue('choice_unknown', '', { value: strange }));
    const chosen = inOrder(values as readonly string[], choices);
    if (chosen !== null && chosen.length < minItems)
      return refused(issue('too_few_choices', '', { min: minItems }));
    if (chosen !== null && chosen.length > maxItems)
      return refused(issue('too_many_choices', '', { max: maxItems }));
    return ok(chosen);
  },
  adopt: (value, schema) => inOrder(textsOf(value), choicesOf(schema)),
  same: (left, right) => JSON.stringify(textsOf(left)) === JSON.stringify(textsOf(right)),
  valueType: () => ({ kind: 'list', of: { kind: 'text' } }),
  text: (value, schema, { language }) =>
    textsOf(value)
      .map((each) => choiceTitle(choicesOf(schema), each, language))
      .join(SEPARATOR[language]),
};
