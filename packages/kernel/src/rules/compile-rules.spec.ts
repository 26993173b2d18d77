import { RULE_ACTIONS } from './actions/index.js';
import { compileRules } from './compile-rules.js';
import { runRuleTests } from './rule-tests.js';
import { claim, rule, ruleSet, set, surroundings, updated } from './rules.fixtures.js';

const refusals = (more: Parameters<typeof rule>[2]) => {
  const compiled = compileRules([rule('r', [set('note', '"x"')], more)], surroundings);
  return compiled.ok ? [] : compiled.error.map((found) => `${found.rule} ${found.code} ${found.path}`);
};

describe('compiling rules', () => {
  test.each([
    [{ form: 'gone' }, 'r unknown_form /form'],
    [{ foreach: 'note' }, 'r unknown_field /foreach'],
    [
      { trigger: { on: ['update' as const], fields: ['limit', 'gone'] } },
      'r unknown_field /trigger/fields/1',
    ],
    [{ trigger: { on: ['action' as const], actions: ['gone'] } }, 'r unknown_action /trigger/actions/0'],
    [{ trigger: { on: ['state' as const], states: ['gone'] } }, 'r unknown_state /trigger/states/0'],
    [{ actions: [set('note', '"x"'), set('note', '"y"')] }, 'r duplicate /actions/1/id'],
  ])('%j is refused', (more, expected) => {
    expect(refusals(more)).toEqual([expected]);
  });

  test('a condition on a field that is not there is refused with its place', () => {
    expect(refusals({ condition: { '>': [{ var: 'gone' }, 1] } })[0]).toMatch(/^r .* \/condition/);
  });

  test('rules stand in firing order: priority, then key', () => {
    const rules = ruleSet(
      rule('b', [set('note', '1')]),
      rule('a', [set('level', '"low"')]),
      rule('c', [set('copies', '1')], { priority: 900 }),
    );
    expect(rules.candidates('claim', 'derive', updated('note')).map((one) => one.key)).toEqual([
      'c',
      'a',
      'b',
    ]);
  });

  test('what rules read through references is known before they run', () => {
    const rules = ruleSet(
      rule('a', [set('note', 'place.name')], {
        condition: { '==': [{ var: 'place.leader' }, { var: 'actor' }] },
      }),
    );
    expect(rules.dependencies('claim')).toEqual(expect.arrayContaining(['place.leader', 'place.name']));
  });

  test('one changed field asks only the rules that watch it', () => {
    const watching = (field: string) =>
      rule(`on_${field}`, [set('note', `"${field}"`)], { trigger: { on: ['update'], fields: [field] } });
    const rules = ruleSet(...['limit', 'level', 'copies'].map(watching));
    expect(rules.candidates(claim.key, 'derive', updated('level')).map((one) => one.key)).toEqual([
      'on_level',
    ]);
  });
});

describe('tests inside rules', () => {
  const test1 = {
    name: 'over',
    record: { limit: '10.00', lines: [{ qty: '3', price: '4.00' }] },
    fires: true,
    sets: { level: 'high' },
  };
  const high = rule('high', [set('level', '"high"')], { condition: { '>': [{ var: 'excess' }, '0'] } });

  test('pass when the rule does what they say, computed fields worked out', () => {
    const exact = {
      name: 'equal',
      record: { limit: '12.00', lines: [{ qty: '3', price: '4.00' }] },
      fires: false,
    };
    const given = { name: 'computed value given', record: { excess: '0.01' }, fires: true };
    expect(runRuleTests(ruleSet({ ...high, tests: [test1, exact, given] }), surroundings.models)).toEqual([]);
  });

  test('fail with what was expected and what came', () => {
    const wrong = { ...test1, sets: { level: 'low' } };
    const still = { ...test1, fires: false };
    expect(
      runRuleTests(ruleSet({ ...high, enabled: false, tests: [wrong, still] }), surroundings.models),
    ).toMatchObject([
      {
        code: 'rule_test_failed',
        rule: 'high',
        path: '/tests/0/sets/level',
        params: { test: 'over', expected: 'low', actual: 'high' },
      },
      {
        code: 'rule_test_failed',
        rule: 'high',
        path: '/tests/1/fires',
        params: { expected: false, actual: true },
      },
    ]);
  });

  test('a rule over lines fires when it fires for a line', () => {
    const each = rule('each', [set('lines.reason', '"x"')], {
      foreach: 'lines',
      condition: { '==': [{ var: 'lines.qty' }, 0] },
    });
    const tests = [
      { name: 'zero', record: { lines: [{ qty: '1' }, { qty: '0' }] }, fires: true },
      { name: 'blank is not zero', record: { lines: [{ qty: null }] }, fires: false },
    ];
    expect(runRuleTests(ruleSet({ ...each, tests }), surroundings.models)).toEqual([]);
  });
});

describe('rule actions', () => {
  test.each(RULE_ACTIONS.map((part) => [part.kind, part] as const))(
    '%s is titled, described and has a schema that survives JSON',
    (_, part) => {
      for (const text of [part.title, part.description])
        expect(Object.values(text).every((words) => words.length > 0)).toBe(true);
      expect(part.phases.length).toBeGreaterThan(0);
      expect(JSON.parse(JSON.stringify(part.config))).toMatchObject({
        type: 'object',
        additionalProperties: false,
      });
    },
  );

  test('their names are unique', () => {
    expect(new Set(RULE_ACTIONS.map((part) => part.kind)).size).toBe(RULE_ACTIONS.length);
  });
});
