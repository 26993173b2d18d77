import { isLinesField } from '../metadata/index.js';
import type { FormModel } from './form-model.js';

/**
 * The form as a plain JSON Schema 2020-12 document for tools that read no `x-` keywords. A blank is an absent
 * property there, so records are compared with it after their nulls are left out.
 */
export function toJsonSchema(model: FormModel): Readonly<Record<string, unknown>> {
  const properties = Object.entries(model.definition.schema.properties).map(([key, schema]) => [
    key,
    isLinesField(schema) ? { ...schema, items: { ...schema.items, additionalProperties: false } } : schema,
  ]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...model.definition.schema,
    properties: Object.fromEntries(properties),
    additionalProperties: false,
  };
}
