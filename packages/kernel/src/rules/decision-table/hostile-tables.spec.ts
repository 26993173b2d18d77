import type { DecisionTableDefinition } from '../../metadata/index.js';
import { checkTable } from './checks/check-table.js';
import { compileDecisionTable } from './compile-decision-table.js';
import { runTableTests } from './table-tests.js';
import { compiled, date, define, number, outcome, stopwatch, text } from './decision-table.fixtures.js';

const COLUMNS = Array.from({ length: 12 }, (_, at) => number(`n${at}`));

/** A generous limit on a shared machine; alone it takes a small part of it. */
const TIME_MS_MAX = 15_000;

function timed<T>(work: () => T): T {
  const started = stopwatch.now();
  const result = work();
  expect(stopwatch.now() - started).toBeLessThan(TIME_MS_MAX);
  return result;
}

type CellAt = (row: number, column: number) => string;

function large(cell: CellAt, more: Partial<DecisionTableDefinition> = {}, count = 2000) {
  const rows = Array.from({ length: count }, (_, row) => [
    ...COLUMNS.map((_column, column) => cell(row, column)),
    String(row),
  ]);
  return define(COLUMNS, [number('out')], rows, more);
}

function withFormulas(formula: (row: number) => string): DecisionTableDefinition {
  const table = large(() => '-', { hitPolicy: 'FIRST' });
  return { ...table, rows: table.rows.map((row, at) => ({ ...row, then: { out: formula(at) } })) };
}

describe('the largest tables', () => {
  test('answer exactly, also where the index keeps only some of the sets', () => {
    const table = timed(() =>
      compiled(
        large((row, column) => (column < 3 ? `[${row + column}..${row + column + 1000})` : '-'), {
          hitPolicy: 'COLLECT',
          aggregation: 'COUNT',
        }),
      ),
    );
    const inputs = (value: number) => Object.fromEntries(COLUMNS.map(({ id }) => [id, String(value)]));
    expect(outcome(table, inputs(1500))).toMatchObject({ out: '998' });
    expect(outcome(table, inputs(1.5))).toMatchObject({ out: '0' });
    expect(outcome(table, inputs(2))).toMatchObject({ out: '1' });
  });

  test.each<[string, CellAt]>([
    ['the same everywhere', () => '> 0'],
    ['points', (row, column) => String(row * 12 + column)],
    ['nested ranges', (row, column) => `[${row - column}..${9000 - row})`],
    ['sparse', (row, column) => (row % 12 === column ? `> ${row}` : '-')],
    ['entangled', (row, column) => ((row * 7919 + column * 104729) % 13 < 4 ? `!= ${(row * 31) % 97}` : '-')],
  ])('are checked within the budget when they are %s', (_, cell) => {
    for (const hitPolicy of ['UNIQUE', 'FIRST'] as const) {
      const table = compiled(large(cell, { hitPolicy }, 200));
      const { findings } = timed(() => checkTable(table));
      expect(findings.length).toBeLessThan(400);
    }
  });

  test.each<[string, CellAt]>([
    ['blank everywhere', () => ''],
    ['days', (row, column) => (column < 3 ? `[2000-01-01..20${10 + (row % 90)}-01-0${1 + column}]` : '-')],
    ['lists', (row, column) => (column < 1 ? `${row}, ${row + 5000}` : '-')],
    ['all but something', (row, column) => (column < 1 ? `not in ${row}, ${row + 5000}` : '!= 7')],
  ])('of two thousand rows are checked within the budget when they hold %s', (name, cell) => {
    const columns = name === 'days' ? COLUMNS.map(({ id }) => date(id)) : COLUMNS;
    for (const hitPolicy of ['UNIQUE', 'ANY', 'FIRST', 'COLLECT'] as const) {
      const table = compiled({ ...large(cell, { hitPolicy }), inputs: columns });
      const { findings, fullyChecked } = timed(() => checkTable(table));
      const isToldSo = findings.some(({ code }) => code === 'table_not_fully_checked');
      expect(isToldSo).toBe(!fullyChecked);
    }
  });

  test.each<[string, DecisionTableDefinition]>([
    ['table_too_large', large((row, column) => `${row * 24 + column}, ${row * 24 + column + 12}`)],
    ['table_text_too_long', large((row, column) => (column < 2 ? `${row}${' '.repeat(400)}` : '-'))],
    ['table_formulas_too_long', withFormulas((row) => `= n0 + ${row}${' + n1'.repeat(100)}`)],
  ])('that are too large are refused with %s', (code, definition) => {
    const refused = timed(() => compileDecisionTable(definition));
    expect(refused.ok ? [] : refused.error.map((each) => each.code)).toEqual([code]);
  });

  test('of twelve columns whose two thousand rows all differ are read', () => {
    expect(compileDecisionTable(large((row, column) => `[${row * 12 + column}..${row * 13 + 500})`)).ok).toBe(
      true,
    );
  });

  test('a condition or a formula that repeats itself is counted once', () => {
    const list = Array.from({ length: 150 }, (_, n) => n).join(',  ');
    compiled(large((_, column) => (column === 0 ? list : '-')));
    compiled(withFormulas(() => `= n0${' + n1'.repeat(100)}`));
  });

  test('a table of nothing but faults names the first hundred', () => {
    const refused = timed(() => compileDecisionTable(large(() => '1, '.repeat(333))));
    expect(refused.ok ? [] : refused.error).toHaveLength(100);
  });

  test('which collect from many long formulas stop at the limit of one question', () => {
    const formula = `= n0${' + n1'.repeat(700)}`;
    const table = compiled({ ...withFormulas(() => formula), hitPolicy: 'COLLECT' });
    const inputs = Object.fromEntries(COLUMNS.map(({ id }) => [id, '1']));
    expect(timed(() => outcome(table, inputs))).toBe('table_too_much_work');
  });

  test('whose tests take too long do not run them all, and say so', () => {
    const tests = Array.from({ length: 500 }, (_, at) => ({
      name: `t${at}`,
      inputs: { n0: String(at), n1: '1' },
      expect: {},
    }));
    const table = compiled({
      ...withFormulas((row) => `= n0 * ${row % 700} + n1`),
      hitPolicy: 'COLLECT',
      tests,
    });
    const found = timed(() => runTableTests(table));
    expect(found.map(({ code }) => code)).toEqual(['table_tests_too_much_work']);
  });

  test.each([
    ['brackets', '('.repeat(1000)],
    ['words', 'in '.repeat(333)],
    ['not of not', 'not ('.repeat(200)],
    ['quotes', '"'.repeat(1001)],
    ['points', '.'.repeat(1000)],
    ['commas', ','.repeat(1000)],
    ['prototype names', '__proto__, constructor, = toString'],
  ])('cells of nothing but %s are answered', (_, cell) => {
    const rows = Array.from({ length: 200 }, () => [cell, 'x']);
    const table = timed(() =>
      compileDecisionTable(define([text('t')], [text('out')], rows, { hitPolicy: 'FIRST' })),
    );
    if (table.ok) expect(outcome(table.value, { t: 'hasOwnProperty' })).toBe('table_no_hit');
  });
});
