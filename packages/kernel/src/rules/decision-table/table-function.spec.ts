import { compileFormula, toWire } from '../../expression/index.js';
import type { EvaluationInput, Scope } from '../../expression/index.js';
import { boolean, choice, compiled, date, define, number, text } from './decision-table.fixtures.js';
import { decisionTableFunction } from './table-function.js';

const RATES = compiled(
  define(
    [number('amount'), choice('kind', ['a', 'b'])],
    [number('rate', { scale: 2 }), text('why')],
    [
      ['< 100', 'a', '5', 'small'],
      ['>= 100', 'a', '= amount / 8', 'large'],
    ],
    { key: 'rate_of', title: { 'zh-CN': '费率', en: 'Rate of it' } },
  ),
);

const SCOPE: Scope = {
  fields: { total: { kind: 'number' }, kind: { kind: 'text' } },
  functions: [decisionTableFunction(RATES)],
};

function result(source: string, input: Partial<EvaluationInput> = {}, scope = SCOPE): unknown {
  const formula = compileFormula(source, scope);
  if (!formula.ok) return formula.error.map(({ code }) => code).join();
  const value = formula.value.evaluate({ record: { total: '99.99', kind: 'a' }, ...input });
  return value instanceof Object && 'kind' in value
    ? `${String(value.kind)} ${String(value.params['reason'])}`
    : toWire(value, formula.value.type);
}

describe('a table called from a formula', () => {
  test('takes its inputs in their order and gives its first output', () => {
    expect(result('rate_of(total, kind) * 2')).toBe('10');
    expect(result('rate_of(total * 10, kind)')).toBe('124.99');
    expect(result('费率(total, "a")')).toBe('5.00');
  });

  test('fails in a way that the formula can step around when it has no answer', () => {
    expect(result('rate_of(total, "b")')).toBe('DOMAIN table_no_hit');
    expect(result('rate_of(total, "c")')).toBe('DOMAIN table_input_outside');
    expect(result('IFERROR(rate_of(total, "b"), 7)')).toBe('7');
  });

  test('is checked for the number and types of its arguments', () => {
    expect(result('rate_of(total)')).toBe('formula_arity');
    expect(result('rate_of(kind, kind)')).toBe('formula_type');
  });

  test('knows the day, where it has a period or formulas that ask for it', () => {
    const more = { key: 'today_of', effective: { from: '2026-01-01', to: null } };
    const table = compiled(define([boolean('b')], [date('d')], [['-', '= today']], more));
    const scope = { fields: {}, functions: [decisionTableFunction(table)] };
    expect(table.reads).toEqual(['today']);
    expect(result('today_of(true)', { variables: { today: '2026-05-01' } }, scope)).toBe('2026-05-01');
    expect(result('today_of(true)', { variables: { today: '2025-05-01' } }, scope)).toBe(
      'DOMAIN table_not_in_effect',
    );
  });

  test('may call other functions of the release itself', () => {
    const table = compiled(
      define([number('n')], [number('out')], [['-', '= rate_of(n, "a") + 1']], { key: 'outer' }),
      { fields: {}, functions: [decisionTableFunction(RATES)] },
    );
    expect(table.calls).toEqual(['rate_of']);
    const scope = { ...SCOPE, functions: [decisionTableFunction(table)] };
    expect(result('outer(3)', {}, scope)).toBe('6');
  });

  test('gives a list that can be summed when it collects', () => {
    const table = compiled(
      define(
        [number('n')],
        [number('out')],
        [
          ['> 0', '1.5'],
          ['> 1', '2'],
        ],
        { key: 'fees', hitPolicy: 'COLLECT' },
      ),
    );
    const scope = { ...SCOPE, functions: [decisionTableFunction(table)] };
    expect(result('SUM(fees(total))', {}, scope)).toBe('3.5');
  });
});
