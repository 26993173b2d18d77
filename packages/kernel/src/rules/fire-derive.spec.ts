import { computeRecord } from '../forms/index.js';
import { RULE_ROUNDS_MAX } from '../foundation/index.js';
import { compileRules } from './compile-rules.js';
import { fireDerive } from './fire-derive.js';
import { claim, rule, ruleSet, set, surroundings, updated } from './rules.fixtures.js';

const above = { '>': [{ var: 'excess' }, '0'] };

describe('rules that derive values', () => {
  test('write what their formula gives when their condition holds', () => {
    const rules = ruleSet(
      rule('high', [set('level', '"high"')], { condition: above, else: [set('level', '"low"')] }),
    );
    const over = computeRecord(claim, {
      limit: '5.00',
      lines: [{ id: 'a', qty: '1', price: '5.01' }],
    }).record;
    expect(fireDerive(rules, claim, updated('limit'), over).record.level).toBe('high');
    const equal = { ...over, excess: '0.00' };
    expect(fireDerive(rules, claim, updated('limit'), equal).record.level).toBe('low');
  });

  test('bring computed fields up to date with what they write', () => {
    const rules = ruleSet(rule('cap', [set('limit', '100')]));
    const { record, changed, effects } = fireDerive(rules, claim, updated('note'), {
      limit: '1.00',
      total: '130.00',
      excess: '129.00',
    });
    expect(record).toMatchObject({ limit: '100.00', excess: '30.00' });
    expect([...changed].sort()).toEqual(['excess', 'limit', 'note']);
    expect(effects).toMatchObject([
      { type: 'set_field', field: 'limit', value: '100.00', rule: { key: 'cap' }, action: 'set_limit' },
    ]);
  });

  test('react to what other rules write, whatever their order', () => {
    const rules = ruleSet(
      rule('first', [set('urgent', 'level == "high"')], {
        priority: 900,
        condition: { '==': [{ var: 'level' }, 'high'] },
      }),
      rule('second', [set('level', '"high"')], { priority: 1 }),
    );
    expect(fireDerive(rules, claim, updated('note'), {}).record).toMatchObject({
      level: 'high',
      urgent: true,
    });
  });

  test('of two that write one field the higher priority wins, and the trace says so', () => {
    const rules = ruleSet(
      rule('strong', [set('note', '"A"')], { priority: 200 }),
      rule('weak', [set('note', '"B"')]),
    );
    const { record, trace } = fireDerive(rules, claim, updated('limit'), {});
    expect(record.note).toBe('A');
    expect(trace).toMatchObject([
      { rule: 'strong', outcome: 'fired', writes: [{ field: 'note', before: null, after: 'A' }] },
      { rule: 'weak', outcome: 'fired', writes: [{ after: 'B', keptBy: 'strong' }] },
    ]);
  });

  test('at equal priority the first key wins, and publishing warns', () => {
    const rules = ruleSet(rule('b', [set('note', '"B"')]), rule('a', [set('note', '"A"')]));
    expect(fireDerive(rules, claim, updated('limit'), {}).record.note).toBe('A');
    expect(rules.warnings).toMatchObject([
      { code: 'rules_write_same_field', rule: 'b', severity: 'warning', params: { other: 'a' } },
    ]);
  });

  test('fire once for a save even if what they read moves again', () => {
    const rules = ruleSet(rule('add', [set('copies', 'COALESCE(copies, 0) + 1')]));
    expect(fireDerive(rules, claim, updated('note'), { copies: 1 }).record.copies).toBe(2);
  });

  test('a save that finds no rest is refused with the rules that keep it moving', () => {
    const add = rule('add', [set('copies', 'COALESCE(copies, 0) + 1')], { reentry: 'untilStable' });
    const compiled = compileRules([add], surroundings);
    expect(compiled).toMatchObject({
      ok: false,
      error: [{ code: 'rule_cycle', rule: 'add', params: { ring: ['add', 'add'] } }],
    });
    const rules = ruleSet({ ...add, reentry: 'once' });
    const restless = {
      ...rules,
      candidates: () => rules.rules.map((one) => ({ ...one, untilStable: true })),
    };
    const { issues } = fireDerive(restless, claim, updated('note'), { copies: 0 });
    expect(issues).toEqual([
      {
        code: 'rules_not_quiet',
        path: '',
        params: { rules: [{ 'zh-CN': 'add', en: 'add' }], rounds: RULE_ROUNDS_MAX },
      },
    ]);
  });

  test('a formula that fails refuses the save and names the rule', () => {
    const rules = ruleSet(rule('bad', [set('limit', '1 / total')]));
    const { issues } = fireDerive(rules, claim, updated('note'), { total: '0.00' });
    expect(issues).toMatchObject([{ code: 'formula_div_zero', path: '/limit', params: { rule: 'bad' } }]);
  });

  test('watch the fields that they name, tables included', () => {
    const rules = ruleSet(
      rule('header', [set('note', '"header"')], { trigger: { on: ['update'], fields: ['limit'] } }),
      rule('table', [set('note', '"table"')], { trigger: { on: ['update'], fields: ['lines'] } }),
    );
    const fired = (path: string) =>
      fireDerive(rules, claim, updated(path), {}, { trace: 'all' }).trace.map(
        (entry) => `${entry.rule} ${entry.outcome}`,
      );
    expect(fired('limit')).toEqual(['header fired', 'table not_triggered']);
    expect(fired('lines.qty')).toEqual(['table fired', 'header not_triggered']);
    expect(fired('copies')).toEqual(['header not_triggered', 'table not_triggered']);
  });

  test('wait for the action or state that they name', () => {
    const rules = ruleSet(
      rule('sending', [set('note', '"sending"')], { trigger: { on: ['action'], actions: ['send'] } }),
      rule('done', [set('note', '"done"')], { trigger: { on: ['state'], states: ['done'] } }),
    );
    const changed = new Set<string>();
    expect(fireDerive(rules, claim, { type: 'action', action: 'send', changed }, {}).record.note).toBe(
      'sending',
    );
    expect(
      fireDerive(rules, claim, { type: 'action', action: 'finish', changed }, {}).record.note,
    ).toBeUndefined();
    expect(fireDerive(rules, claim, { type: 'state', state: 'done', changed }, {}).record.note).toBe('done');
  });

  test('that are switched off never fire', () => {
    expect(
      fireDerive(ruleSet(rule('off', [set('note', '"x"')], { enabled: false })), claim, updated('limit'), {})
        .trace,
    ).toEqual([]);
  });

  test('explain why they did not fire', () => {
    const { trace } = fireDerive(
      ruleSet(rule('high', [set('note', '"x"')], { condition: above })),
      claim,
      updated('limit'),
      { excess: null },
    );
    expect(trace).toMatchObject([{ rule: 'high', outcome: 'not_met' }]);
    expect(trace[0]?.explain()).toMatchObject({ holds: false, deciding: { operator: '>', blank: true } });
  });
});

