import { uuid } from '../forms/claim.fixtures.js';
import type { RuleAction } from '../metadata/index.js';
import { compileActions, runActions } from './compile-actions.js';
import { fireAfterSave, fireValidate } from './fire-once.js';
import { claim, rule, ruleSet, surroundings, updated } from './rules.fixtures.js';

const action = (type: string, config: object): RuleAction =>
  ({ id: `a_${type}`, type, ...config }) as RuleAction;
const both = (text: string) => ({ 'zh-CN': text, en: text });
const after = { phase: 'afterSave' as const };
const effectsOf = (actions: RuleAction[], record = {}, context = {}) =>
  fireAfterSave(ruleSet(rule('r', actions, after)), claim, updated('note'), record, context).effects;

describe('rules that validate', () => {
  test('refuse with a message at a field, values filled in', () => {
    const rules = ruleSet(
      rule(
        'cap',
        [
          action('block', {
            field: 'limit',
            message: { 'zh-CN': '超出 {excess} 元，级别{level}', en: 'Over by {excess}, {level}' },
          }),
        ],
        {
          phase: 'validate',
          condition: { '>': [{ var: 'excess' }, 0] },
        },
      ),
    );
    expect(fireValidate(rules, claim, updated('limit'), { excess: '5', level: 'high' }).issues).toEqual([
      {
        code: 'rule_refused',
        path: '/limit',
        severity: 'error',
        params: { rule: 'cap', message: { 'zh-CN': '超出 5.00 元，级别高', en: 'Over by 5.00, High' } },
      },
    ]);
    expect(fireValidate(rules, claim, updated('limit'), { excess: null }).issues).toEqual([]);
  });

  test('point at the line, and all messages are collected', () => {
    const rules = ruleSet(
      rule('line', [action('block', { field: 'lines.qty', message: both('{lines.qty}') })], {
        phase: 'validate',
        foreach: 'lines',
        condition: { '<': [{ var: 'lines.qty' }, 1] },
      }),
      rule('soft', [action('warn', { message: both('careful') })], { phase: 'validate' }),
    );
    const { issues } = fireValidate(rules, claim, updated('lines'), {
      lines: [
        { id: 'a', qty: '0.5' },
        { id: 'b', qty: '3' },
        { id: 'c', qty: '0' },
      ],
    });
    expect(issues.map((found) => [found.code, found.path, found.severity])).toEqual([
      ['rule_refused', '/lines/0/qty', 'error'],
      ['rule_refused', '/lines/2/qty', 'error'],
      ['rule_warning', '', 'warning'],
    ]);
  });
});

describe('rules that act after a save', () => {
  const [north, ann] = [uuid(1), uuid(2)];
  const reference = (form: string, id: string) =>
    form === 'place' && id === north ? { id, name: 'North', leader: ann } : undefined;

  test('notify the people that fields name, through references too', () => {
    const notify = action('notify', {
      to: [{ field: 'place.leader' }, { field: 'owner' }, { role: 'boss' }, { starter: true }],
      title: both('{place} {no}'),
      body: both('{urgent}'),
    });
    expect(effectsOf([notify], { place: north, no: 'C1', urgent: true }, { reference })).toEqual([
      {
        type: 'notify',
        rule: { key: 'r' },
        tells: ['place.name', 'no', 'urgent'],
        action: 'a_notify',
        people: [{ users: [ann] }, { role: 'boss' }, { starter: true }],
        title: both('North C1'),
        body: { 'zh-CN': '是', en: 'Yes' },
      },
    ]);
  });

  test('describe a record to be made, with lines for those that matter', () => {
    const create = action('createRecord', {
      form: 'note_form',
      ref: 'made',
      values: { subject: 'CONCAT("about ", no)', amount: 'total', source: 'id' },
      lines: [
        {
          into: 'points',
          from: 'lines',
          where: { '!=': [{ var: 'lines.qty' }, '0'] },
          values: { what: 'lines.name' },
        },
      ],
    });
    const record = {
      id: uuid(7),
      no: 'C1',
      total: '1.25',
      lines: [
        { id: 'a', qty: '0', name: 'x' },
        { id: 'b', qty: '2', name: 'y' },
        { id: 'c', name: 'z' },
      ],
    };
    expect(effectsOf([create], record)).toMatchObject([
      {
        type: 'create_record',
        form: 'note_form',
        ref: 'made',
        values: { subject: 'about C1', amount: '1.3', source: uuid(7), points: [{ what: 'y' }] },
      },
    ]);
  });

  test('open a task about a record made for it', () => {
    const task = action('createTask', {
      title: both('Look at {no}'),
      to: [{ role: 'boss' }],
      dueIn: 'PT24H',
      record: { form: 'note_form', values: { source: 'id' } },
      action: 'close',
    });
    expect(effectsOf([task], { id: uuid(7), no: 'C1' })).toMatchObject([
      {
        type: 'create_task',
        title: both('Look at C1'),
        dueIn: 'PT24H',
        completedBy: 'close',
        record: { form: 'note_form', values: { source: uuid(7) } },
      },
    ]);
  });

  test('post and change the state in the order written', () => {
    expect(
      effectsOf([action('post', { posting: 'book' }), action('transition', { to: 'done' })]),
    ).toMatchObject([
      { type: 'post', posting: 'book', rule: { key: 'r' } },
      { type: 'transition', state: 'done' },
    ]);
  });

  test('name the line when they are asked for lines', () => {
    const rules = ruleSet(
      rule('each', [action('notify', { to: [{ role: 'boss' }], title: both('{lines.name}') })], {
        ...after,
        foreach: 'lines',
      }),
    );
    const { effects } = fireAfterSave(rules, claim, updated('lines'), {
      lines: [
        { id: 'a', name: 'x' },
        { id: 'b', name: 'y' },
      ],
    });
    expect(effects).toMatchObject([
      { line: 'a', title: both('x') },
      { line: 'b', title: both('y') },
    ]);
  });
});

