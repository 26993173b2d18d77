import { isPathHidden } from '@dougong/kernel/access';
import type { FormModel } from '@dougong/kernel/forms';
import { answeredField, sentField, titleOf } from './field-schema.js';
import type { FieldSchema } from './field-schema.js';

const ID = { type: 'string', format: 'uuid' };
const INSTANT = { type: 'string', format: 'date-time' };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** What is known of every record beside its own fields. */
const SYSTEM = {
  id: ID,
  version: { type: 'integer', description: 'the entity tag is this number in quotes' },
  created_at: INSTANT,
  created_by: { type: ['string', 'null'], format: 'uuid' },
  updated_at: INSTANT,
  updated_by: { type: ['string', 'null'], format: 'uuid' },
};

/** The schemas of one form: its record as answered, its values as sent, a change of it. */
export function formSchemas(model: FormModel, hidden: ReadonlySet<string>): Readonly<Record<string, object>> {
  const properties = model.definition.schema.properties as Readonly<Record<string, FieldSchema>>;
  const shown = Object.entries(properties).filter(([key]) => !isPathHidden(hidden, key));
  const tables = new Set(model.lines.map(({ key }) => key));
  const columns = (key: string) =>
    Object.entries(columnsOf(properties[key])).filter(
      ([column]) => !isPathHidden(hidden, `${key}.${column}`),
    );
  const lines = [...tables].filter((key) => !isPathHidden(hidden, key));
  const fields = shown.filter(([key]) => !tables.has(key));
  const sent = fields.filter(([, field]) => field['readOnly'] !== true);
  const { key, title } = model;
  return {
    [`${key}.Record`]: {
      type: 'object',
      title: titleOf(title),
      required: ['id', 'version', 'status'],
      properties: {
        ...SYSTEM,
        status: { type: 'string', enum: [...model.lifecycle.states.keys()] },
        ...mapped(fields, answeredField),
        ...Object.fromEntries(
          lines.map((line) => [line, { type: 'array', items: ref(`${key}.${line}.Line`) }]),
        ),
      },
    },
    [`${key}.Values`]: {
      type: 'object',
      title: titleOf(title),
      additionalProperties: false,
      properties: {
        ...mapped(sent, sentField),
        ...Object.fromEntries(
          lines.map((line) => [line, { type: 'array', items: ref(`${key}.${line}.LineValues`) }]),
        ),
      },
    },
    [`${key}.Change`]: {
      type: 'object',
      title: titleOf(title),
      additionalProperties: false,
      description: 'fields that are named get this value, null blanks one; what is not named stays',
      properties: {
        ...mapped(sent, answeredField),
        ...Object.fromEntries(lines.map((line) => [line, lineChanges(`${key}.${line}.LineValues`)])),
      },
    },
    ...Object.fromEntries(
      lines.flatMap((line) => [
        [`${key}.${line}.Line`, lineRecord(columns(line))],
        [`${key}.${line}.LineValues`, lineValues(columns(line))],
      ]),
    ),
  };
}

type Fields = readonly (readonly [string, FieldSchema])[];

function mapped(fields: Fields, as: (field: FieldSchema) => FieldSchema): Readonly<Record<string, object>> {
  return Object.fromEntries(fields.map(([key, field]) => [key, as(field)]));
}

function columnsOf(table: FieldSchema | undefined): Readonly<Record<string, FieldSchema>> {
  return ((table?.['items'] as FieldSchema | undefined)?.['properties'] ?? {}) as Record<string, FieldSchema>;
}

function lineRecord(columns: Fields): object {
  const own = { id: ID, line_no: { type: 'integer' } };
  return { type: 'object', required: ['id'], properties: { ...own, ...mapped(columns, answeredField) } };
}

function lineValues(columns: Fields): object {
  const sent = columns.filter(([, field]) => field['readOnly'] !== true);
  const id = { ...ID, description: 'of a line that is there already; without it a new one is made' };
  return { type: 'object', additionalProperties: false, properties: { id, ...mapped(sent, answeredField) } };
}

function lineChanges(values: string): object {
  return {
    type: 'object',
    additionalProperties: false,
    properties: { upsert: { type: 'array', items: ref(values) }, delete: { type: 'array', items: ID } },
  };
}
