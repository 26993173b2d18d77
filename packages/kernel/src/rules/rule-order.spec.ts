import fc from 'fast-check';
import type { RuleDefinition } from '../metadata/index.js';
import { RULE_ACTIONS_MAX, RULE_ROUNDS_MAX } from '../foundation/index.js';
import { compileRules } from './compile-rules.js';
import { fireDefault } from './fire-default.js';
import { fireDerive } from './fire-derive.js';
import { fireAfterCommit, fireValidate } from './fire-once.js';
import { claim, rule, ruleSet, set, surroundings, updated } from './rules.fixtures.js';
import type { RuleAction } from '../metadata/index.js';

const above = (value: string) => ({ '>': [{ var: 'limit' }, value] });
const tell = {
  id: 'tell',
  type: 'notify',
  to: [{ role: 'boss' }],
  title: { 'zh-CN': 'n', en: 'n' },
} as RuleAction;
const outcomes = (rules: ReturnType<typeof ruleSet>, record: object, day?: string) =>
  fireDerive(rules, claim, updated('limit'), record as never, {
    trace: 'all',
    ...(day === undefined ? {} : { variables: { today: day } }),
  }).trace.map((entry) => `${entry.rule} ${entry.outcome}`);

describe('groups of rules', () => {
  const grouped = (key: string, value: string, priority: number, mode: 'first' | 'all' = 'first') =>
    rule(key, [set('note', `"${key}"`)], {
      group: 'band',
      groupMode: mode,
      priority,
      condition: above(value),
    });

  test('of which only the first fires stop at the first whose condition holds', () => {
    const rules = ruleSet(
      grouped('big', '100', 300),
      grouped('middle', '10', 200),
      grouped('small', '0', 100),
    );
    expect(outcomes(rules, { limit: '50' })).toEqual(['big not_met', 'middle fired', 'small group']);
    expect(fireDerive(rules, claim, updated('limit'), { limit: '500' }).record.note).toBe('big');
  });

  test('ask every line for itself', () => {
    const line = (key: string, least: string, priority: number) =>
      rule(key, [set('lines.reason', `"${key}"`)], {
        foreach: 'lines',
        group: 'band',
        groupMode: 'first',
        priority,
        condition: { '>=': [{ var: 'lines.qty' }, least] },
      });
    const lines = [
      { id: 'a', qty: '1' },
      { id: 'b', qty: '9' },
    ];
    const rules = ruleSet(line('many', '5', 200), line('any', '0', 100));
    expect(fireDerive(rules, claim, updated('lines'), { lines }).record.lines).toMatchObject([
      { reason: 'any' },
      { reason: 'many' },
    ]);
  });

  test('that fire all of them are as if there were no group', () => {
    const rules = ruleSet(grouped('big', '1', 300, 'all'), grouped('small', '0', 100, 'all'));
    expect(outcomes(rules, { limit: '50' })).toEqual(['big fired', 'small fired']);
  });

  test('that do not agree on it are refused', () => {
    const compiled = compileRules([grouped('a', '1', 2), grouped('b', '1', 1, 'all')], surroundings);
    expect(compiled).toMatchObject({ ok: false, error: [{ code: 'group_modes_differ', rule: 'b' }] });
  });
});

describe('rules with a time of their own', () => {
  const timed = rule('timed', [set('note', '"x"')], { effective: { from: '2026-01-01', to: '2026-01-31' } });

  test.each([
    ['2025-12-31', 'timed not_effective'],
    ['2026-01-01', 'timed fired'],
    ['2026-01-31', 'timed fired'],
    ['2026-02-01', 'timed not_effective'],
  ])('on %s: %s', (day, expected) => {
    expect(outcomes(ruleSet(timed), {}, day)).toEqual([expected]);
  });

  test('may be open at one end', () => {
    const open = { ...timed, effective: { from: '2026-01-01', to: null } };
    expect(outcomes(ruleSet(open), {}, '2099-01-01')).toEqual(['timed fired']);
  });
});

