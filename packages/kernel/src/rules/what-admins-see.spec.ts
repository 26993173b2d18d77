import type { RuleAction, RuleDefinition } from '../metadata/index.js';
import { RULE_ACTIONS_MAX } from '../foundation/index.js';
import { compileRules } from './compile-rules.js';
import { fireDerive } from './fire-derive.js';
import { claim, rule, ruleSet, set, surroundings, updated } from './rules.fixtures.js';

const titled = (definition: RuleDefinition, chinese: string, english: string): RuleDefinition => ({
  ...definition,
  title: { 'zh-CN': chinese, en: english },
});
const faults = (...rules: RuleDefinition[]) => {
  const compiled = compileRules(rules, surroundings);
  return compiled.ok ? [] : compiled.error;
};

describe('what an administrator sees', () => {
  test('of two rules that write one field', () => {
    const { warnings } = ruleSet(rule('a', [set('note', '"A"')]), rule('b', [set('note', '"B"')]));
    expect(warnings).toMatchObject([
      { code: 'rules_write_same_field', params: { other: 'a', field: 'note' } },
    ]);
  });

  test('of rules that trigger each other: which rule writes what', () => {
    const one = titled(rule('one', [set('copies', 'IF(limit > 1, 1, 2)')]), '甲', 'One');
    const two = titled(rule('two', [set('limit', 'copies')]), '乙', 'Two');
    expect(faults(one, two)[0]?.params?.['way']).toEqual({
      'zh-CN': '甲 写 copies → 乙 写 number → 甲',
      en: 'One writes copies → Two writes number → One',
    });
  });

  test('of a ring over two forms', () => {
    const make = (key: string, form: string, other: string) =>
      rule(key, [{ id: 'm', type: 'createRecord', form: other, values: {} } as RuleAction], {
        form,
        phase: 'afterSave',
        trigger: { on: ['create'] },
      });
    const rules = [
      titled(make('a', 'claim', 'item'), '甲', 'One'),
      titled(make('b', 'item', 'claim'), '乙', 'Two'),
    ];
    expect(faults(...rules)).toMatchObject([
      { code: 'record_cycle', params: { way: { 'zh-CN': 'Claim：甲 → Item：乙 → Claim：甲' } } },
    ]);
  });

  test('of rules that ask for more than a save may do', () => {
    const many = Array.from({ length: 40 }, (_, at) => ({
      ...set('copies', 'MOD(COALESCE(copies, 0) + 1, 9)'),
      id: `s${at}`,
    }));
    const heavy = Array.from({ length: 26 }, (_, at) =>
      titled(rule(`r${at}`, many, { reentry: 'once', priority: at }), '很多', 'Many'),
    );
    const { issues, record } = fireDerive(ruleSet(...heavy), claim, updated('note'), {});
    const title = { 'zh-CN': '很多', en: 'Many' };
    expect(issues).toEqual([
      { code: 'too_many_actions', path: '', params: { rule: title, max: RULE_ACTIONS_MAX } },
    ]);
    expect(record).toBeDefined();
  });

  test('of a condition that contradicts itself', () => {
    const never = rule('never', [set('note', '"x"')], {
      condition: { and: [{ '>': [{ var: 'limit' }, '5'] }, { '<': [{ var: 'limit' }, '3'] }] },
    });
    expect(ruleSet(never).warnings).toMatchObject([{ code: 'condition_never_holds', rule: 'never' }]);
  });

  test('of a rule about what a form shows that never gets there', () => {
    const unseen = rule('unseen', [
      { id: 'v', type: 'setVisible', fields: ['note'], value: false } as RuleAction,
    ]);
    expect(compileRules([unseen], surroundings)).toMatchObject({
      ok: false,
      error: [{ code: 'linkage_on_server' }],
    });
  });
});
