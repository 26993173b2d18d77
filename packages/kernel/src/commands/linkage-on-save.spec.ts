import type { RuleAction, RuleDefinition } from '../metadata/index.js';
import { action, definitionsWith, markLarge, releaseOf, requestForm, rule } from './commands.fixtures.js';
import { AMY, INK, NORTH, Office, PEN, requestOf } from './office.fixtures.js';

const quiet = { ...markLarge, enabled: false };
const officeWith = (...rules: RuleDefinition[]) => new Office(releaseOf(definitionsWith(quiet, ...rules)));
const shown = (key: string, actions: RuleAction[], more: Partial<RuleDefinition> = {}) =>
  rule(key, actions, {
    phase: 'derive',
    trigger: { on: ['create', 'update'], where: 'both' },
    condition: { '==': [{ var: 'note' }, 'x'] },
    ...more,
  });
const switched = (type: string, fields: string[], value: boolean) => action(type, { fields, value });

describe('a table that a rule locks', () => {
  const made = (note: string) => {
    const office = officeWith(shown('lock', [switched('setReadOnly', ['lines'], true)]));
    const id = office.made(AMY, {
      place: NORTH,
      note: 'y',
      lines: [1, 2].map(() => ({ item: PEN, qty: '1' })),
    });
    office.change(AMY, id, { note });
    const lines = (office.record(id)?.['lines'] ?? []) as readonly { readonly id: string }[];
    return { office, id, lines: lines.map((line) => line.id) };
  };
  const attempts = (ids: readonly string[]) => ({
    adding: { lines: { upsert: [{ item: INK, qty: '1' }] } },
    deleting: { lines: { delete: [ids[0] ?? ''] } },
    'a change of a cell': { lines: { upsert: [{ id: ids[0] ?? '', qty: '2' }] } },
  });

  test.each([
    ['adding', 'lines_locked_by_rule /lines/2'],
    ['deleting', 'lines_locked_by_rule /lines'],
    ['a change of a cell', 'field_locked_by_rule /lines/0/qty'],
  ] as const)('refuses %s on the server', (kind, code) => {
    const { office, id, lines } = made('x');
    expect(office.change(AMY, id, attempts(lines)[kind])).toMatchObject({ reason: 'invalid', codes: [code] });
    expect(office.record(id)?.['lines']).toHaveLength(2);
  });

  test('names itself and the table', () => {
    const { office, id, lines } = made('x');
    const { issues } = office.change(AMY, id, attempts(lines).deleting);
    expect(issues).toMatchObject([{ params: { field: 'lines', title: { en: 'lines' }, rule: 'lock' } }]);
  });

  test('is held against the values that come with an action too', () => {
    const { office, id, lines } = made('x');
    expect(office.act(AMY, id, 'park', attempts(lines).deleting).codes).toEqual([
      'lines_locked_by_rule /lines',
    ]);
    expect(office.act(AMY, id, 'park').codes).toEqual([]);
  });

  test('lets everything through while it is open', () => {
    const { office, id, lines } = made('z');
    for (const kind of ['adding', 'a change of a cell', 'deleting'] as const)
      expect(office.change(AMY, id, attempts(lines)[kind]).codes).toEqual([]);
  });
});

describe('choices that a rule narrows', () => {
  const { properties } = requestForm.schema;
  const grade = {
    type: 'string' as const,
    enum: ['low', 'high'],
    'x-title': { 'zh-CN': 'grade', en: 'grade' },
    'x-titles': ['low', 'high'].map((name) => ({ 'zh-CN': name, en: name })),
  };
  const form = {
    ...requestForm,
    schema: { ...requestForm.schema, properties: { ...properties, grade } },
    ui: { ...requestForm.ui, order: [...requestForm.ui.order, 'grade'] },
  };
  const few = shown('few', [action('setOptions', { field: 'grade', options: ['low'] })]);
  const office = () => new Office(releaseOf(definitionsWith(quiet, form, few)));

  test('are refused on the server beyond what it leaves', () => {
    expect(office().create(AMY, requestOf('1', { note: 'x', grade: 'high' })).codes).toEqual([
      'choice_unknown /grade',
    ]);
    expect(office().create(AMY, requestOf('1', { note: 'x', grade: 'low' })).codes).toEqual([]);
    expect(office().create(AMY, requestOf('1', { grade: 'high' })).codes).toEqual([]);
  });

  test('let an old choice stand until it is changed', () => {
    const one = office();
    const id = one.made(AMY, requestOf('1', { grade: 'high' }));
    expect(one.change(AMY, id, { note: 'x' }).codes).toEqual([]);
    expect(one.change(AMY, id, { limit: '1' }).codes).toEqual([]);
    one.change(AMY, id, { grade: 'low' });
    expect(one.change(AMY, id, { grade: 'high' }).codes).toEqual(['choice_unknown /grade']);
  });
});

describe('a field that a rule hides', () => {
  test('is not asked for, by the form, by a rule or by an action', () => {
    const office = officeWith(
      shown('hide', [switched('setVisible', ['place', 'limit', 'note'], false)], {
        condition: { '==': [{ var: 'lines.qty' }, '7'] },
        foreach: 'lines',
      }),
      shown('ask', [switched('setRequired', ['limit'], true)], { condition: true }),
    );
    const lines = (qty: string) => ({ lines: [{ item: PEN, qty }] });
    expect(office.create(AMY, lines('1')).codes).toEqual(['required /place', 'required /limit']);
    expect(office.create(AMY, lines('7')).codes).toEqual([]);
    const id = office.made(AMY, lines('7'));
    office.act(AMY, id, 'park');
    expect(office.act(AMY, id, 'wake').codes).toEqual([]);
  });

  test('in a hidden table is not asked for either, nor is a line', () => {
    const office = officeWith(shown('hide', [switched('setVisible', ['lines'], false)]));
    expect(office.create(AMY, { place: NORTH, lines: [] }).codes).toEqual(['too_few_lines /lines']);
    expect(office.create(AMY, { place: NORTH, note: 'x', lines: [] }).codes).toEqual([]);
    expect(office.create(AMY, { place: NORTH, note: 'x', lines: [{}] }).codes).toEqual([]);
  });
});