describe('actions that cannot be', () => {
  const refusals = (phase: 'derive' | 'validate' | 'afterSave' | 'flow', one: RuleAction) => {
    const compiled = compileActions([one], phase, { ...surroundings, form: claim }, '/actions');
    return compiled.ok ? [] : compiled.error.map((found) => `${found.code} ${found.path}`);
  };

  test.each([
    ['derive', action('fly', {}), 'unknown_action_type /actions/0/type'],
    ['validate', action('setField', { field: 'note', formula: '"x"' }), 'action_phase /actions/0/type'],
    ['derive', action('setField', { field: 'note' }), 'keyword_missing /actions/0/formula'],
    [
      'derive',
      action('setField', { field: 'note', formula: '"x"', colour: 1 }),
      'unknown_keyword /actions/0/colour',
    ],
    ['derive', action('setField', { field: 'gone', formula: '1' }), 'unknown_field /actions/0/formula'],
    ['derive', action('setField', { field: 'total', formula: '1' }), 'computed_field /actions/0/formula'],
    ['derive', action('setField', { field: 'limit', formula: '"x"' }), 'formula_result /actions/0/formula'],
    ['derive', action('setField', { field: 'limit', formula: '1 +' }), 'formula_syntax /actions/0/formula'],
    [
      'validate',
      action('block', { message: both('{gone}') }),
      'formula_unknown_variable /actions/0/message/zh-CN',
    ],
    ['validate', action('block', { message: both('x'), field: 'gone' }), 'unknown_field /actions/0/field'],
    [
      'afterSave',
      action('notify', { to: [{ field: 'gone' }], title: both('x') }),
      'formula_unknown_variable /actions/0/to/0/field',
    ],
    ['afterSave', action('createRecord', { form: 'gone', values: {} }), 'unknown_form /actions/0/form'],
    [
      'afterSave',
      action('createRecord', { form: 'note_form', values: { gone: '1' } }),
      'unknown_field /actions/0/values/gone',
    ],
    [
      'afterSave',
      action('createRecord', { form: 'note_form', values: {}, backlink: 'place' }),
      'bad_backlink /actions/0/backlink',
    ],
    [
      'afterSave',
      action('createTask', { title: both('x'), to: [{ role: 'boss' }], action: 'vanish' }),
      'unknown_action /actions/0/action',
    ],
    ['afterSave', action('post', { posting: 'gone' }), 'unknown_posting /actions/0/posting'],
    ['flow', action('transition', { to: 'gone' }), 'unknown_state /actions/0/to'],
  ] as const)('in %s %j is refused', (phase, one, expected) => {
    expect(refusals(phase, one)).toContain(expected);
  });

  test('a node of a flow runs the same actions in its own name', () => {
    const compiled = compileActions(
      [action('setField', { field: 'note', formula: '"x"' })],
      'flow',
      { ...surroundings, form: claim },
      '/config/actions',
    );
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
    expect(runActions(compiled.value, { record: {} }, { key: 'flow/node' })).toMatchObject({
      issues: [],
      effects: [{ type: 'set_field', field: 'note', value: 'x', rule: { key: 'flow/node' } }],
    });
  });
});
