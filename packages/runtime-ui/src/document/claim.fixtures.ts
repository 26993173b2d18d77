import type { FormDefinition } from '@dougong/kernel/metadata';

const text = (name: string) => ({ 'zh-CN': name, en: name });

/** A form with a header, a table of lines, formulas and a fill: what the tests of this folder work on. */
export const claimForm: FormDefinition = {
  kind: 'form',
  format: 1,
  key: 'claim',
  title: text('Claim'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      no: { type: 'string', 'x-title': text('Number'), readOnly: true },
      place: { type: 'string', 'x-title': text('Place') },
      note: { type: 'string', 'x-title': text('Note') },
      total: {
        type: 'string',
        format: 'decimal',
        'x-title': text('Total'),
        'x-scale': 2,
        'x-money': true,
        readOnly: true,
        'x-formula': 'SUM(lines.amount)',
      },
      lines: {
        type: 'array',
        'x-title': text('Lines'),
        items: {
          type: 'object',
          properties: {
            name: { type: 'string', 'x-title': text('Name') },
            qty: { type: 'string', format: 'decimal', 'x-title': text('Quantity'), 'x-scale': 3 },
            price: { type: 'string', format: 'decimal', 'x-title': text('Price'), 'x-scale': 2 },
            amount: {
              type: 'string',
              format: 'decimal',
              'x-title': text('Amount'),
              'x-scale': 2,
              'x-money': true,
              readOnly: true,
              'x-formula': 'ROUND(lines.qty * lines.price, 2)',
            },
          },
        },
      },
    },
    required: ['place'],
  },
  ui: {
    order: ['no', 'place', 'note', 'total', 'lines'],
    codeField: 'no',
    titleField: 'note',
    lines: [
      {
        field: 'lines',
        columns: [{ id: 'name', frozen: true }, { id: 'qty' }, { id: 'price' }, { id: 'amount', sum: true }],
      },
    ],
  },
};
