import type { RuleAction, RuleDefinition } from '../metadata/index.js';
import { compareOutcomes } from './compare-outcomes.js';
import { evaluateRules } from './evaluate-rules.js';
import { explainRule } from './explain-rule.js';
import { fireDerive } from './fire-derive.js';
import { runRuleTests } from './rule-tests.js';
import { claim, rule, ruleSet, set, surroundings, updated } from './rules.fixtures.js';
import { traceData } from './trace-data.js';

const above = (value: string) => ({ '>': [{ var: 'excess' }, value] });
const both = (text: string) => ({ 'zh-CN': `${text}。`, en: text });
const tell = { id: 'tell', type: 'notify', to: [{ role: 'boss' }], title: both('big') } as RuleAction;
const block = { id: 'no', type: 'block', field: 'limit', message: both('too much') } as RuleAction;
const lines = [{ id: 'a', qty: '2', price: '4.00' }];
const mark = rule('mark', [set('level', '"high"')], { condition: above('5') });
const cap = rule('cap', [block], { phase: 'validate', condition: above('100') });
const after = rule('after', [tell], { phase: 'afterSave', condition: { '==': [{ var: 'level' }, 'high'] } });
const event = { type: 'update' as const };

describe('a dry run', () => {
  const rules = ruleSet(mark, cap, after);

  test('gives the record, the effects and the messages of a save, and writes nothing', () => {
    const before = { limit: '5.00', lines };
    const wanted = { ...before, limit: '1.00' };
    const { record, writes, effects, refused, messages } = evaluateRules(rules, claim, {
      before,
      after: wanted,
      event,
    });
    expect(record).toMatchObject({ total: '8.00', excess: '7.00', level: 'high' });
    expect(writes).toMatchObject([{ field: 'level', value: 'high' }]);
    expect(effects).toMatchObject([{ type: 'notify', rule: { key: 'after' } }]);
    expect([refused, messages]).toEqual([false, []]);
    expect(wanted).toEqual({ limit: '1.00', lines });
  });

  test('tells what would be refused, and works out no effects behind it', () => {
    const many = [{ id: 'a', qty: '200', price: '4.00' }];
    const result = evaluateRules(rules, claim, {
      after: { limit: '1.00', lines: many },
      event: { type: 'create' },
    });
    expect(result).toMatchObject({
      refused: true,
      effects: [],
      messages: [{ code: 'rule_refused', path: '/limit' }],
    });
  });

  test('works out by itself what changed', () => {
    const watching = ruleSet({ ...mark, trigger: { on: ['update'], fields: ['limit'] } });
    const fired = (limit: string) =>
      evaluateRules(watching, claim, { before: { limit: '1.00', lines }, after: { limit, lines }, event })
        .writes.length;
    expect([fired('1.0'), fired('2')]).toEqual([0, 1]);
  });
});

describe('why a rule did not fire', () => {
  const why = (
    definition: RuleDefinition,
    record: object,
    changed?: string[],
    others: RuleDefinition[] = [],
  ) => {
    const rules = ruleSet(definition, ...others);
    const given = { ...event, ...(changed ? { changed: new Set(changed) } : {}) };
    const told = { rules, models: surroundings.models, release: 7 };
    return explainRule(
      told,
      claim,
      definition.key,
      { before: {}, after: record as never, event: given },
      {
        variables: { today: '2026-03-05' },
      },
    );
  };

  test('its condition does not hold: with the values that settled it', () => {
    const [entry] = why(mark, { limit: '5.00', lines });
    expect(entry).toMatchObject({
      release: 7,
      outcome: 'not_met',
      condition: {
        holds: false,
        deciding: { operator: '>', operands: [{ path: 'excess', value: '3' }, { value: '5' }] },
      },
      sentence: {
        'zh-CN': '规则“mark”没有触发：条件“number大于5”不成立（number是 3）。',
        en: 'The rule "mark" did not fire: "number is more than 5" does not hold (number is 3).',
      },
    });
  });

  test('it ran its else: in both languages, with the values', () => {
    const other = { ...mark, else: [set('level', '"low"')] };
    const [entry] = why(other, { limit: '5.00', level: 'high', lines });
    expect(entry).toMatchObject({ branch: 'else', writes: [{ field: 'level', after: 'low' }] });
    expect(entry?.sentence).toEqual({
      'zh-CN': '规则“mark”的条件不满足，执行了“否则”：条件“number大于5”不成立（number是 3）。',
      en: 'The condition of the rule "mark" did not hold; the else actions ran: "number is more than 5" does not hold (number is 3).',
    });
  });

  test('choices and states are called by their titles', () => {
    const condition = {
      and: [{ '==': [{ var: 'level' }, 'high'] }, { in: [{ var: 'status' }, ['draft']] }],
    };
    const [entry] = why({ ...mark, condition }, { level: 'low', status: 'draft', lines });
    expect(entry?.sentence).toEqual({
      'zh-CN': '规则“mark”没有触发：条件“level等于“高”，且状态属于“Draft””不成立（level是 低）。',
      en: 'The rule "mark" did not fire: "level is "High" and state is one of "Draft"" does not hold (level is Low).',
    });
  });

  test('a value is blank', () => {
    const [entry] = why(mark, { limit: null, lines });
    expect(entry).toMatchObject({ outcome: 'blank' });
    expect(entry?.sentence.en).toContain('number is blank');
  });

  test('what it waits for did not happen', () => {
    const [entry] = why({ ...mark, trigger: { on: ['update'], fields: ['note'] } }, { limit: '1', lines }, [
      'limit',
    ]);
    expect(entry).toMatchObject({ outcome: 'not_triggered' });
    expect(entry?.sentence['zh-CN']).toBe('规则“mark”没有触发：它等待“note”变化，这次没有发生。');
  });

  test('it is switched off, out of its time, or behind another of its group', () => {
    expect(why({ ...mark, enabled: false }, {})).toMatchObject([{ outcome: 'disabled' }]);
    expect(why({ ...mark, effective: { to: '2025-12-31' } }, {})).toMatchObject([
      { outcome: 'not_effective' },
    ]);
    const group = { group: 'g', groupMode: 'first' as const };
    const first = rule('first', [set('note', '"x"')], { ...group, priority: 900 });
    const [entry] = why({ ...mark, ...group }, { limit: '1', lines }, undefined, [first]);
    expect(entry).toMatchObject({ outcome: 'group', winner: 'first' });
    expect(entry?.sentence.en).toContain('"first"');
  });

  test('a rule that fired says what it wrote', () => {
    expect(why(mark, { limit: '1.00', level: 'low', lines })).toMatchObject([
      { outcome: 'fired', writes: [{ field: 'level', before: 'low', after: 'high' }] },
    ]);
  });

  test('a rule behind a refusal is told as not reached', () => {
    const many = [{ id: 'a', qty: '200', price: '4.00' }];
    expect(why(after, { limit: '1.00', lines: many }, undefined, [mark, cap])).toMatchObject([
      { outcome: 'not_reached' },
    ]);
  });
});

