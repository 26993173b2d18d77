import { uniqueTitles } from '../expression/index.js';
import type { FieldTypes, FunctionPart, Scope, ValueType } from '../expression/index.js';
import { isLinesField } from '../metadata/index.js';
import type { FormDefinition, LinesField, ScalarField } from '../metadata/index.js';
import { fieldTypeOf } from './field-types/index.js';
import type { FormLookup } from './form-model.js';

/** What formulas and conditions may read in the header of a form. */
export function headerScope(
  definition: FormDefinition,
  forms: FormLookup,
  functions?: readonly FunctionPart[],
): Scope {
  const { blank } = definition;
  return {
    fields: readableFields(definition, forms),
    titles: uniqueTitles(titledFields(definition)),
    ...(functions === undefined ? {} : { functions }),
    ...(blank === undefined ? {} : { blank }),
  };
}

/** The same scope seen from a row of one table. */
export function lineScopeOf(scope: Scope, line: string): Scope {
  return { ...scope, row: line };
}

const readable = new WeakMap<FormLookup, Map<string, FieldTypes>>();

/**
 * The fields of a form with their types, tables included. Kept for each set of forms, because every formula that
 * goes through a reference asks again.
 */
export function readableFields(definition: FormDefinition | undefined, forms: FormLookup): FieldTypes {
  if (definition === undefined) return {};
  const known = readable.get(forms) ?? new Map<string, FieldTypes>();
  readable.set(forms, known);
  const fields = known.get(definition.key) ?? typesOf(definition.schema.properties, forms);
  known.set(definition.key, fields);
  return fields;
}

function typesOf(
  properties: Readonly<Record<string, ScalarField | LinesField>>,
  forms: FormLookup,
): FieldTypes {
  return Object.fromEntries(Object.entries(properties).map(([key, schema]) => [key, typeOf(schema, forms)]));
}

function typeOf(schema: ScalarField | LinesField, forms: FormLookup): ValueType {
  if (isLinesField(schema)) return { kind: 'table', columns: typesOf(schema.items.properties, forms) };
  return fieldTypeOf(schema).valueType(schema, (form) => readableFields(forms(form), forms));
}

/** Chinese titles by which people may call fields. A column is also called behind its table, by code or by title. */
function* titledFields({ schema }: FormDefinition): Iterable<readonly [string, string]> {
  for (const [key, field] of Object.entries(schema.properties)) {
    const title = field['x-title']['zh-CN'];
    yield [title, key];
    if (!isLinesField(field)) continue;
    for (const [column, { 'x-title': named }] of Object.entries(field.items.properties)) {
      for (const before of ['', `${key}.`, `${title}.`]) yield [before + named['zh-CN'], `${key}.${column}`];
    }
  }
}
