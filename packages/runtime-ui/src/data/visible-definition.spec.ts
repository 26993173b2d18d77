import type { FormDefinition } from '@dougong/kernel/metadata';
import { visibleDefinition } from './visible-definition.js';

const title = { 'zh-CN': '字段', en: 'Field' };
const text = { type: 'string' as const, 'x-title': title };

const FORM = {
  kind: 'form',
  format: 1,
  key: 'claim',
  title,
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      code: text,
      cost: text,
      lines: {
        type: 'array',
        'x-title': title,
        items: {
          type: 'object',
          properties: { item: text, cost: text, price: text },
          required: ['item', 'price'],
        },
      },
    },
    required: ['code', 'cost'],
  },
  ui: {
    order: ['code', 'cost', 'lines'],
    codeField: 'code',
    titleField: 'cost',
    facts: ['cost'],
    lines: [{ field: 'lines', columns: [{ id: 'item' }, { id: 'price', sum: true }, { id: 'cost' }] }],
  },
  lists: [
    { id: 'all', title, columns: ['code', 'cost'], sort: ['-cost'], filters: ['code', 'cost'] },
    { id: 'dear', title, columns: ['code'], where: { '>': [{ var: 'cost' }, '900'] } },
  ],
} as unknown as FormDefinition;

test('a field that is hidden stands nowhere, in the header and in every table', () => {
  const seen = visibleDefinition(FORM, ['cost']);
  expect(JSON.stringify(seen)).not.toContain('cost');
  expect(seen.schema.required).toEqual(['code']);
  expect(seen.ui).toMatchObject({ order: ['code', 'lines'], codeField: 'code', facts: [] });
  expect(seen.lists).toMatchObject([{ columns: ['code'], sort: [], filters: ['code'] }]);
});

test('a list whose condition asks a hidden field is not offered, whoever sees the field has it', () => {
  const lists = (hidden: readonly string[]) => visibleDefinition(FORM, hidden).lists?.map(({ id }) => id);
  expect(lists(['cost'])).toEqual(['all']);
  expect(lists(['lines.price'])).toEqual(['all', 'dear']);
});

test('a column that is hidden stays a field of the header', () => {
  const seen = visibleDefinition(FORM, ['lines.price']);
  expect(JSON.stringify(seen.schema.properties['lines'])).not.toContain('price');
  expect(seen.ui.lines).toEqual([{ field: 'lines', columns: [{ id: 'item' }, { id: 'cost' }] }]);
  expect(seen.schema.properties['cost']).toEqual(text);
});

test('a form of which nothing is hidden is the same', () => {
  expect(visibleDefinition(FORM, [])).toBe(FORM);
});