describe('rules that write one field', () => {
  const both = (one: Partial<RuleDefinition>, other: Partial<RuleDefinition>) =>
    ruleSet(rule('a', [set('note', '"A"')], one), rule('b', [set('note', '"B"')], other)).warnings.map(
      ({ code, rule: key }) => `${key} ${code}`,
    );

  test.each<[string, Partial<RuleDefinition>, Partial<RuleDefinition>, number]>([
    [
      'equal priority and conditions that may both hold',
      { condition: above('5') },
      { condition: above('9') },
      1,
    ],
    ['different priorities', { priority: 200 }, {}, 0],
    [
      'conditions that exclude each other',
      { condition: above('5') },
      { condition: { '<': [{ var: 'limit' }, '5'] } },
      0,
    ],
    ['different events', { trigger: { on: ['create'] } }, { trigger: { on: ['update'] } }, 0],
    [
      'one group of which the first fires',
      { group: 'g', groupMode: 'first' },
      { group: 'g', groupMode: 'first' },
      0,
    ],
    ['times that do not meet', { effective: { to: '2025-12-31' } }, { effective: { from: '2026-01-01' } }, 0],
    [
      'a branch for the contrary',
      { condition: above('5') },
      { condition: { '<': [{ var: 'limit' }, '5'] }, else: [set('note', '"C"')] },
      1,
    ],
  ])('with %s give %# warnings', (_, one, other, count) => {
    expect(both(one, other)).toHaveLength(count);
  });

  test('later and further ahead say in the trace whose value was overwritten', () => {
    const rules = ruleSet(
      rule('late', [set('note', '"late"')], {
        priority: 200,
        condition: { '==': [{ var: 'level' }, 'high'] },
      }),
      rule('early', [set('note', '"early"'), set('level', '"high"')]),
    );
    const { record, trace } = fireDerive(rules, claim, updated('limit'), {});
    expect(record.note).toBe('late');
    expect(trace.find((entry) => entry.rule === 'early')?.writes[0]).toMatchObject({
      field: 'note',
      after: 'early',
      overwrittenBy: 'late',
    });
  });
});

describe('initial values', () => {
  const created = { type: 'create' as const, changed: new Set<string>() };
  const initial = (key: string, actions: RuleAction[], more: Partial<RuleDefinition> = {}) =>
    rule(key, actions, { phase: 'default', trigger: { on: ['create'] }, ...more });

  test('fill what is blank and leave what somebody wrote', () => {
    const rules = ruleSet(initial('start', [set('note', '"begin"'), set('copies', '3')]));
    expect(fireDefault(rules, claim, created, { note: 'mine' }).record).toEqual({ note: 'mine', copies: 3 });
  });

  test('come in order, so that the first one counts', () => {
    const rules = ruleSet(
      initial('b', [set('note', '"B"')], { priority: 200 }),
      initial('a', [set('note', '"A"')]),
    );
    expect(fireDefault(rules, claim, created, {}).record.note).toBe('B');
  });

  test('set nothing else than fields', () => {
    const compiled = compileRules([initial('x', [tell])], surroundings);
    expect(compiled).toMatchObject({ ok: false, error: [{ code: 'action_phase' }] });
  });
});

describe('what is told after the commit', () => {
  test('is asked on the record that is kept', () => {
    const rules = ruleSet(rule('late', [tell], { phase: 'afterCommit', condition: above('5') }));
    expect(fireAfterCommit(rules, claim, updated('limit'), { limit: '6' }).effects).toMatchObject([
      { type: 'notify' },
    ]);
    expect(fireAfterCommit(rules, claim, updated('limit'), { limit: '5' }).effects).toEqual([]);
  });
});

describe('actions that fail', () => {
  const failing = (onError?: 'skip' | 'warn' | 'refuse') =>
    ruleSet(
      rule('bad', [{ ...set('limit', '1 / total'), ...(onError ? { onError } : {}) }, set('note', '"done"')]),
    );
  const fire = (onError?: 'skip' | 'warn' | 'refuse') =>
    fireDerive(failing(onError), claim, updated('note'), { total: '0.00', limit: '7.00' });

  test('refuse unless they may fail', () => {
    expect(fire().issues).toMatchObject([{ code: 'formula_div_zero' }]);
    expect(fire().record.note).toBeUndefined();
    expect(fire('refuse').issues[0]?.severity).toBeUndefined();
  });

  test.each([
    ['skip', 'info'],
    ['warn', 'warning'],
  ] as const)('with %s leave nothing done and say so as %s', (onError, severity) => {
    const { record, issues, trace } = fire(onError);
    expect(record).toMatchObject({ limit: '7.00', note: 'done' });
    expect(issues).toMatchObject([{ code: 'formula_div_zero', severity }]);
    expect(trace[0]?.issues).toEqual(issues);
  });

  test('an objection is no failure', () => {
    const block = {
      id: 'no',
      type: 'block',
      onError: 'skip',
      message: { 'zh-CN': '不', en: 'No' },
    } as RuleAction;
    const { issues } = fireValidate(
      ruleSet(rule('r', [block], { phase: 'validate' })),
      claim,
      updated('limit'),
      {},
    );
    expect(issues).toMatchObject([{ code: 'rule_refused', severity: 'error' }]);
  });
});

