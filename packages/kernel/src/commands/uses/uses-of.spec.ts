import type { Definition } from '../../metadata/index.js';
import { usesOf } from './uses-of.js';
import type { UsedPart } from './uses-of.js';

const title = { 'zh-CN': '—', en: '—' };
const head = (kind: string, key: string) => ({ kind, format: 1, key, title });
const text = { type: 'string', 'x-title': title };
const number = { type: 'string', format: 'decimal', 'x-scale': 2, 'x-title': title };

const PLACE = {
  ...head('form', 'place'),
  usage: 'master',
  schema: { type: 'object', properties: { code: text, level: number } },
  ui: { order: ['code', 'level'], titleField: 'code' },
};

const CLAIM = {
  ...head('form', 'claim'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      place: { type: 'string', format: 'uuid', 'x-reference': { form: 'place' }, 'x-title': title },
      amount: number,
      double: { ...number, readOnly: true, 'x-formula': 'amount * 2' },
      rows: {
        type: 'array',
        'x-title': title,
        items: { type: 'object', properties: { qty: number, cost: number } },
      },
      sum: { ...number, readOnly: true, 'x-formula': 'SUM(rows.cost)' },
    },
    required: ['amount'],
  },
  ui: { order: ['place', 'amount', 'double', 'rows', 'sum'] },
  lists: [
    { id: 'all', title, columns: ['amount', 'place'], sort: ['-amount'], filters: ['place'] },
    { id: 'large', title, columns: ['double'], where: { '>': [{ var: 'amount' }, '100'] } },
  ],
  lifecycle: {
    initial: 'draft',
    states: [
      { id: 'draft', title, tone: 'draft', editable: true },
      { id: 'sent', title, tone: 'done' },
    ],
    actions: [{ id: 'send', title, from: ['draft'], to: 'sent', required: ['rows.qty'] }],
  },
};

const RULE = {
  ...head('rule', 'not_too_much'),
  form: 'claim',
  enabled: true,
  trigger: { on: ['create'] },
  phase: 'validate',
  priority: 100,
  condition: { '>': [{ var: 'amount' }, { var: 'place.level' }] },
  actions: [{ id: 'no', type: 'block', message: title }],
};

const ROLE = {
  ...head('role', 'clerk'),
  forms: [{ form: 'claim', actions: ['read'], rows: 'all', hidden: ['amount'] }],
};

const ALL = [PLACE, CLAIM, RULE, ROLE] as unknown as Definition[];

const places = (part: UsedPart) => usesOf(ALL, part).map(({ kind, key, path }) => `${kind}/${key}${path}`);

describe('the uses of a part', () => {
  test('of a header field stand in lists, formulas and rules, all at once though each would hide the next', () => {
    const found = places({ kind: 'form', key: 'claim', field: 'amount' });
    expect(found).toEqual(
      expect.arrayContaining([
        'form/claim/lists/0/columns/0',
        'form/claim/lists/0/sort/0',
        'form/claim/schema/properties/double/x-formula',
        'rule/not_too_much/condition/>/0',
        'role/clerk/forms/0/hidden/0',
      ]),
    );
    expect(found.some((place) => place.startsWith('form/claim/lists/1/where'))).toBe(true);
    expect(found.some((place) => place.startsWith('form/claim/ui/order'))).toBe(false);
  });

  test('are found through a reference from another form', () => {
    expect(places({ kind: 'form', key: 'place', field: 'level' })).toEqual([
      'rule/not_too_much/condition/>/1',
    ]);
  });

  test.each([
    ['rows.qty', ['form/claim/lifecycle/actions/0/required/0']],
    ['rows.cost', ['form/claim/schema/properties/sum/x-formula']],
  ])('of the column %s of lines are told by their place', (field, expected) => {
    expect(places({ kind: 'form', key: 'claim', field })).toEqual(expected);
  });

  test('of a whole form are the forms that refer to it, with what they show of it', () => {
    expect(places({ kind: 'form', key: 'place' })).toContain(
      'form/claim/schema/properties/place/x-reference/form',
    );
  });

  test('are none where nobody uses it', () => {
    expect(places({ kind: 'form', key: 'place', field: 'code' })).toEqual(['form/place/ui/titleField']);
    expect(places({ kind: 'rule', key: 'not_too_much' })).toEqual([]);
  });

  test('do not tell what is wrong already', () => {
    const broken = { ...RULE, key: 'broken', condition: { '>': [{ var: 'nothing' }, '1'] } };
    const found = usesOf([...ALL, broken] as unknown as Definition[], {
      kind: 'form',
      key: 'place',
      field: 'level',
    });
    expect(found.map(({ key }) => key)).toEqual(['not_too_much']);
  });
});
