import type { RuleAction, RuleDefinition, RuleTest } from '../metadata/index.js';
import { sentence } from '../messages/index.js';
import { runRuleTests } from './rule-tests.js';
import { rule, ruleSet, set, surroundings } from './rules.fixtures.js';

const high = { '==': [{ var: 'level' }, 'high'] };
const objection = (text: string): RuleAction =>
  ({ id: 'no', type: 'block', message: { 'zh-CN': `${text}。`, en: text } }) as RuleAction;

function failures(definition: RuleDefinition, ...tests: Omit<RuleTest, 'name'>[]) {
  const named = tests.map((test, at) => ({ ...test, name: `t${at}` }));
  return runRuleTests(ruleSet({ ...definition, tests: named }), surroundings.models);
}

const told = (definition: RuleDefinition, ...tests: Omit<RuleTest, 'name'>[]) =>
  failures(definition, ...tests).map(({ code, path }) => `${code} ${path}`);

describe('a test inside a rule and its trigger', () => {
  const onAction = rule('act', [objection('late')], {
    phase: 'validate',
    trigger: { on: ['action'], actions: ['send'] },
    condition: high,
  });
  const onFields = rule('fields', [set('note', '"x"')], {
    trigger: { on: ['update'], fields: ['limit', 'lines'] },
  });
  const record = { level: 'high' };

  test('asks at the first event that the rule waits for, unless it names one', () => {
    expect(
      told(onAction, { record, fires: true }, { record, event: { type: 'action' }, fires: true }),
    ).toEqual([]);
    expect(told(onAction, { record, event: { type: 'update' }, fires: false })).toEqual([]);
    expect(told(onAction, { record, event: { type: 'update' }, fires: true })).toEqual([
      'rule_test_failed /tests/0/fires',
    ]);
  });

  test('says when the rule does not wait for what the test lets happen', () => {
    const [failure] = failures(onAction, { record, event: { type: 'create' }, fires: true });
    expect(sentence(failure?.code ?? '', failure?.params ?? {}, 'zh-CN')).toBe(
      '测试“t0”没有通过：“是否触发”应为是，实际为否。规则不等事件“create”。请改规则或改测试。',
    );
    expect(sentence(failure?.code ?? '', failure?.params ?? {}, 'en')).toBe(
      'The test "t0" fails: "whether it fires" should be yes and is no. The rule does not wait for the event "create". Correct the rule or the test.',
    );
  });

  test('may name the action, and another one does not fire it', () => {
    const event = (action: string) => ({ type: 'action' as const, action });
    const other = { ...onAction, trigger: { on: ['action' as const], actions: ['finish'] } };
    expect(told(other, { record, event: event('send'), fires: false })).toEqual([]);
    expect(
      told(
        onAction,
        { record, event: event('send'), fires: true },
        { record, event: event('gone'), fires: false },
      ),
    ).toEqual(['unknown_action /tests/1/event/action']);
  });

  test('may name the state entered', () => {
    const onState = rule('state', [set('note', '"x"')], { trigger: { on: ['state'], states: ['sent'] } });
    const event = (state: string) => ({ type: 'state' as const, state });
    expect(
      told(
        onState,
        { record, fires: true },
        { record, event: event('draft'), fires: false },
        { record, event: event('gone'), fires: true },
      ),
    ).toEqual(['unknown_state /tests/2/event/state']);
  });

  test('may name what changed', () => {
    const changed = (...paths: string[]) => ({ type: 'update' as const, changed: paths });
    expect(
      told(
        onFields,
        { record, event: changed('limit'), fires: true },
        { record, event: changed('lines.qty'), fires: true },
        { record, event: changed('note'), fires: false },
        { record, event: changed(), fires: false },
        { record, event: changed('gone'), fires: false },
      ),
    ).toEqual(['unknown_field /tests/4/event/changed/0']);
  });

  test('may give the record as it was, and what differs has changed', () => {
    const lines = (qty: string) => ({ lines: [{ qty, price: '1.00' }] });
    expect(
      told(
        onFields,
        { before: { limit: '1.00' }, record: { limit: '2.00' }, fires: true },
        { before: { limit: '1.00', note: 'a' }, record: { limit: '1.00', note: 'b' }, fires: false },
        { before: lines('1'), record: lines('2'), fires: true },
        { before: lines('1'), record: lines('1'), fires: false },
      ),
    ).toEqual([]);
  });

  test('of a record that was there before makes none', () => {
    const onBoth = {
      ...onFields,
      trigger: { on: ['create' as const, 'update' as const], fields: ['limit'] },
    };
    expect(
      told(onBoth, { record, fires: true }, { before: { note: 'a' }, record: { note: 'b' }, fires: false }),
    ).toEqual([]);
  });

  test('counts an action that brings values as an update, and its new status as none', () => {
    const event = { type: 'action' as const, action: 'send' };
    expect(
      told(
        onFields,
        { event, before: { limit: '1.00' }, record: { limit: '2.00' }, fires: true },
        { event, before: { status: 'draft' }, record: { status: 'sent' }, fires: false },
        { event, record, fires: false },
      ),
    ).toEqual([]);
  });

  test('of a rule for the form asks as the form does', () => {
    const typed = rule('typed', [set('note', '"x"')], { trigger: { on: ['change'], fields: ['limit'] } });
    const opened = rule('opened', [set('note', '"x"')], { trigger: { on: ['create'], where: 'client' } });
    expect(
      told(
        typed,
        { record, fires: true },
        { record, event: { type: 'change', changed: ['note'] }, fires: false },
        { record, event: { type: 'update' }, fires: false },
      ),
    ).toEqual([]);
    expect(told(opened, { record, fires: true }, { record, before: {}, fires: false })).toEqual([]);
  });
});

