import type { DecisionTableDefinition, TableTest } from '../../metadata/index.js';
import { compiled, define, number, text } from './decision-table.fixtures.js';
import { runTableTests } from './table-tests.js';

const OUTPUTS = [text('level'), number('fee', { scale: 2 })];
const ROWS = [
  ['< 5', 'low', '1'],
  ['[5..9]', 'high', '2.50'],
];

function run(tests: readonly TableTest[], more: Partial<DecisionTableDefinition> = {}) {
  return runTableTests(compiled(define([number('n')], OUTPUTS, ROWS, { ...more, tests: [...tests] })));
}

describe('tests inside a table', () => {
  test('that hold raise nothing', () => {
    expect(
      run([
        { name: 'small', inputs: { n: '4.99' }, expect: { level: 'low', fee: '1.00' }, rows: ['r1'] },
        { name: 'one output is enough', inputs: { n: '5' }, expect: { fee: '2.5' } },
        { name: 'nothing for large ones', inputs: { n: '10' }, expect: null },
      ]),
    ).toEqual([]);
  });

  test('that fail say what should be and what is', () => {
    const issues = run([
      { name: 'wrong output', inputs: { n: '4' }, expect: { fee: '2' } },
      { name: 'wrong row', inputs: { n: '4' }, expect: { level: 'low' }, rows: ['r2'] },
      { name: 'no answer', inputs: { n: '10' }, expect: { level: 'high' } },
      { name: 'an answer', inputs: { n: '4' }, expect: null },
      { name: 'a fault', inputs: { n: 'four' }, expect: null },
    ]);
    expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'table_test_failed /tests/0/expect/fee',
      'table_test_rows /tests/1/rows',
      'table_test_refused /tests/2/expect',
      'table_test_answered /tests/3/expect',
      'table_test_refused /tests/4/expect',
    ]);
    expect(issues[0]?.params).toEqual({
      test: 'wrong output',
      column: { 'zh-CN': 'fee列', en: 'fee' },
      expected: '2',
      actual: '1.00',
    });
  });

  test('of tables that collect expect lists, or totals', () => {
    const rows = define([number('n')], OUTPUTS, [
      ['-', 'a', '1'],
      ['-', 'b', '2'],
    ]).rows;
    const expectation = { level: ['a', 'b'], fee: ['1', '2.0'] };
    expect(run([{ name: 'both', inputs: {}, expect: expectation }], { hitPolicy: 'COLLECT', rows })).toEqual(
      [],
    );
    const count = { hitPolicy: 'COLLECT', aggregation: 'COUNT', rows } as const;
    expect(run([{ name: 'two', inputs: {}, expect: { level: 2, fee: '2' } }], count)).toEqual([]);
    expect(run([{ name: 'three', inputs: {}, expect: { level: 3 } }], count)).toMatchObject([
      { params: { actual: '2' } },
    ]);
  });

  test('run on a day of the table', () => {
    const effective = { from: '2020-01-01', to: '2020-12-31' };
    expect(run([{ name: 'then', inputs: { n: '1' }, expect: { level: 'low' } }], { effective })).toEqual([]);
  });
});