describe('any set of rules', () => {
  const fields = ['note', 'copies', 'limit', 'level', 'urgent'] as const;
  const formulas: Readonly<Record<(typeof fields)[number], readonly string[]>> = {
    note: ['"x"', 'level', 'CONCAT(LEFT(note, 5), "y")'],
    copies: ['MOD(COALESCE(copies, 0) + 1, 9)', 'IF(urgent, 1, 2)', '3'],
    limit: ['COALESCE(limit, 0) + 1', 'total', 'copies * 2'],
    level: ['"low"', '"high"', 'IF(COALESCE(limit, 0) > 5, "high", "low")'],
    urgent: ['true', 'false', 'COALESCE(copies, 0) > 1'],
  };
  const someRule = fc.record({
    field: fc.constantFrom(...fields),
    which: fc.nat(2),
    priority: fc.integer({ min: 0, max: 3 }),
    reentry: fc.constantFrom('once' as const, 'untilStable' as const, undefined),
    first: fc.boolean(),
    condition: fc.constantFrom(
      true as const,
      above('3'),
      { '==': [{ var: 'level' }, 'high'] },
      { '!': [{ var: 'urgent' }] },
    ),
    otherwise: fc.boolean(),
  });
  const someRules = fc.array(someRule, { minLength: 1, maxLength: 12 }).map((list) =>
    list.map(({ field, which, otherwise, first, reentry, ...more }, at): RuleDefinition => {
      const formula = formulas[field][which] ?? 'null';
      return rule(`r${at}`, [set(field, formula)], {
        ...more,
        // Rings are refused when they are published; `once` lets them through, so that running them is tried too.
        reentry: reentry === 'untilStable' ? 'untilStable' : 'once',
        ...(first ? { group: 'g', groupMode: 'first' as const } : {}),
        ...(otherwise ? { else: [set('note', '"else"')] } : {}),
      });
    }),
  );
  const record = { limit: '4', copies: 1, level: 'low', lines: [{ id: 'a', qty: '2', price: '3' }] };

  test('is refused for nothing else than rings and groups that do not agree', () => {
    fc.assert(
      fc.property(someRules, (definitions) => {
        const compiled = compileRules(definitions, surroundings);
        const codes = compiled.ok ? [] : compiled.error.map(({ code }) => code);
        expect(codes.filter((code) => code !== 'rule_cycle' && code !== 'group_modes_differ')).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('comes to rest or is refused, within its bounds', () => {
    fc.assert(
      fc.property(someRules, (definitions) => {
        const compiled = compileRules(definitions, surroundings);
        // What cannot be published is made again until there are so many that can.
        fc.pre(compiled.ok);
        const { issues, trace, effects } = fireDerive(compiled.value, claim, updated('limit'), record);
        const writes = trace.reduce((sum, entry) => sum + entry.writes.length, 0);
        expect(writes).toBeLessThanOrEqual(
          Math.min(RULE_ACTIONS_MAX, definitions.length * 2 * (RULE_ROUNDS_MAX + 1)),
        );
        expect(effects.length).toBeLessThanOrEqual(writes);
        if (issues.length === 0)
          expect(trace.map((entry) => entry.rule).length).toBeLessThanOrEqual(definitions.length);
      }),
      { numRuns: 200 },
    );
  });

  test('gives the same answer in whatever order it is written down', () => {
    fc.assert(
      fc.property(someRules, fc.nat(), (definitions, turn) => {
        const at = turn % definitions.length;
        const turned = [...definitions.slice(at), ...definitions.slice(0, at)].reverse();
        const [one, other] = [compileRules(definitions, surroundings), compileRules(turned, surroundings)];
        expect(one.ok).toBe(other.ok);
        fc.pre(one.ok && other.ok);
        const answer = (rules: typeof one.value) => {
          const {
            record: result,
            effects,
            issues,
            trace,
          } = fireDerive(rules, claim, updated('limit'), record);
          return { result, effects, issues, trace: trace.map(({ explain: _, ...entry }) => entry) };
        };
        expect(answer(one.value)).toEqual(answer(other.value));
      }),
      { numRuns: 300 },
    );
  });
});
