import { valueChanges } from './value-changes.js';

const RULE = {
  kind: 'rule',
  title: { 'zh-CN': '限额', en: 'Limit' },
  priority: 100,
  condition: { '>': [{ var: 'amount' }, '5000'] },
  actions: [
    { id: 'mark', type: 'setField', field: 'large', formula: 'true' },
    { id: 'tell', type: 'notify', title: { 'zh-CN': '超限', en: 'Over' } },
  ],
};

function paths(after: unknown): readonly string[] {
  return valueChanges(RULE, after).map(({ kind, path }) => `${kind} ${path.join('/')}`);
}

describe('what differs between two versions of a definition', () => {
  test('the same says nothing, whatever the order of its properties', () => {
    expect(paths(Object.fromEntries(Object.entries(RULE).reverse()))).toEqual([]);
  });

  test('a number is told with its old and its new value', () => {
    expect(valueChanges(RULE, { ...RULE, priority: 90 })).toEqual([
      { path: ['priority'], kind: 'changed', before: 100, after: 90 },
    ]);
  });

  test('a condition is one thing, however deep it differs', () => {
    expect(paths({ ...RULE, condition: { '>': [{ var: 'amount' }, '8000'] } })).toEqual([
      'changed condition',
    ]);
  });

  test('a text in two languages is one thing', () => {
    expect(paths({ ...RULE, title: { 'zh-CN': '上限', en: 'Limit' } })).toEqual(['changed title']);
  });

  test('an action that moved is no other action', () => {
    expect(paths({ ...RULE, actions: [...RULE.actions].reverse() })).toEqual([]);
  });

  test('a property of the second action is told by its position', () => {
    const [first, second] = RULE.actions;
    expect(paths({ ...RULE, actions: [first, { ...second, type: 'warn' }] })).toEqual([
      'changed actions/2/type',
    ]);
  });

  test('what came and what went is told as a whole', () => {
    const { priority: _, ...rest } = RULE;
    expect(paths({ ...rest, actions: [RULE.actions[0]], enabled: false })).toEqual([
      'removed priority',
      'removed actions/2',
      'added enabled',
    ]);
  });
});
