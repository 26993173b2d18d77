import fc from 'fast-check';
import { canonicalJson } from '../foundation/index.js';
import type { Definition } from '../metadata/index.js';
import { checkChangeSet, connectionsOf, makeChangeSet, missingConnections, planPromotion } from './index.js';

const named = (text: string) => ({ 'zh-CN': text, en: text });
const form = (key: string, fields: Readonly<Record<string, unknown>>) =>
  ({
    kind: 'form',
    format: 1,
    key,
    title: named(key),
    schema: { type: 'object', properties: fields },
  }) as unknown as Definition;
const text = (title: string) => ({ type: 'string', title });
const release = (number: number, ...definitions: Definition[]) => ({ number, definitions });

const BASE = release(1, form('goods', { code: text('code'), name: text('name') }), form('gone', {}));
const NEXT = release(
  2,
  form('goods', { code: text('code'), name: text('full name'), remark: text('remark') }),
  form('fresh', {}),
);
const SET = makeChangeSet(NEXT, BASE, []);

const asBundle = (definitions: readonly Definition[]) =>
  definitions as unknown as Readonly<Record<string, unknown>>[];
const byName = (definitions: readonly unknown[]) => definitions.map((each) => canonicalJson(each)).sort();

describe('a change set of two releases', () => {
  test('holds what was added, changed and removed, in the order of names', () => {
    expect(SET.definitions.map(({ key, before, after }) => [key, before !== null, after !== null])).toEqual([
      ['fresh', false, true],
      ['gone', true, false],
      ['goods', true, true],
    ]);
    expect(SET.from).toEqual({ release: 2, base: 1 });
  });

  test('makes the later release of the earlier one, and then changes nothing any more', () => {
    const plan = planPromotion(SET, asBundle(BASE.definitions));
    expect(plan.conflicts).toEqual([]);
    expect(byName(plan.result)).toEqual(byName(NEXT.definitions));
    expect(plan.changes.map(({ key, change }) => [key, change])).toEqual([
      ['fresh', 'added'],
      ['gone', 'removed'],
      ['goods', 'changed'],
    ]);
    const again = planPromotion(SET, plan.result);
    expect(again.changes).toEqual([]);
    expect(again.same).toHaveLength(3);
  });

  test('keeps what the installation changed elsewhere in the same definition', () => {
    const here = [
      form('goods', { code: text('code'), name: text('name'), shelf: text('shelf') }),
      form('gone', {}),
    ];
    const plan = planPromotion(SET, asBundle(here));
    expect(plan.conflicts).toEqual([]);
    const goods = plan.result.find((each) => each['key'] === 'goods');
    expect(goods).toMatchObject({
      schema: { properties: { shelf: text('shelf'), remark: text('remark'), name: text('full name') } },
    });
  });

  test('tells where both changed the same place, and follows what is chosen', () => {
    const here = asBundle([form('goods', { code: text('code'), name: text('label') }), form('gone', {})]);
    const plan = planPromotion(SET, here);
    expect(plan.open).toMatchObject([{ base: 'name', mine: 'label', theirs: 'full name' }]);
    const id = plan.open[0]?.id ?? '';
    const titleIn = (choice: 'mine' | 'theirs') =>
      planPromotion(SET, here, { [id]: choice }).result.find((each) => each['key'] === 'goods');
    expect(titleIn('theirs')).toMatchObject({ schema: { properties: { name: text('full name') } } });
    expect(titleIn('mine')).toMatchObject({ schema: { properties: { name: text('label') } } });
    expect(planPromotion(SET, here, { [id]: 'mine' }).open).toEqual([]);
  });
});

describe('a change set of a whole release', () => {
  const whole = makeChangeSet(NEXT, undefined, [{ key: 'app', version: '1.0.0' }]);

  test('says how each definition is to be; what else is here stays and is named', () => {
    const plan = planPromotion(whole, asBundle(BASE.definitions));
    expect(plan.conflicts).toEqual([]);
    expect(plan.onlyHere).toEqual(['form/gone']);
    expect(byName(plan.result)).toEqual(byName([...NEXT.definitions, form('gone', {})]));
  });

  test('fills an installation that has nothing', () => {
    expect(byName(planPromotion(whole, []).result)).toEqual(byName(NEXT.definitions));
  });
});

describe('for any two releases', () => {
  const definitions = fc
    .uniqueArray(
      fc.record({
        key: fc.constantFrom('a', 'b', 'c', 'd'),
        fields: fc.dictionary(fc.constantFrom('x', 'y', 'z'), fc.constantFrom(text('1'), text('2'))),
      }),
      { selector: ({ key }) => key, maxLength: 4 },
    )
    .map((each) => each.map(({ key, fields }) => form(key, fields)));

  test('the set makes one of the other, and a second time does nothing', () => {
    fc.assert(
      fc.property(definitions, definitions, (before, after) => {
        const set = makeChangeSet(release(2, ...after), release(1, ...before), []);
        const plan = planPromotion(set, asBundle(before));
        expect(plan.conflicts).toEqual([]);
        expect(byName(plan.result)).toEqual(byName(after));
        expect(planPromotion(set, plan.result).changes).toEqual([]);
        expect(checkChangeSet(set)).toEqual([]);
      }),
    );
  });

  test('equal releases make the same bytes, whatever their order', () => {
    fc.assert(
      fc.property(definitions, (each) => {
        const [one, other] = [each, [...each].reverse()].map((some) =>
          makeChangeSet(release(1, ...some), undefined, []),
        );
        expect(canonicalJson(one)).toBe(canonicalJson(other));
      }),
    );
  });
});

describe('connections', () => {
  const rule = {
    kind: 'rule',
    key: 'told',
    trigger: { on: ['webhook'], webhook: { key: 'scale' } },
    actions: [{ id: 'call', type: 'callWebhook', endpoint: 'books', payload: {} }],
  };

  test('are named by their keys, each once', () => {
    expect(connectionsOf([rule, { ...rule, key: 'again' }])).toEqual({
      endpoints: ['books'],
      hooks: ['scale'],
    });
  });

  test('that an installation lacks are told', () => {
    const wanted = { endpoints: ['books', 'mail'], hooks: ['scale'] };
    expect(missingConnections(wanted, { endpoints: ['mail'], hooks: [] })).toEqual({
      endpoints: ['books'],
      hooks: ['scale'],
    });
  });
});

test('a change set that names things wrongly is told where', () => {
  const goods = { kind: 'form', key: 'goods' };
  const definitions = [
    { ...goods, before: null, after: { ...goods } },
    { ...goods, before: null, after: { kind: 'form', key: 'other' } },
    { kind: 'spell', key: 'x', after: null },
  ];
  expect(
    checkChangeSet({ from: { release: 2, base: 1 }, definitions }).map(({ code, path }) => [code, path]),
  ).toEqual([
    ['change_set_repeats', '/definitions/1'],
    ['change_set_misnamed', '/definitions/1/after'],
    ['change_set_unknown_kind', '/definitions/2/kind'],
    ['change_set_base', '/definitions/2/before'],
  ]);
});
