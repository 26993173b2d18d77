import type { DecisionTableDefinition } from '../../metadata/index.js';
import { checkTable } from './checks/check-table.js';
import { compileDecisionTable } from './compile-decision-table.js';
import { compiled, define, number, outcome, stopwatch, text } from './decision-table.fixtures.js';

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

describe('the largest tables', () => {
  test('answer exactly, also where the index keeps only some of the sets', () => {
    const table = timed(() =>
      compiled(
        large((row, column) => `[${row + column}..${row + column + 1000})`, {
          hitPolicy: 'COLLECT',
          aggregation: 'COUNT',
        }),
      ),
    );
    const inputs = (value: number) => Object.fromEntries(COLUMNS.map(({ id }) => [id, String(value)]));
    expect(outcome(table, inputs(1500))).toMatchObject({ out: '989' });
    expect(outcome(table, inputs(10.5))).toMatchObject({ out: '0' });
    expect(outcome(table, inputs(11))).toMatchObject({ out: '1' });
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

  test('with too many conditions are refused', () => {
    const list = Array.from({ length: 150 }, (_, n) => n).join(',  ');
    const definition = large((_, column) => (column === 0 ? list : '-'));
    expect(timed(() => compileDecisionTable(definition))).toMatchObject({
      error: [{ code: 'table_too_large' }],
    });
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
