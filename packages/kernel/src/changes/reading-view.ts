import { FIELD_TYPES } from '../forms/index.js';
import type { FieldType } from '../forms/index.js';
import type { Definition, ScalarField } from '../metadata/index.js';
import { isTree } from './tree.js';
import type { Tree } from './tree.js';

/**
 * A definition as people think of it: whether a field is required belongs to the field, choices have their titles with
 * them, and several keywords together say of what type a field is. Other kinds are read as they are stored.
 */
export function readingView(definition: Definition): Tree {
  const { $schema: _schema, ...tree } = definition as unknown as Tree;
  const view = definition.kind === 'form' ? { ...tree, schema: schemaView(tree['schema']) } : tree;
  return Object.fromEntries(Object.entries(view).sort(([one], [other]) => rank(one) - rank(other)));
}

/** What is read first and what last; the rest keeps its order between them. */
const FIRST: readonly string[] = ['title', 'description', 'form', 'schema', 'lifecycle', 'nodes', 'edges'];
const LAST: readonly string[] = ['lists', 'ui', 'layout', 'tests'];

function rank(name: string): number {
  if (FIRST.includes(name)) return FIRST.indexOf(name) - FIRST.length;
  return LAST.indexOf(name) + 1;
}

function schemaView(schema: unknown): unknown {
  if (!isTree(schema) || !isTree(schema['properties'])) return schema;
  const { required, properties, ...rest } = schema;
  const names = Array.isArray(required) ? required : [];
  const fields = Object.entries(properties as Tree).map(([name, field]) => [
    name,
    isTree(field) ? fieldView(field, names.includes(name)) : field,
  ]);
  return { ...rest, properties: Object.fromEntries(fields) as Tree };
}

/** How fields of a type are stored, where it is not as text without a format. */
const STORED: Readonly<Record<string, readonly [type: string, format?: string]>> = {
  lines: ['array'],
  file: ['array'],
  image: ['array'],
  signature: ['array'],
  integer: ['integer'],
  boolean: ['boolean'],
  decimal: ['string', 'decimal'],
  money: ['string', 'decimal'],
  percent: ['string', 'decimal'],
  date: ['string', 'date'],
  datetime: ['string', 'date-time'],
  time: ['string', 'time'],
  reference: ['string', 'uuid'],
  user: ['string', 'uuid'],
};

function fieldView(field: Tree, required: boolean): Tree {
  const { type, format, enum: values, 'x-titles': titles, items, ...rest } = field;
  const fieldType = fieldTypeOf(field);
  // What the type of the field says already is not said again.
  const [usualType, usualFormat] = STORED[fieldType] ?? ['string'];
  return {
    ...rest,
    fieldType,
    ...(type === usualType ? {} : { type }),
    ...(format === usualFormat ? {} : { format }),
    ...(required ? { required } : {}),
    ...(items === undefined ? {} : { items: schemaView(items) }),
    ...(Array.isArray(values) ? { choices: choicesOf(values, titles) } : {}),
  };
}

function choicesOf(values: readonly unknown[], titles: unknown): readonly Tree[] {
  const named: readonly unknown[] = Array.isArray(titles) ? titles : [];
  return values.map((value, at) => ({ id: String(value), title: named[at] ?? String(value) }));
}

/** Of what type a field is: the kind of its part, or what it says where no part fits. */
export function fieldTypeOf(field: Tree): string {
  if (field['type'] === 'array' && !('x-files' in field)) return 'lines';
  const part = FIELD_TYPES.find((type) => fits(type, field));
  return part?.kind ?? String(field['format'] ?? field['type']);
}

/** A draft may hold anything; what a part cannot read does not fit. */
function fits(type: FieldType, field: Tree): boolean {
  try {
    return type.matches(field as unknown as ScalarField);
  } catch {
    return false;
  }
}
