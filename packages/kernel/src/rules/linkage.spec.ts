import type { RuleAction } from '../metadata/index.js';
import { compileRules } from './compile-rules.js';
import { fireClient } from './fire-client.js';
import { fireDerive } from './fire-derive.js';
import { checkLinkage, withoutHidden } from './check-linkage.js';
import { fieldLinkage, linkageOf } from './linkage.js';
import { claim, rule, ruleSet, set, surroundings, updated } from './rules.fixtures.js';

const link = (type: string, fields: string[], value: boolean): RuleAction =>
  ({ id: `${type}_${fields.join('_').replace('.', '_')}`, type, fields, value }) as RuleAction;
const options = (field: string, list: string[]): RuleAction =>
  ({ id: 'options', type: 'setOptions', field, options: list }) as RuleAction;
const urgent = { '==': [{ var: 'urgent' }, true] };
const onScreen = { trigger: { on: ['create' as const, 'update' as const], where: 'both' as const } };
const hidden = (key: string, actions: RuleAction[], more = {}) =>
  rule(key, actions, { ...onScreen, ...more });

describe('how rules want a form shown', () => {
  const rules = ruleSet(
    hidden('ask', [link('setRequired', ['note'], true), link('setReadOnly', ['limit'], true)], {
      condition: urgent,
    }),
    hidden('hide', [link('setVisible', ['copies'], false)], {
      condition: urgent,
      else: [link('setVisible', ['copies'], true)],
    }),
  );

  test('depends on the values, not on what was changed last', () => {
    expect(fieldLinkage(linkageOf(rules, claim, { urgent: true }), 'note')).toMatchObject({
      required: true,
      by: { required: 'ask' },
    });
    expect(fieldLinkage(linkageOf(rules, claim, { urgent: false }), 'note')).toEqual({ by: {} });
    expect(fieldLinkage(linkageOf(rules, claim, {}), 'copies').visible).toBe(true);
  });

  test('is settled by the rule that goes first', () => {
    const two = ruleSet(
      hidden('strong', [link('setVisible', ['note'], true)], { priority: 200 }),
      hidden('weak', [link('setVisible', ['note'], false)]),
    );
    expect(fieldLinkage(linkageOf(two, claim, {}), 'note')).toMatchObject({
      visible: true,
      by: { visible: 'strong' },
    });
  });

  test('may differ from line to line', () => {
    const each = ruleSet(
      hidden('each', [link('setRequired', ['lines.reason'], true)], {
        foreach: 'lines',
        condition: { '==': [{ var: 'lines.qty' }, '0'] },
      }),
    );
    const lines = [
      { id: 'a', qty: '0' },
      { id: 'b', qty: '1' },
    ];
    const linkage = linkageOf(each, claim, { lines });
    expect(fieldLinkage(linkage, 'lines.reason', 'a').required).toBe(true);
    expect(fieldLinkage(linkage, 'lines.reason', 'b').required).toBeUndefined();
    const issues = checkLinkage(each, claim, { before: {}, after: { lines } });
    expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual(['required /lines/0/reason']);
  });

  test('names only fields and choices that are there', () => {
    const compiled = compileRules(
      [hidden('a', [link('setVisible', ['gone'], true)]), hidden('b', [options('level', ['low', 'gone'])])],
      surroundings,
    );
    expect(compiled.ok ? [] : compiled.error.map(({ code, path }) => `${code} ${path}`).sort()).toEqual([
      'choice_unknown /actions/0/options/1',
      'unknown_field /actions/0/fields/0',
    ]);
  });

  test('a rule that hides what the form always asks for is pointed out', () => {
    const { warnings } = ruleSet(hidden('h', [link('setVisible', ['limit'], false)]));
    expect(warnings).toMatchObject([{ code: 'hides_required_field', rule: 'h' }]);
  });

  test('writes nothing into the record', () => {
    const derived = fireDerive(rules, claim, updated('urgent'), { urgent: true });
    expect(derived).toMatchObject({ record: { urgent: true }, effects: [], notices: [] });
  });
});

