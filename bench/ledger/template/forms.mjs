import { title } from '../../flows/template/title.mjs';

/** Masters, and documents of 12 fields with lines that post as soon as they are made. */

/** A document is bound to as many lines as anybody sends in one. */
export const LINES_MAX = 5000;

const text = (name, maxLength = 120) => ({ type: 'string', 'x-title': title(name), maxLength });
const decimal = (name, scale) => ({
  type: 'string',
  format: 'decimal',
  'x-title': title(name),
  'x-scale': scale,
});
const choice = (name, values) => ({
  type: 'string',
  'x-title': title(name),
  enum: values,
  'x-titles': values.map(title),
});
const reference = (name, form) => ({
  type: 'string',
  format: 'uuid',
  'x-title': title(name),
  'x-reference': { form },
});

const head = (key, name) => ({ kind: 'form', format: 1, key, title: title(name) });

function master(key, name) {
  return {
    ...head(key, name),
    usage: 'master',
    schema: {
      type: 'object',
      properties: {
        code: { ...text('Code', 20), 'x-unique': true, 'x-index': true },
        name: text('Name', 60),
      },
      required: ['code', 'name'],
      additionalProperties: false,
    },
    ui: { order: ['code', 'name'], titleField: 'name', codeField: 'code' },
    lists: [{ id: 'all', title: title('All'), columns: ['code', 'name'], sort: ['code'] }],
  };
}

const LINE = {
  item: reference('Item', 'ledger_item'),
  qty: { ...decimal('Quantity', 3), 'x-minimum': '0' },
  price: { ...decimal('Price', 2), 'x-minimum': '0' },
  amount: {
    ...decimal('Amount', 2),
    'x-money': true,
    readOnly: true,
    'x-formula': 'ROUND(lines.qty * lines.price, 2)',
  },
};

const fieldsOf = (key) => ({
  no: {
    ...text('Number', 40),
    readOnly: true,
    'x-unique': true,
    'x-index': true,
    'x-number': { pattern: `${key.slice(0, 2).toUpperCase()}-{yyyy}{MM}-{seq:6}` },
  },
  way: choice('Way', ['in', 'out']),
  place: { ...reference('Place', 'ledger_place'), 'x-index': true },
  day: { type: 'string', format: 'date', 'x-title': title('Day'), 'x-default': 'today', 'x-index': true },
  subject: text('Subject'),
  reason: choice('Reason', ['need', 'damage', 'return', 'other']),
  contact: text('Contact', 60),
  approver: { type: 'string', format: 'uuid', 'x-title': title('Approver'), 'x-user': true },
  urgent: { type: 'boolean', 'x-title': title('Urgent') },
  note: text('Note', 500),
  gross: {
    ...decimal('Total', 2),
    'x-money': true,
    readOnly: true,
    'x-index': true,
    'x-formula': 'SUM(lines.amount)',
  },
  lines: {
    type: 'array',
    'x-title': title('Lines'),
    minItems: 1,
    maxItems: LINES_MAX,
    items: {
      type: 'object',
      properties: LINE,
      required: ['item', 'qty', 'price'],
      additionalProperties: false,
    },
  },
});

const state = (id, more = {}) => ({ id, title: title(id), tone: 'waiting', ...more });

/** A document that posts to one register. */
export function noteForm(key) {
  const properties = fieldsOf(key);
  return {
    ...head(key, key),
    usage: 'document',
    schema: {
      type: 'object',
      properties,
      required: ['way', 'place', 'subject', 'lines'],
      additionalProperties: false,
    },
    ui: { order: Object.keys(properties), titleField: 'subject', codeField: 'no' },
    lists: [{ id: 'all', title: title('All'), columns: ['no', 'status', 'subject', 'gross'], sort: ['-no'] }],
    lifecycle: {
      initial: 'draft',
      states: [
        state('draft', { tone: 'draft', editable: true }),
        state('reviewing'),
        state('approved', { tone: 'done' }),
      ],
      actions: [],
    },
  };
}

/** A document with a day and nothing else. */
export function closeForm(key) {
  return {
    ...head(key, key),
    usage: 'document',
    schema: {
      type: 'object',
      properties: { day: { type: 'string', format: 'date', 'x-title': title('Day') } },
      required: ['day'],
      additionalProperties: false,
    },
    ui: { order: ['day'] },
    lists: [{ id: 'all', title: title('All'), columns: ['day'], sort: ['day'] }],
  };
}

export const MASTERS = [master('ledger_item', 'Item'), master('ledger_place', 'Place')];
