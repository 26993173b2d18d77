import type { Definition } from '../metadata/index.js';
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

/** Fields that are stored as text in a form of their own. */
const TEXT_FORMATS: Readonly<Record<string, string>> = { reference: 'uuid', user: 'uuid' };

function fieldView(field: Tree, required: boolean): Tree {
  const { type, format, enum: values, 'x-titles': titles, items, ...rest } = field;
  const fieldType = fieldTypeOf(field);
  // What the type of the field says already is not said again.
  const isUsual = type === fieldType || type === (fieldType === 'lines' ? 'array' : 'string');
  const isUsualFormat = format === fieldType || format === TEXT_FORMATS[fieldType];
  return {
    ...rest,
    fieldType,
    ...(isUsual ? {} : { type }),
    ...(isUsualFormat ? {} : { format }),
    ...(required ? { required } : {}),
    ...(items === undefined ? {} : { items: schemaView(items) }),
    ...(Array.isArray(values) ? { choices: choicesOf(values, titles) } : {}),
  };
}

function choicesOf(values: readonly unknown[], titles: unknown): readonly Tree[] {
  const named: readonly unknown[] = Array.isArray(titles) ? titles : [];
  return values.map((value, at) => ({ id: String(value), title: named[at] ?? String(value) }));
}

/** Of what type a field is, in one word. */
export function fieldTypeOf(field: Tree): string {
  if (field['type'] === 'array' && isTree(field['items']) && isTree(field['items']['properties']))
    return 'lines';
  if (isTree(field['x-reference'])) return 'reference';
  if (field['x-user'] === true) return 'user';
  if (Array.isArray(field['enum'])) return 'choice';
  if (typeof field['format'] === 'string') return field['format'];
  return field['type'] === 'string' ? 'text' : String(field['type'] as string);
}