describe('a save is held to what its form asked', () => {
  const rules = ruleSet(
    hidden('ask', [link('setRequired', ['note'], true), link('setReadOnly', ['copies'], true)], {
      condition: urgent,
    }),
    hidden('few', [options('level', ['low'])], { condition: urgent }),
  );
  const check = (before: object, given: object, after = given) =>
    checkLinkage(rules, claim, { before, given, after } as never).map(({ code, path }) => `${code} ${path}`);

  test('what rules ask for must be filled', () => {
    expect(check({ urgent: true }, { urgent: true })).toEqual(['required /note']);
    expect(check({ urgent: true }, { urgent: true, note: 'x' })).toEqual([]);
    expect(check({}, { urgent: false })).toEqual([]);
  });

  test('a hidden field is not asked for', () => {
    const two = ruleSet(
      hidden('ask', [link('setRequired', ['note'], true)]),
      hidden('hide', [link('setVisible', ['note'], false)]),
    );
    expect(checkLinkage(two, claim, { before: {}, after: {} })).toEqual([]);
  });

  test('a locked field cannot be changed, as long as the lock stands before and after', () => {
    const was = { urgent: true, note: 'x', copies: 1 };
    expect(check(was, { ...was, copies: 2 })).toEqual(['field_locked_by_rule /copies']);
    expect(check(was, { ...was, urgent: false, copies: 2 })).toEqual([]);
    expect(check({ ...was, urgent: false }, { ...was, copies: 2 })).toEqual([]);
    expect(check(was, was, { ...was, copies: 5 })).toEqual([]);
  });

  test('choices are among those that are left, and an old choice may stay', () => {
    const record = { urgent: true, note: 'x', level: 'high' };
    expect(check({ urgent: true }, record)).toEqual(['choice_unknown /level']);
    expect(check({ ...record, note: 'y' }, record)).toEqual([]);
  });

  test('rules for the form alone are held against a save too', () => {
    const client = ruleSet(
      hidden('ask', [link('setRequired', ['note'], true)], { trigger: { on: ['change'] } }),
    );
    expect(checkLinkage(client, claim, { before: {}, after: {} })).toMatchObject([{ code: 'required' }]);
  });
});

describe('a whole table', () => {
  const locked = ruleSet(hidden('lock', [link('setReadOnly', ['lines'], true)], { condition: urgent }));
  const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ id, qty: '1.000', reason: 'x' }));
  const was = { urgent: true, lines: [a, b] };
  const check = (before: object, given: object) =>
    checkLinkage(locked, claim, { before, given, after: given } as never).map(
      ({ code, path }) => `${code} ${path}`,
    );

  test.each<[string, object, string[]]>([
    ['adding', { lines: [a, b, c] }, ['lines_locked_by_rule /lines/2']],
    ['adding in between', { lines: [a, c, b] }, ['lines_locked_by_rule /lines/1']],
    ['deleting', { lines: [b] }, ['lines_locked_by_rule /lines']],
    ['deleting all', { lines: [] }, ['lines_locked_by_rule /lines']],
    ['reordering', { lines: [b, a] }, ['lines_locked_by_rule /lines']],
    ['a change of a cell', { lines: [a, { ...b, qty: '2.000' }] }, ['field_locked_by_rule /lines/1/qty']],
    ['nothing', { lines: [{ ...a }, { ...b }] }, []],
    ['unlocking with the same save', { urgent: false, lines: [b] }, []],
  ])('that is locked stops %s', (_, change, expected) => {
    expect(check(was, { ...was, ...change })).toEqual(expected);
  });

  test('that was not locked yet may be changed with what locks it', () => {
    expect(check({ ...was, urgent: false }, { ...was, lines: [b, c] })).toEqual([]);
  });

  test('that is locked may have a column that another rule opens', () => {
    const two = ruleSet(
      hidden('lock', [link('setReadOnly', ['lines'], true)]),
      hidden('open', [link('setReadOnly', ['lines.reason'], false)]),
    );
    const given = {
      lines: [
        { ...a, reason: 'y' },
        { ...b, qty: '3.000' },
      ],
    };
    const issues = checkLinkage(two, claim, { before: was, given, after: given } as never);
    expect(issues).toMatchObject([
      { code: 'field_locked_by_rule', path: '/lines/1/qty', params: { rule: 'lock' } },
    ]);
  });

  test('that the platform writes is not held against its lock', () => {
    expect(checkLinkage(locked, claim, { before: was, after: { ...was, lines: [] } } as never)).toEqual([]);
  });

  test('that is hidden asks for none of its columns', () => {
    const two = ruleSet(
      hidden('ask', [link('setRequired', ['lines.reason', 'lines'], true)]),
      hidden('hide', [link('setVisible', ['lines'], false)], { condition: urgent }),
    );
    const codes = (record: object) =>
      checkLinkage(two, claim, { before: {}, after: record } as never).map(
        ({ code, path }) => `${code} ${path}`,
      );
    expect(codes({ lines: [{ id: 'a' }] })).toEqual(['required /lines/0/reason']);
    expect(codes({ urgent: true, lines: [{ id: 'a' }] })).toEqual([]);
    expect(codes({ urgent: true })).toEqual([]);
  });
});

