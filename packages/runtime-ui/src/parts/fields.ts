import { isLinesField } from '@dougong/kernel/metadata';
import type { FieldDefinition, FormDefinition, LifecycleState, ScalarField } from '@dougong/kernel/metadata';
import type { FieldSchema } from '@dougong/ui/forms';
import type { Title } from '@dougong/ui/api';
import type { Text } from '../texts/index.js';

/** A field of a form, or one that every record has, with what is needed to show a value of it. */
export interface ShownField {
  readonly key: string;
  readonly title: Title;
  readonly schema: FieldSchema;
  readonly states?: readonly LifecycleState[];
}

const SYSTEM_SCHEMAS: Readonly<Record<string, FieldSchema>> = {
  status: { type: 'string' },
  created_at: { type: 'string', format: 'date-time' },
  updated_at: { type: 'string', format: 'date-time' },
  created_by: { type: 'string', 'x-user': true },
  updated_by: { type: 'string', 'x-user': true },
};

/** Finds a header field; undefined for tables and for what the form does not have. */
export function shownField(definition: FormDefinition, key: string, text: Text): ShownField | undefined {
  const system = SYSTEM_SCHEMAS[key];
  if (system !== undefined) {
    const states = key === 'status' ? { states: definition.lifecycle?.states ?? [] } : {};
    return { key, title: text(`fields.${key}`), schema: system, ...states };
  }
  const schema = definition.schema.properties[key];
  if (schema === undefined || isLinesField(schema)) return undefined;
  return { key, title: schema['x-title'], schema: schema as FieldSchema };
}

/** The state of a record by its id. */
export function stateOf(definition: FormDefinition, status: string): LifecycleState | undefined {
  return definition.lifecycle?.states.find((state) => state.id === status);
}

/** The title of a field or of a column of lines, by its path. */
export function fieldTitle(definition: FormDefinition, path: string): Title | undefined {
  const [field = '', column] = path.split('.');
  const schema = definition.schema.properties[field];
  if (schema === undefined || column === undefined) return schema?.['x-title'];
  return isLinesField(schema) ? schema.items.properties[column]?.['x-title'] : undefined;
}

/** Fields that a list can be sorted by: the database has an index that also settles ties. */
export function sortableFields(definition: FormDefinition): ReadonlySet<string> {
  const indexed = Object.entries(definition.schema.properties)
    .filter(([, field]) => isSortedField(field) && field['x-index'] === true && field['x-unique'] !== true)
    .map(([key]) => key);
  const offered = (definition.lists ?? []).flatMap((list) => list.sort?.slice(0, 1) ?? []);
  return new Set(['created_at', ...indexed, ...offered.map((sort) => sort.replace(/^-/, ''))]);
}

/** Tables and fields that hold several values have no order. */
function isSortedField(field: FieldDefinition): field is ScalarField {
  return field.type !== 'array' && field.type !== 'object';
}

/** Numbers stand at the end of their column. */
export function isNumeric(schema: FieldSchema): boolean {
  return schema.format === 'decimal' || schema.type === 'integer';
}
