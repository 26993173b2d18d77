import { isLinesField } from '../metadata/index.js';
import type { ChoiceListDefinition, FieldDefinition, FormDefinition } from '../metadata/index.js';

/** Finds a list of choices of the same release. */
export type ChoiceLookup = (list: string) => ChoiceListDefinition | undefined;

/** A field that takes its values from a list of choices, and where it stands. */
export interface ChoiceUse {
  readonly list: string;
  readonly key: string;
  readonly line?: string;
}

/** The fields of a form that take their values from lists of choices. */
export function choiceUses({ schema }: Pick<FormDefinition, 'schema'>): readonly ChoiceUse[] {
  return Object.entries(schema.properties).flatMap(([key, field]) =>
    isLinesField(field)
      ? Object.entries(field.items.properties).flatMap(([column, each]) => useOf(column, each, key))
      : useOf(key, field),
  );
}

function useOf(key: string, field: FieldDefinition, line?: string): readonly ChoiceUse[] {
  const list = 'x-choices' in field ? field['x-choices'] : undefined;
  if (list === undefined) return [];
  return [line === undefined ? { list, key } : { list, key, line }];
}

/**
 * The form with the values of its lists of choices written into its fields, as every tool that reads JSON Schema wants
 * them. What is stored and published keeps the name of the list alone.
 */
export function withChoices(definition: FormDefinition, lists: ChoiceLookup): FormDefinition {
  if (choiceUses(definition).length === 0) return definition;
  const { schema } = definition;
  return { ...definition, schema: { ...schema, properties: resolved(schema.properties, lists) } };
}

function resolved<T extends FieldDefinition>(
  properties: Readonly<Record<string, T>>,
  lists: ChoiceLookup,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(properties).map(([key, field]) => [key, resolvedField(field, lists) as T]),
  );
}

function resolvedField(field: FieldDefinition, lists: ChoiceLookup): FieldDefinition {
  if (isLinesField(field))
    return { ...field, items: { ...field.items, properties: resolved(field.items.properties, lists) } };
  const name = 'x-choices' in field ? field['x-choices'] : undefined;
  const list = name === undefined ? undefined : lists(name);
  if (list === undefined) return field;
  const closed = list.choices.filter((choice) => choice.closed).map(({ id }) => id);
  const values = {
    enum: list.choices.map(({ id }) => id),
    'x-titles': list.choices.map(({ title }) => title),
  };
  const own: object = field.type === 'array' ? { items: { ...(field.items as object), ...values } } : values;
  const whole: object = { ...field, ...own, 'x-closed': closed };
  return whole as FieldDefinition;
}
