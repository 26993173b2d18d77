import type { FormDefinition } from '../metadata/index.js';
import { buildFormModel } from './form-model.js';
import type { FormModel } from './form-model.js';

const title = (en: string) => ({ 'zh-CN': en, en });
const decimal = (scale: number, more: object = {}) =>
  ({ type: 'string', format: 'decimal', 'x-title': title('number'), 'x-scale': scale, ...more }) as const;
const text = (name: string, more: object = {}) =>
  ({ type: 'string', 'x-title': title(name), ...more }) as const;

/** Something that lines refer to. */
export const itemForm: FormDefinition = {
  kind: 'form',
  format: 1,
  key: 'item',
  title: title('Item'),
  usage: 'master',
  schema: {
    type: 'object',
    properties: { name: text('name'), price: decimal(4) },
    required: ['name'],
  },
  ui: { order: ['name', 'price'], titleField: 'name' },
};

/** Something that the header refers to, with a person in it. */
export const placeForm: FormDefinition = {
  kind: 'form',
  format: 1,
  key: 'place',
  title: title('Place'),
  usage: 'master',
  schema: {
    type: 'object',
    properties: {
      name: text('name'),
      leader: { type: 'string', format: 'uuid', 'x-title': title('leader'), 'x-user': true },
    },
  },
  ui: { order: ['name', 'leader'], titleField: 'name' },
};

/** A document with every kind of field, computed fields over header and lines, and a small life. */
export const claimForm: FormDefinition = {
  kind: 'form',
  format: 1,
  key: 'claim',
  title: title('Claim'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      no: text('no', { 'x-number': { pattern: 'C{yyyy}{MM}-{seq:4}' } }),
      place: {
        type: 'string',
        format: 'uuid',
        'x-title': title('place'),
        'x-reference': { form: 'place', fill: { place_name: 'name' } },
      },
      place_name: text('place name', { readOnly: true }),
      owner: {
        type: 'string',
        format: 'uuid',
        'x-title': title('owner'),
        'x-user': true,
        'x-default': 'actor',
      },
      level: {
        type: 'string',
        'x-title': title('level'),
        enum: ['low', 'high'],
        'x-titles': [
          { 'zh-CN': '低', en: 'Low' },
          { 'zh-CN': '高', en: 'High' },
        ],
      },
      limit: decimal(2, { 'x-minimum': '0', 'x-maximum': '1000000' }),
      urgent: { type: 'boolean', 'x-title': title('urgent') },
      note: text('note', { maxLength: 20 }),
      copies: { type: 'integer', 'x-title': title('copies'), minimum: 0, maximum: 9 },
      happened_on: { type: 'string', format: 'date', 'x-title': title('day'), 'x-default': 'today' },
      seen_at: { type: 'string', format: 'date-time', 'x-title': title('seen') },
      total: decimal(2, { 'x-formula': 'SUM(lines.amount)' }),
      excess: decimal(2, { 'x-formula': 'total - limit' }),
      lines: {
        type: 'array',
        'x-title': title('lines'),
        minItems: 1,
        maxItems: 50,
        items: {
          type: 'object',
          properties: {
            item: {
              type: 'string',
              format: 'uuid',
              'x-title': title('item'),
              'x-reference': { form: 'item', fill: { name: 'name', price: 'price' } },
            },
            name: text('name', { readOnly: true }),
            qty: decimal(3, { 'x-minimum': '0' }),
            price: decimal(2),
            amount: decimal(2, { 'x-formula': 'lines.qty * lines.price' }),
            share: decimal(4, { 'x-formula': 'IF(total == 0, 0, lines.amount / total)' }),
            reason: text('reason'),
          },
          required: ['qty'],
        },
      },
      fixed: {
        type: 'array',
        'x-title': title('fixed'),
        'x-fixed': true,
        items: { type: 'object', properties: { label: text('label'), counted: decimal(0) } },
      },
    },
    required: ['limit'],
  },
  ui: {
    order: [
      'no',
      'place',
      'place_name',
      'owner',
      'level',
      'limit',
      'urgent',
      'note',
      'copies',
      'happened_on',
      'seen_at',
      'total',
      'excess',
      'lines',
      'fixed',
    ],
    titleField: 'no',
    lines: [
      {
        field: 'lines',
        columns: ['item', 'name', 'qty', 'price', 'amount', 'share', 'reason'].map((id) => ({ id })),
      },
    ],
  },
  lifecycle: {
    initial: 'draft',
    states: [
      { id: 'draft', title: title('Draft'), tone: 'draft', editable: true },
      { id: 'sent', title: title('Sent'), tone: 'waiting' },
      { id: 'done', title: title('Done'), tone: 'done' },
    ],
    actions: [
      { id: 'send', title: title('Send'), from: ['draft'], to: 'sent', required: ['lines.reason'] },
      { id: 'finish', title: title('Finish'), from: ['sent'], to: 'done' },
    ],
  },
};

const forms: Readonly<Record<string, FormDefinition>> = {
  item: itemForm,
  place: placeForm,
  claim: claimForm,
};

/** Finds the forms of these fixtures. */
export const lookup = (key: string): FormDefinition | undefined => forms[key];

/** Builds a model that is known to be right; anything else is a bug of the test. */
export function modelOf(definition: FormDefinition): FormModel {
  const built = buildFormModel(definition, (key) => (key === definition.key ? definition : lookup(key)));
  if (!built.ok) throw new Error(JSON.stringify(built.error));
  return built.value;
}

/** The claim with other fields or other parts. */
export function claimWith(properties: Record<string, unknown>): FormDefinition {
  const all = { ...claimForm.schema.properties, ...properties } as FormDefinition['schema']['properties'];
  return {
    ...claimForm,
    schema: { ...claimForm.schema, properties: all },
    ui: { ...claimForm.ui, order: Object.keys(all) },
  };
}

/** A UUID that tests can read. */
export const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** Ids in a row. */
export function idSource(): () => string {
  let last = 100;
  return () => uuid((last += 1));
}
