import { title } from './title.mjs';

/** The document of the bench: 12 fields, three of them indexed, one worked out, one hidden from who makes it. */

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

const FIELDS = {
  no: {
    ...text('Number', 40),
    readOnly: true,
    'x-unique': true,
    'x-index': true,
    'x-number': { pattern: 'FC-{yyyy}{MM}-{seq:6}' },
  },
  subject: text('Subject'),
  reason: choice('Reason', ['need', 'damage', 'return', 'other']),
  contact: text('Contact', 60),
  day: { type: 'string', format: 'date', 'x-title': title('Day'), 'x-default': 'today', 'x-index': true },
  quantity: decimal('Quantity', 3),
  price: decimal('Price', 2),
  amount: {
    ...decimal('Amount', 2),
    'x-money': true,
    readOnly: true,
    'x-index': true,
    'x-formula': 'ROUND(quantity * price, 2)',
  },
  approver: { type: 'string', format: 'uuid', 'x-title': title('Approver'), 'x-user': true },
  urgent: { type: 'boolean', 'x-title': title('Urgent') },
  level: { ...choice('Level', ['low', 'middle', 'high']), readOnly: true },
  note: text('Note', 500),
};

const state = (id, more = {}) => ({ id, title: title(id), tone: 'waiting', ...more });

export const FORM = {
  kind: 'form',
  format: 1,
  key: 'flow_claim',
  title: title('Claim'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: FIELDS,
    required: ['subject', 'quantity', 'price', 'approver'],
    additionalProperties: false,
  },
  ui: { order: Object.keys(FIELDS), titleField: 'subject', codeField: 'no' },
  lists: [{ id: 'all', title: title('All'), columns: ['no', 'status', 'subject', 'amount'], sort: ['-no'] }],
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