describe('rules over lines', () => {
  const lines = [
    { id: 'a', qty: '0.000', price: '1.00' },
    { id: 'b', qty: '7.000', price: '1.00' },
    { id: 'c', qty: null, price: '1.00' },
  ];
  const flag = rule('flag', [set('lines.reason', '"many"')], {
    foreach: 'lines',
    condition: { '>': [{ var: 'lines.qty' }, '5'] },
  });

  test('are asked once for each line and write that line', () => {
    const { record, trace } = fireDerive(ruleSet(flag), claim, updated('lines.qty'), { lines });
    expect(record.lines).toMatchObject([
      { id: 'a', qty: '0.000' },
      { id: 'b', reason: 'many' },
      { id: 'c', qty: null },
    ]);
    expect(trace.map((entry) => `${entry.line} ${entry.outcome}`)).toEqual([
      'a not_met',
      'b fired',
      'c not_met',
    ]);
  });

  test('without foreach a column is set in every line', () => {
    const rules = ruleSet(
      rule('all', [set('lines.reason', 'IF(lines.qty > 5, "many", "few")')], { condition: true }),
    );
    const { record } = fireDerive(rules, claim, updated('lines'), { lines: lines.slice(0, 2) });
    expect(record.lines).toMatchObject([{ reason: 'few' }, { reason: 'many' }]);
  });

  test('two thousand lines cost one pass', () => {
    const many = Array.from({ length: 2000 }, (_, at) => ({ id: `l${at}`, qty: '6.000', price: '2.00' }));
    const rules = ruleSet(rule('double', [set('lines.price', 'lines.price * 2')], { foreach: 'lines' }));
    const { issues, record, trace, effects } = fireDerive(rules, claim, updated('lines'), { lines: many });
    expect(issues).toEqual([]);
    expect(record).toMatchObject({ total: '48000.00' });
    expect([trace.length, effects.length]).toEqual([2000, 2000]);
  });
});

describe('rings of rules', () => {
  const a = rule('a', [set('limit', 'copies * 2')]);
  const b = rule('b', [set('copies', 'IF(excess > 0, 1, 2)')]);

  test('are refused with the rules and the fields between them, through computed fields', () => {
    expect(compileRules([a, b], surroundings)).toMatchObject({
      ok: false,
      error: [{ code: 'rule_cycle', params: { ring: ['a', 'b', 'a'], fields: [['excess'], ['copies']] } }],
    });
  });

  test('pass when every rule in them says that it fires once', () => {
    expect(
      compileRules(
        [
          { ...a, reentry: 'once' },
          { ...b, reentry: 'once' },
        ],
        surroundings,
      ).ok,
    ).toBe(true);
    expect(compileRules([{ ...a, reentry: 'once' }, b], surroundings).ok).toBe(false);
  });

  test('a ring that is allowed does not hide another through the same rule', () => {
    const once = { reentry: 'once' as const };
    const c = rule('c', [set('copies', 'total')], { condition: { '>': [{ var: 'limit' }, '0'] } });
    const compiled = compileRules([{ ...a, ...once }, { ...b, ...once }, c], surroundings);
    expect(compiled).toMatchObject({
      ok: false,
      error: [{ code: 'rule_cycle', params: { ring: ['c', 'a', 'c'] } }],
    });
  });
});
