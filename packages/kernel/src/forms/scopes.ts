import type { FieldTypes, FunctionPart, Scope, ValueType } from '../expression/index.js';
import type { FormDefinition, LinesField, ScalarField } from '../metadata/index.js';
import { fieldTypeOf } from './field-types/index.js';
import type { FormLookup } from './form-model.js';

/** What formulas and conditions may read in the header of a form. */
export function headerScope(
  definition: FormDefinition,
  forms: FormLookup,
  functions?: readonly FunctionPart[],
): Scope {
  const scope = { fields: readableFields(definition, forms), titles: uniqueTitles(definition) };
  return functions === undefined ? scope : { ...scope, functions };
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
  if (schema.type === 'array') return { kind: 'table', columns: typesOf(schema.items.properties, forms) };
  return fieldTypeOf(schema).valueType(schema, (form) => readableFields(forms(form), forms));
}

/** Chinese titles that mean one field only, so that people may type them instead of keys. */
function uniqueTitles(definition: FormDefinition): Readonly<Record<string, string>> {
  const named = new Map<string, string | null>();
  const note = (title: string, path: string): void => {
    named.set(title, named.has(title) ? null : path);
  };
  for (const [key, schema] of Object.entries(definition.schema.properties)) {
    note(schema['x-title']['zh-CN'], key);
    if (schema.type !== 'array') continue;
    for (const [column, field] of Object.entries(schema.items.properties)) {
      note(field['x-title']['zh-CN'], `${key}.${column}`);
    }
  }
  return Object.fromEntries([...named].filter((entry): entry is [string, string] => entry[1] !== null));
}
