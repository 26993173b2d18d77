import {
  applyChanges,
  changesBetween,
  mergeBundles,
  mergeLayers,
  openConflicts,
  positionOf,
} from './index.js';

const text = (en: string) => ({ en, 'zh-CN': `${en}。` });
const field = <T extends object = object>(title: string, more = {} as T) => ({
  type: 'string',
  'x-title': text(title),
  ...more,
});

const form = {
  kind: 'form',
  key: 'card',
  schema: {
    type: 'object',
    properties: {
      code: field('Code', { maxLength: 20 }),
      remark: field('Remark', { maxLength: 100 }),
      state: field('State', { enum: ['open', 'closed'], 'x-titles': [text('Open'), text('Closed')] }),
    },
    required: ['code'],
  },
  ui: { order: ['code', 'remark', 'state'] },
  lists: [{ id: 'all', title: text('All'), columns: ['code'], where: { '>': [{ var: 'amount' }, '5'] } }],
};

type Form = typeof form;

function changed(change: (copy: Form) => void): Form {
  const copy = structuredClone(form);
  change(copy);
  return copy;
}

describe('changes', () => {
  test('a changed property is one operation with what it was', () => {
    const after = changed((copy) => (copy.schema.properties.remark.maxLength = 200));
    expect(changesBetween(form, after)).toEqual([
      { op: 'set', path: '/schema/properties/remark/maxLength', value: 200, was: 100 },
    ]);
  });

  test('a field moved to the front is one move, whatever stands behind it', () => {
    const after = changed((copy) => (copy.ui.order = ['state', 'code', 'remark']));
    expect(changesBetween(form, after)).toEqual([
      { op: 'move', path: '/ui/order/state', after: null, was: 'remark' },
    ]);
  });

  test('a choice and its title come and go together', () => {
    const after = changed(({ schema: { properties } }) => {
      properties.state.enum = ['open', 'held', 'closed'];
      properties.state['x-titles'] = [text('Open'), text('Held'), text('Closed')];
    });
    const path = '/schema/properties/state/enum+x-titles/held';
    const operations = changesBetween(form, after);
    expect(operations).toEqual([
      { op: 'add', path, value: { value: 'held', title: text('Held') }, after: 'open' },
    ]);
    expect(applyChanges(form, operations)).toEqual({ ok: true, value: after });
  });

  test('a condition is one thought: it is replaced as a whole', () => {
    const after = changed((copy) => (copy.lists[0]!.where = { '>': [{ var: 'amount' }, '9'] }));
    expect(changesBetween(form, after)).toEqual([
      { op: 'set', path: '/lists/all/where', value: after.lists[0]!.where, was: form.lists[0]!.where },
    ]);
  });

  test('a field may be called like a word of the dialect', () => {
    const properties = { enum: field('Enum'), condition: { ...field('Condition'), type: 'boolean' } };
    const before = { schema: { properties } };
    const after = { schema: { properties: { ...properties, condition: field('Condition') } } };
    expect(changesBetween(before, after).map(({ path }) => path)).toEqual([
      '/schema/properties/condition/type',
    ]);
  });

  test.each([
    ['what is not there', { op: 'set', path: '/ui/title', value: 1, was: 2 }, 'change_target_missing'],
    ['another value than it was', { op: 'set', path: '/key', value: 'a', was: 'b' }, 'change_value_differs'],
    [
      'an element that is there',
      { op: 'add', path: '/ui/order/code', value: 'code' },
      'change_already_there',
    ],
    [
      'a place that is not there',
      { op: 'add', path: '/ui/order/a', value: 'a', after: 'b' },
      'change_place_missing',
    ],
    [
      'an element under another name',
      { op: 'add', path: '/lists/mine', value: { id: 'other' } },
      'change_id_differs',
    ],
    [
      'another place than it had',
      { op: 'move', path: '/ui/order/state', after: null, was: 'code' },
      'change_value_differs',
    ],
  ] as const)('an operation on %s is refused with its path', (_, operation, code) => {
    const result = applyChanges(form, [operation]);
    expect(result).toMatchObject({ ok: false, error: [{ code, path: operation.path }] });
  });

  test('a name leads to the position that an editor knows', () => {
    expect(positionOf(form, '/lists/all/columns/code')).toBe('/lists/0/columns/0');
  });
});

