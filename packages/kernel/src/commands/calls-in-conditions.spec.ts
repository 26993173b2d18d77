import type { DecisionTableDefinition, Definition, FormulaDefinition } from '../metadata/index.js';
import { action, definitionsWith, markLarge, releaseOf, rule, title } from './commands.fixtures.js';
import { checkRelease } from './compile-release.js';
import { AMY, Office, requestOf } from './office.fixtures.js';

const quiet = { ...markLarge, enabled: false };

const band: DecisionTableDefinition = {
  kind: 'decision-table',
  format: 1,
  key: 'band',
  title: title('Band'),
  inputs: [{ id: 'total', title: title('Total'), type: 'number', required: true }],
  outputs: [{ id: 'level', title: title('Level'), type: 'text' }],
  hitPolicy: 'UNIQUE',
  rows: [
    { id: 'low', when: { total: '<= 100' }, then: { level: 'low' } },
    { id: 'high', when: { total: '> 100' }, then: { level: 'high' } },
  ],
};

const limit = (expression = '3'): FormulaDefinition => ({
  kind: 'formula',
  format: 1,
  key: 'line_limit',
  title: title('Line limit'),
  parameters: [],
  result: { type: 'number' },
  expression,
});

const isHigh = { '==': [{ call: ['band', { var: 'total' }] }, 'high'] };
const note = (key: string, condition: object, more: object = {}) =>
  rule(key, [action('setField', { field: 'note', formula: `"${key}"` })], {
    phase: 'derive',
    condition: condition as never,
    ...more,
  });
const noteOf = (all: readonly Definition[], pens: string) => {
  const office = new Office(releaseOf(definitionsWith(quiet, ...all)));
  return office.record(office.made(AMY, requestOf(pens)))?.['note'] ?? null;
};

describe('a condition of a rule', () => {
  test('may ask a decision table', () => {
    const rules = [band, note('dear', isHigh)];
    expect(noteOf(rules, '40')).toBeNull();
    expect(noteOf(rules, '41')).toBe('dear');
  });

  test('may ask a named formula, line by line', () => {
    const some = { some: [{ var: 'lines' }, { '>': [{ var: 'qty' }, { call: ['line_limit'] }] }] };
    expect(noteOf([limit(), note('many', some)], '3')).toBeNull();
    expect(noteOf([limit(), note('many', some)], '4')).toBe('many');
    const each = note(
      'each',
      { '>': [{ var: 'lines.qty' }, { call: ['line_limit'] }] },
      { foreach: 'lines' },
    );
    expect(noteOf([limit(), each], '4')).toBe('each');
  });

  test('is asked again when what it gives to a table changes', () => {
    const raise = rule('raise', [action('setField', { field: 'limit', formula: '500' })], {
      phase: 'derive',
      priority: 10,
    });
    const asked = note('asked', { '==': [{ call: ['band', { var: 'limit' }] }, 'high'] });
    expect(noteOf([band, raise, asked], '1')).toBe('asked');
  });

  test('stands in the tests of its rule', () => {
    const tests = [
      { name: 'dear', record: { total: '100.01' }, fires: true },
      { name: 'cheap', record: { total: '100.00' }, fires: true },
    ];
    const { findings } = checkRelease(1, definitionsWith(quiet, band, note('dear', isHigh, { tests })));
    expect(findings).toMatchObject([{ code: 'rule_test_failed', path: '/tests/1/fires' }]);
  });

  test('that calls what does not exist is refused, and where what it calls does not compile is not to blame', () => {
    const codes = (...all: Definition[]) =>
      checkRelease(1, definitionsWith(quiet, ...all)).findings.map(
        ({ definition, code, path }) => `${definition.key} ${code} ${path}`,
      );
    expect(codes(note('dear', isHigh))).toEqual(['dear formula_unknown_function /condition/==/0']);
    const asked = note('asked', { '>': [{ var: 'total' }, { call: ['line_limit'] }] });
    expect(codes(limit('3 +'), asked)).toEqual(['line_limit formula_syntax /expression']);
  });
});