describe('a test inside a rule and its other branch', () => {
  const either = rule('either', [set('note', '"high"')], {
    condition: high,
    else: [set('note', '"low"'), set('copies', '1')],
  });

  test('looks at the fields after the branch that ran', () => {
    expect(
      told(
        either,
        { record: { level: 'high' }, fires: true, branch: 'then', sets: { note: 'high', copies: null } },
        { record: { level: 'low' }, fires: false, branch: 'else', sets: { note: 'low', copies: 1 } },
        { record: { level: 'low' }, fires: false, sets: { note: 'high' } },
        { record: { level: 'low' }, event: { type: 'action' }, fires: false, branch: 'none', sets: {} },
      ),
    ).toEqual(['rule_test_failed /tests/2/sets/note']);
  });

  test('says which branch was expected and which ran', () => {
    const [failure] = failures(either, { record: { level: 'low' }, fires: false, branch: 'none' });
    expect(failure).toMatchObject({
      path: '/tests/0/branch',
      params: { expected: 'none', actual: 'else' },
    });
    expect(sentence(failure?.code ?? '', failure?.params ?? {}, 'zh-CN')).toBe(
      '测试“t0”没有通过：“执行哪一支”应为none，实际为else。请改规则或改测试。',
    );
  });

  test('without an else runs none', () => {
    const alone = { ...either, else: [] };
    expect(told(alone, { record: { level: 'low' }, fires: false, branch: 'none' })).toEqual([]);
    expect(told(alone, { record: { level: 'low' }, fires: false, branch: 'else' })).toEqual([
      'rule_test_failed /tests/0/branch',
    ]);
  });

  test('looks at the messages and effects of that branch too', () => {
    const tell = {
      id: 'tell',
      type: 'notify',
      to: [{ role: 'boss' }],
      title: { 'zh-CN': 'n', en: 'n' },
    } as RuleAction;
    const messages = rule('m', [objection('high')], {
      phase: 'validate',
      condition: high,
      else: [objection('low')],
    });
    const effects = rule('e', [tell], {
      phase: 'afterSave',
      condition: high,
      else: [tell, { ...tell, id: 'b' }],
    });
    const low = { record: { level: 'low' }, fires: false };
    expect(told(messages, { ...low, messages: ['low'] }, { ...low, messages: ['high'] })).toEqual([
      'rule_test_failed /tests/1/messages',
    ]);
    expect(
      told(effects, { ...low, effects: [{ type: 'notify' }, {}] }, { ...low, effects: [{ type: 'notify' }] }),
    ).toEqual(['rule_test_failed /tests/1/effects']);
  });
});

describe('a test inside a rule over lines', () => {
  const each = rule('each', [set('lines.reason', '"none"')], {
    foreach: 'lines',
    condition: { '==': [{ var: 'lines.qty' }, '0'] },
    else: [set('lines.reason', '"some"')],
  });
  const record = { lines: [{ qty: '1' }, { qty: '0' }, { qty: '0' }] };

  test('says for which lines it fires', () => {
    expect(
      told(
        each,
        { record, fires: true, lines: [2, 3] },
        { record, fires: true, lines: [2] },
        { record: { lines: [{ qty: '1' }] }, fires: false, lines: [] },
      ),
    ).toEqual(['rule_test_failed /tests/1/lines']);
  });

  test('looks at columns line by line, whichever branch each line took', () => {
    const lines = [{ reason: 'some' }, {}, { reason: 'none' }];
    expect(
      told(
        each,
        { record, fires: true, sets: { lines } },
        { record, fires: true, sets: { lines: [{ reason: 'none' }] } },
        { record: { lines: [] }, fires: false, branch: 'none', sets: { lines: [{ reason: 'x' }] } },
      ),
    ).toEqual([
      'rule_test_failed /tests/1/sets/lines/0/reason',
      'rule_test_failed /tests/2/sets/lines/0/reason',
    ]);
  });
});

describe('a test inside a rule that fails', () => {
  test('says what was expected and what came, by the title of the field, in both languages', () => {
    const cap = rule('cap', [set('limit', '5')]);
    const [failure] = failures(cap, { record: {}, fires: true, sets: { limit: '6.00' } });
    const params = failure?.params ?? {};
    expect(params).toMatchObject({ expected: '6.00', actual: '5.00', field: 'limit' });
    expect(sentence('rule_test_failed', params, 'zh-CN')).toMatch(/“.+”应为6\.00，实际为5\.00。请改规则/);
    expect(sentence('rule_test_failed', params, 'en')).toMatch(/should be 6\.00 and is 5\.00\. Correct/);
  });
});