describe('traces', () => {
  test('are plain data, and take the times of the clock that is held to them', () => {
    let now = 0;
    const { trace } = fireDerive(
      ruleSet(mark),
      claim,
      updated('limit'),
      { excess: '9' },
      { stopwatch: () => (now += 2) },
    );
    const data = traceData(trace, { rules: ruleSet(mark), models: surroundings.models, release: 1 });
    expect(JSON.parse(JSON.stringify(data))).toMatchObject([
      { rule: 'mark', milliseconds: 2, outcome: 'fired' },
    ]);
  });
});

describe('a draft compared with what is published', () => {
  const samples = ['1.00', '3.00', '8.00'].map((limit, at) => ({
    id: `s${at}`,
    before: { limit: '0.00', lines },
    after: { limit, lines },
    event,
  }));

  test('names the records where they part, and how', () => {
    const draft = { ...mark, condition: above('4') };
    const { samples: count, differences } = compareOutcomes(
      ruleSet(mark, after),
      ruleSet({ ...draft, condition: above('0') }, after),
      claim,
      samples,
    );
    expect(count).toBe(3);
    expect(differences).toMatchObject([
      {
        id: 's1',
        fired: ['mark', 'after'],
        unfired: [],
        changed: [{ path: '/level', old: null, new: 'high' }],
        effects: { appeared: [{ type: 'notify' }], gone: [] },
      },
    ]);
  });

  test('of the same rules shows nothing', () => {
    expect(compareOutcomes(ruleSet(mark, cap), ruleSet(mark, cap), claim, samples).differences).toEqual([]);
  });
});

describe('tests inside rules', () => {
  const failures = (definition: RuleDefinition) =>
    runRuleTests(ruleSet(definition), surroundings.models).map(({ path }) => path);

  test('may expect messages, in either language', () => {
    const record = { excess: '101' };
    const test = (text: string) => [{ name: 't', record, fires: true, messages: [text] }];
    expect(failures({ ...cap, tests: test('too much') })).toEqual([]);
    expect(failures({ ...cap, tests: test('too much。') })).toEqual([]);
    expect(failures({ ...cap, tests: test('fine') })).toEqual(['/tests/0/messages']);
    expect(failures({ ...cap, tests: [{ name: 't', record, fires: true, messages: [] }] })).toEqual([
      '/tests/0/messages',
    ]);
  });

  test('may expect effects, as far as they name them', () => {
    const test = (effects: Record<string, unknown>[]) => [
      { name: 't', record: { level: 'high' }, fires: true, effects },
    ];
    expect(failures({ ...after, tests: test([{ type: 'notify', title: { en: 'big' } }]) })).toEqual([]);
    expect(failures({ ...after, tests: test([{ type: 'notify', title: { en: 'small' } }]) })).toEqual([
      '/tests/0/effects',
    ]);
    expect(failures({ ...after, tests: test([]) })).toEqual(['/tests/0/effects']);
  });

  test('may stand on a day', () => {
    const timedRule = { ...mark, effective: { from: '2026-01-01' } };
    const test = (today: string, fires: boolean) => ({ name: today, record: { excess: '9' }, today, fires });
    expect(failures({ ...timedRule, tests: [test('2025-12-31', false), test('2026-01-01', true)] })).toEqual(
      [],
    );
  });

  test('may bring what a webhook brings', () => {
    const hooked = rule('hooked', [tell], {
      phase: 'afterSave',
      trigger: { on: ['webhook'], webhook: { key: 'h', payload: { n: 'number' } } },
      condition: { '>': [{ var: 'payload.n' }, 1] },
    });
    const test = (n: string, fires: boolean) => ({ name: n, record: {}, payload: { n }, fires });
    expect(failures({ ...hooked, tests: [test('2', true), test('1', false)] })).toEqual([]);
  });
});
