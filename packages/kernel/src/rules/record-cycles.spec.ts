import type { RuleAction, RuleDefinition } from '../metadata/index.js';
import { compileRules } from './compile-rules.js';
import { rule, surroundings } from './rules.fixtures.js';

const make = (form: string): RuleAction =>
  ({ id: 'make', type: 'createRecord', form, values: {} }) as RuleAction;
const change = (form: string, values: object): RuleAction =>
  ({
    id: 'change',
    type: 'updateRecord',
    form,
    by: { match: { name: 'note' }, max: 3 },
    values,
  }) as RuleAction;
const on = (key: string, form: string, actions: RuleAction[], more: Partial<RuleDefinition> = {}) =>
  rule(key, actions, { form, phase: 'afterSave', trigger: { on: ['create'] }, ...more });
const found = (...rules: RuleDefinition[]) => {
  const compiled = compileRules(rules, surroundings);
  return compiled.ok ? [] : compiled.error;
};

describe('rings over several forms', () => {
  const there = on('there', 'claim', [make('note_form')]);
  const back = on('back', 'note_form', [make('claim')]);

  test('are refused with the forms and rules that they go through', () => {
    expect(found(there, back)).toMatchObject([
      {
        code: 'record_cycle',
        rule: 'back',
        params: {
          ring: ['back', 'there', 'back'],
          way: { en: 'Item: back → Claim: there → Item: back' },
        },
      },
    ]);
  });

  test('pass when every rule in them fires once only', () => {
    const once = { reentry: 'once' as const };
    expect(found({ ...there, ...once }, { ...back, ...once })).toEqual([]);
    expect(found({ ...there, ...once }, back)).toMatchObject([{ code: 'record_cycle' }]);
  });

  test('a rule that makes its own kind of record is a ring of one', () => {
    expect(found(on('more', 'claim', [make('claim')]))).toMatchObject([
      { params: { ring: ['more', 'more'] } },
    ]);
  });

  test('changing a field that nobody watches sets nobody off', () => {
    const price = on('price', 'claim', [change('item', { price: 'limit' })]);
    const watching = (field: string) =>
      on('watch', 'item', [make('claim')], { trigger: { on: ['update'], fields: [field] } });
    expect(found(price, watching('name'))).toEqual([]);
    expect(found(price, watching('price'))).toMatchObject([{ code: 'record_cycle' }]);
  });

  test('what rules derive from a change counts as changed', () => {
    const price = on('price', 'claim', [change('item', { price: 'limit' })]);
    const derive = rule(
      'derive',
      [{ id: 'n', type: 'setField', field: 'name', formula: '"x"' } as RuleAction],
      { form: 'item' },
    );
    const watch = on('watch', 'item', [make('claim')], { trigger: { on: ['update'], fields: ['name'] } });
    expect(found(price, derive, watch)).toMatchObject([{ code: 'record_cycle' }]);
  });
});