describe('merging layers', () => {
  test('two sides that change different properties of one field are both heard', () => {
    const mine = changed((copy) => (copy.schema.properties.remark['x-title'] = text('Note')));
    const theirs = changed((copy) => (copy.schema.properties.remark.maxLength = 200));
    const { value, conflicts } = mergeLayers(form, mine, theirs);
    expect(conflicts).toEqual([]);
    expect((value as Form).schema.properties.remark).toEqual(field('Note', { maxLength: 200 }));
  });

  test('fields added by both stand behind what they were put behind', () => {
    const mine = changed((copy) => copy.ui.order.splice(1, 0, 'my_field'));
    const theirs = changed((copy) => copy.ui.order.push('their_field'));
    expect(mergeLayers(form, mine, theirs)).toMatchObject({
      value: { ui: { order: ['code', 'my_field', 'remark', 'state', 'their_field'] } },
      conflicts: [],
    });
  });

  test('one property with two new values is a conflict, and the choice decides', () => {
    const mine = changed((copy) => (copy.schema.properties.remark.maxLength = 500));
    const theirs = changed((copy) => (copy.schema.properties.remark.maxLength = 200));
    const id = '/schema/properties/remark/maxLength';
    const { conflicts } = mergeLayers(form, mine, theirs);
    expect(conflicts).toEqual([
      {
        id,
        pointer: id,
        base: 100,
        mine: 500,
        theirs: 200,
        kinds: { mine: 'changed', theirs: 'changed' },
        mergeable: false,
      },
    ]);
    const lengthWith = (choice: Parameters<typeof mergeLayers>[3]) =>
      (mergeLayers(form, mine, theirs, choice).value as Form).schema.properties.remark.maxLength;
    expect(
      [{ [id]: 'theirs' }, { [id]: 'mine' }, { [id]: { value: 300 } }].map((each) =>
        lengthWith(each as never),
      ),
    ).toEqual([200, 500, 300]);
    expect(openConflicts(mergeLayers(form, mine, theirs, { [id]: 'merge' }).conflicts)).toHaveLength(1);
    expect(openConflicts(mergeLayers(form, mine, theirs, { [id]: 'mine' }).conflicts)).toEqual([]);
  });

  test('a field that one removes and the other changes is a conflict; merged, it stays as changed', () => {
    const mine = changed((copy) => (copy.schema.properties.remark.maxLength = 500));
    const theirs = changed(
      ({ schema }) => delete (schema.properties as Partial<Form['schema']['properties']>).remark,
    );
    const { conflicts } = mergeLayers(form, mine, theirs);
    expect(conflicts).toMatchObject([
      { id: '/schema/properties/remark', kinds: { mine: 'changed', theirs: 'removed' }, mergeable: true },
    ]);
    expect(mergeLayers(form, mine, theirs, { '/schema/properties/remark': 'merge' }).value).toEqual(mine);
    expect(mergeLayers(form, mine, theirs, { '/schema/properties/remark': 'theirs' }).value).toEqual(theirs);
  });

  test('orders that both changed are merged; one element moved to two places tears them', () => {
    const order = (names: string) => changed((copy) => (copy.ui.order = names.split(' ')));
    const base = order('a b c d e');
    expect(mergeLayers(base, order('b a c d e'), order('a b c e d'))).toMatchObject({
      value: { ui: { order: ['b', 'a', 'c', 'e', 'd'] } },
      conflicts: [],
    });
    const torn = mergeLayers(base, order('e a b c d'), order('a b e c d'));
    expect(torn.conflicts).toMatchObject([{ id: '/ui/order#order', pointer: '/ui/order' }]);
    const chosen = { '/ui/order#order': { value: ['d', 'e'] } };
    expect(mergeLayers(base, order('e a b c d'), order('a b e c d'), chosen)).toMatchObject({
      value: { ui: { order: ['d', 'e', 'a', 'b', 'c'] } },
    });
  });

  test('a definition that both sides add differently is one conflict of the bundle', () => {
    const rule = (title: string) => ({ kind: 'rule', key: 'check', title: text(title) });
    const { conflicts, value } = mergeBundles([form], [form, rule('Mine')], [form, rule('Theirs')]);
    expect(conflicts).toMatchObject([
      { id: '/rule/check', kinds: { mine: 'added', theirs: 'added' }, mergeable: true },
    ]);
    expect(value).toEqual([form, rule('Mine')]);
  });
});

test('what I changed is kept when those that the new one removes leave a list that is told apart by ids', () => {
  const base = { lines: [{ field: 'a' }, { field: 'd' }] };
  const mine = { lines: [{ field: 'a', id: 'new' }, { field: 'd' }] };
  const theirs = { lines: [] };
  const { conflicts } = mergeLayers(base, mine, theirs);
  expect(conflicts.map(({ id }) => id)).toEqual(['/lines/a']);
  expect(mergeLayers(base, mine, theirs, { '/lines/a': 'mine' }).value).toEqual({
    lines: [{ field: 'a', id: 'new' }],
  });
});