describe('what a form always asks for', () => {
  const rules = ruleSet(
    hidden('hide', [link('setVisible', ['limit', 'lines.qty'], false)], { condition: urgent }),
    hidden('row', [link('setVisible', ['lines.reason'], false)], {
      foreach: 'lines',
      condition: { '==': [{ var: 'lines.qty' }, '0'] },
    }),
  );
  const at = (...paths: string[]) => paths.map((path) => ({ code: 'required', path }));
  const left = (record: object, ...paths: string[]) =>
    withoutHidden(rules, claim, record as never, at(...paths)).map(({ path }) => path);

  test('is not asked for while a rule hides it', () => {
    expect(left({ urgent: true }, '/limit', '/note')).toEqual(['/note']);
    expect(left({ urgent: false }, '/limit', '/note')).toEqual(['/limit', '/note']);
  });

  test('is not asked for in the lines in which a rule hides it', () => {
    const lines = [
      { id: 'a', qty: '0' },
      { id: 'b', qty: '1' },
    ];
    expect(left({ lines }, '/lines/0/reason', '/lines/1/reason')).toEqual(['/lines/1/reason']);
    expect(left({ urgent: true, lines }, '/lines/1/qty')).toEqual([]);
  });

  test('keeps its other faults', () => {
    const wrong = [{ code: 'bad_value', path: '/limit' }];
    expect(withoutHidden(rules, claim, { urgent: true }, wrong)).toEqual(wrong);
  });
});

describe('a form on the screen', () => {
  const rules = ruleSet(
    rule('start', [set('note', '"begin"')], { phase: 'default', trigger: { on: ['create'], where: 'both' } }),
    rule('greet', [set('copies', '2')], { trigger: { on: ['open'] } }),
    rule('typed', [set('level', 'IF(limit > 5, "high", "low")')], {
      trigger: { on: ['change'], fields: ['limit'] },
    }),
    rule('server', [set('urgent', 'true')]),
    rule(
      'warned',
      [{ id: 'w', type: 'warn', field: 'limit', message: { 'zh-CN': '高', en: 'High' } } as RuleAction],
      {
        ...onScreen,
        phase: 'validate',
        condition: { '>': [{ var: 'limit' }, '5'] },
      },
    ),
    hidden('ask', [link('setRequired', ['note'], true)], { condition: { '==': [{ var: 'level' }, 'high'] } }),
  );

  test('opened for a new record has its initial values', () => {
    const { record, effects } = fireClient(rules, claim, { type: 'open', isNew: true }, {});
    expect(record).toMatchObject({ note: 'begin', copies: 2 });
    expect(record.urgent).toBeUndefined();
    expect(effects.map(({ rule: { key } }) => key)).toEqual(['start', 'greet']);
  });

  test('opened for a record that is there has not', () => {
    expect(fireClient(rules, claim, { type: 'open', isNew: false }, {}).record.note).toBeUndefined();
  });

  test('answers what is typed with values, messages and how fields are shown', () => {
    const typed = { type: 'change', changed: new Set(['limit']) } as const;
    const { record, messages, linkage } = fireClient(rules, claim, typed, { limit: '9.00' });
    expect(record).toMatchObject({ level: 'high' });
    expect(messages).toMatchObject([{ code: 'rule_warning', path: '/limit' }]);
    expect(fieldLinkage(linkage, 'note').required).toBe(true);
  });

  test('asks only the rules that read what was typed', () => {
    const typed = { type: 'change', changed: new Set(['copies']) } as const;
    const { trace, messages } = fireClient(rules, claim, typed, { limit: '9.00' });
    expect(trace).toEqual([]);
    expect(messages).toEqual([]);
  });

  test('asks rules that only show fields once, and comes to the same answer as with a trace', () => {
    const lines = ['0', '1', '2'].map((qty, at) => ({ id: `l${at}`, qty }));
    const each = ruleSet(
      hidden('each', [link('setReadOnly', ['lines.reason'], true)], {
        foreach: 'lines',
        condition: { '>': [{ var: 'lines.qty' }, '0'] },
        else: [link('setRequired', ['lines.reason'], true)],
      }),
      hidden('both', [link('setVisible', ['note'], false), set('note', '"x"')]),
      hidden('first', [link('setVisible', ['copies'], false)], {
        group: 'g',
        groupMode: 'first',
        priority: 200,
      }),
      hidden('second', [set('copies', '9')], { group: 'g', groupMode: 'first' }),
    );
    const typed = { type: 'change', changed: new Set(['lines.qty']) } as const;
    const asked: string[] = [];
    const onWork = (what: { en: string }) => asked.push(what.en);
    const plain = fireClient(each, claim, typed, { lines }, { trace: 'none', onWork });
    const traced = fireClient(each, claim, typed, { lines }, { trace: 'all' });
    expect(asked.filter((name) => name === 'each')).toHaveLength(lines.length);
    expect(plain.linkage).toEqual(traced.linkage);
    expect(plain.record).toEqual(traced.record);
    expect(plain.record.copies).toBeUndefined();
    expect(traced.trace.filter(({ rule: key }) => key === 'each')).toHaveLength(lines.length);
  });

  test('the server does not ask rules that are for the form alone', () => {
    const { record } = fireDerive(rules, claim, updated('limit'), { limit: '9.00' });
    expect(record).toMatchObject({ urgent: true });
    expect(record.level).toBeUndefined();
  });
});
