import fc from 'fast-check';
import type { DecisionTableDefinition, HitPolicy, TableInput } from '../../../metadata/index.js';
import {
  boolean,
  choice,
  compiled,
  date,
  define,
  fittingRows,
  number,
  randomTable,
  text,
  valuesOf,
} from '../decision-table.fixtures.js';
import { checkDecisionTable, checkTable } from './check-table.js';
import type { TableFinding } from './table-finding.js';

const OUT = [text('out')];
const WHOLE = number('n', { scale: 0, required: true });

function check(definition: DecisionTableDefinition) {
  return checkDecisionTable(definition);
}

function found(definition: DecisionTableDefinition, code: string): readonly TableFinding[] {
  return check(definition).findings.filter((each) => each.code === code);
}

function codes(definition: DecisionTableDefinition): readonly string[] {
  return check(definition).findings.map(({ code, rows, severity = 'error' }) =>
    `${severity} ${code} ${rows.join()}`.trimEnd(),
  );
}

function rowsFitting(definition: DecisionTableDefinition, witness: object | undefined): readonly string[] {
  const inputs = { ...witness };
  return fittingRows(definition, valuesOf(definition, inputs)).map((row) => definition.rows[row]?.id ?? '');
}

/** The table with the proposed row at its end. */
function mended(
  definition: DecisionTableDefinition,
  { proposal = {} }: TableFinding,
): DecisionTableDefinition {
  const id = `proposed${definition.rows.length}`;
  return { ...definition, rows: [...definition.rows, { id, when: proposal, then: {} }] };
}

describe('a table that is in order', () => {
  test('has nothing to be found, is complete and unique', () => {
    const inputs = [number('n', { required: true }), choice('c', ['x', 'y'], { required: true })];
    const rows = [
      ['< 5', 'x', '1'],
      ['>= 5', 'x', '2'],
      ['-', '!= x', '3'],
    ];
    expect(check(define(inputs, OUT, rows))).toEqual({
      findings: [],
      unique: true,
      complete: true,
      fullyChecked: true,
    });
  });

  test('whole numbers and days have nothing between neighbours', () => {
    const days = [date('d', { required: true, minimum: '2026-01-01' })];
    expect(codes(define([WHOLE], OUT, [['<= 5'], ['>= 6']]))).toEqual([]);
    expect(codes(define(days, OUT, [['<= 2026-01-31'], ['>= 2026-02-01']]))).toEqual([]);
    expect(codes(define([number('n', { required: true })], OUT, [['<= 5'], ['>= 6']]))).toEqual([
      'warning table_gap',
    ]);
  });
});

describe('overlaps', () => {
  test('are errors of UNIQUE, with values that both rows fit', () => {
    const definition = define([WHOLE, text('t', { required: true })], OUT, [
      ['<= 10', '-', 'a'],
      ['> 5', 'in x, y', 'b'],
      ['> 5', 'not in x, y', 'c'],
    ]);
    const [first, second] = found(definition, 'table_rows_overlap');
    expect(first).toMatchObject({ path: '/rows/1', rows: ['r2', 'r1'], witness: { n: '6', t: 'x' } });
    expect(second).toMatchObject({ rows: ['r3', 'r1'], witness: { t: 'other' } });
  });

  test('of ANY matter only where outputs differ; different formulas are tried', () => {
    const definition = define(
      [WHOLE],
      [number('out')],
      [
        ['< 10', '1'],
        ['[5..6]', '1.0'],
        ['6', '2'],
        ['20', '= n * 2'],
        ['20', '= n + n'],
        ['>= 20', '= n + 1'],
      ],
      { hitPolicy: 'ANY' },
    );
    expect(codes(definition).filter((code) => !code.includes('gap'))).toEqual([
      'info table_row_subsumed r2,r1',
      'error table_rows_disagree r3,r1',
      'error table_rows_disagree r3,r2',
      'warning table_rows_may_disagree r5,r4',
      'error table_rows_disagree r6,r4',
      'error table_rows_disagree r6,r5',
    ]);
  });

  test('are what COLLECT is for, but a row that stands twice counts twice', () => {
    const rows = [
      ['> 1', 'a'],
      ['> 0', 'a'],
      ['>= 2', 'a'],
      ['> 1', 'b'],
    ];
    expect(codes(define([WHOLE], OUT, rows, { hitPolicy: 'COLLECT' }))).toEqual([
      'warning table_rows_duplicate r3,r1',
    ]);
  });

  test('a repeated row of UNIQUE is called so', () => {
    expect(
      codes(
        define([WHOLE], OUT, [
          ['-', 'a'],
          ['-', 'b'],
        ]),
      ),
    ).toEqual(['error table_rows_duplicate r2,r1']);
  });
});

describe('rows that never answer', () => {
  const first = { hitPolicy: 'FIRST' as HitPolicy };

  test('of FIRST stand below rows that take all their values, alone or together', () => {
    const rows = [
      ['< 5', 'a'],
      ['1', 'b'],
      ['> 3', 'c'],
      ['[2..9]', 'd'],
      ['< 5', 'a'],
    ];
    expect(codes(define([WHOLE], OUT, rows, first))).toEqual([
      'warning table_row_unreachable r2,r1',
      'warning table_row_unreachable r4,r1,r3',
      'warning table_rows_duplicate r5,r1',
    ]);
  });

  test('of PRIORITY give outputs that come later than those of rows which take all their values', () => {
    const outputs = [text('out', { priority: ['high', 'low'] })];
    const rows = [
      ['5', 'low'],
      ['> 3', 'high'],
      ['-', 'low'],
    ];
    expect(codes(define([WHOLE], outputs, rows, { hitPolicy: 'PRIORITY' }))).toEqual([
      'warning table_row_unreachable r1,r2',
    ]);
  });

  test('contradict themselves', () => {
    const inputs = [WHOLE, choice('c', ['x', 'y'])];
    const rows = [['(5..6)'], ['blank'], ['-', 'not in (x, y)'], ['-', '-']];
    expect(codes(define(inputs, OUT, rows, first))).toEqual([
      'warning table_row_never r1',
      'warning table_row_never r2',
      'warning table_row_never r3',
    ]);
  });

  test('a special case that answers like the general one can go, unless a row between them differs', () => {
    const rows = [
      ['1', 'a'],
      ['2', 'a'],
      ['[2..5]', 'b'],
      ['-', 'a'],
    ];
    expect(codes(define([WHOLE], OUT, rows, first))).toEqual(['info table_row_subsumed r1,r4']);
  });
});

describe('gaps', () => {
  test('come with an example and with the conditions of the row that closes them', () => {
    const inputs = [number('n', { minimum: '0' }), choice('c', ['x', 'y', 'z'], { required: true })];
    const definition = define(inputs, OUT, [
      ['< 10', 'x'],
      ['>= 10', '-'],
    ]);
    expect(check(definition)).toMatchObject({ complete: false, unique: true });
    expect(found(definition, 'table_gap')).toMatchObject([
      { witness: { n: '0', c: 'y' }, proposal: { n: '< 10', c: 'y, z' } },
    ]);
    expect(found(definition, 'table_gap_blank')).toMatchObject([
      { severity: 'info', witness: { n: null, c: 'x' }, proposal: { n: 'blank' } },
    ]);
  });

  test.each<[TableInput, readonly string[], readonly string[]]>([
    [number('n', { required: true }), ['< 5', '> 5'], ['5']],
    [number('n', { required: true }), ['<= 5', '[7..8]'], ['(5..7)', '> 8']],
    [number('n', { required: true }), ['[0..10)', '[20..30)'], ['< 0', '[10..20)', '>= 30']],
    [number('n'), ['5'], ['!= 5', 'blank']],
    [number('n'), ['5', '7'], ['not in (5, 7)', 'blank']],
    [number('n'), ['blank'], ['not blank']],
    [number('n'), ['not blank'], ['blank']],
    [WHOLE, ['< 5', '> 7'], ['[5..7]']],
    [date('d', { required: true }), ['< 2026-01-01', '> 2026-01-01'], ['2026-01-01']],
    [text('t'), ['a', 'not in ("b, c", a)'], ['"b, c"', 'blank']],
    [text('t', { required: true }), ['a', '"b, c"'], ['not in (a, "b, c")']],
    [text('t'), ['a'], ['!= a', 'blank']],
    [choice('c', ['x', 'y', 'z']), ['x'], ['y, z', 'blank']],
    [boolean('b', { required: true }), ['true'], ['false']],
  ])('of %j with the cells %j are closed by %j', (input, cells, proposals) => {
    const definition = define(
      [input],
      OUT,
      cells.map((cell) => [cell]),
    );
    const gaps = check(definition).findings;
    expect(gaps.map(({ proposal }) => proposal?.[input.id])).toEqual(proposals);
    expect(check(gaps.reduce(mended, definition))).toEqual({
      findings: [],
      unique: true,
      complete: true,
      fullyChecked: true,
    });
  });

  test('a missing row says nothing of inputs that do not matter to it', () => {
    const inputs = [WHOLE, choice('c', ['x', 'y'], { required: true }), text('t')];
    const [gap] = found(
      define(inputs, OUT, [
        ['< 10', '-', '-'],
        ['[10..20)', 'x', '-'],
        ['>= 20', '-', '-'],
      ]),
      'table_gap',
    );
    expect(gap).toMatchObject({ proposal: { n: '[10..20)', c: 'y' }, witness: { n: '10', c: 'y' } });
    expect(gap?.proposal).not.toHaveProperty('t');
  });

  test('the example is a value that the table names where the gap has one', () => {
    const witnesses = (cells: readonly string[]) =>
      check(
        define(
          [number('n', { required: true })],
          OUT,
          cells.map((cell) => [cell]),
        ),
      ).findings.map(({ witness }) => witness?.['n']);
    expect(witnesses(['[100..200)', '> 300'])).toEqual(['99', '200']);
    expect(witnesses(['<= 5', '>= 8'])).toEqual(['6']);
  });

  test('many gaps between single values stand in lists, and a list is never longer than a cell can be', () => {
    const cells = [...Array.from({ length: 150 }, (_, at) => `[${at * 10}..${at * 10 + 1}]`)];
    const definition = define(
      [number('n', { required: true })],
      OUT,
      cells.map((cell) => [cell]),
    );
    const { findings, fullyChecked } = check(definition);
    expect(fullyChecked).toBe(true);
    expect(findings.length).toBeLessThan(6);
    for (const { proposal } of findings) expect(proposal?.['n']?.length).toBeLessThanOrEqual(1000);
    expect(check(findings.reduce(mended, definition)).complete).toBe(true);
  });

  test('where more values are named than a cell can leave out, only a default helps', () => {
    const cells = Array.from({ length: 300 }, (_, at) => [`t${at}`, 'x']);
    const definition = define([text('t', { required: true })], OUT, cells);
    expect(codes(definition)).toEqual(['warning table_gap_unwritable']);
    expect(found(definition, 'table_gap_unwritable')[0]).not.toHaveProperty('proposal');
  });

  test('are no fault where a default or an empty list answers', () => {
    const outputs = [text('out', { default: 'x' })];
    expect(check(define([WHOLE], outputs, [['5']]))).toMatchObject({ findings: [], complete: false });
    expect(check(define([WHOLE], OUT, [['5']], { hitPolicy: 'COLLECT' })).findings).toEqual([]);
  });
});

describe('the check', () => {
  test('names faulty cells where the table cannot be read', () => {
    expect(check(define([WHOLE], OUT, [['> ']]))).toMatchObject({
      fullyChecked: false,
      findings: [{ code: 'cell_syntax', path: '/rows/0/when/n' }],
    });
  });

  test('says what it could not look at when the work grows too large', () => {
    const definition = define([WHOLE], OUT, [['< 5'], ['> 7'], ['6']]);
    const report = checkTable(compiled(definition), 1);
    expect(report.fullyChecked).toBe(false);
    expect(report.unique).toBeUndefined();
    expect(report.complete).toBeUndefined();
    expect(new Set(report.findings.map(({ code }) => code))).toEqual(new Set(['table_not_fully_checked']));
  });

  test('every finding brings what its sentence says: rows as people count them, values with titles', () => {
    const rows = [
      ['< 5', 'a'],
      ['[4..9]', 'b'],
    ];
    const { findings } = check(define([number('n', { scale: 0, required: true })], OUT, rows));
    expect(findings.map(({ code, params }) => [code, params])).toEqual([
      ['table_rows_overlap', { row: 2, others: [1], witness: [{ 'zh-CN': 'n列 = 4', en: 'n = 4' }] }],
      [
        'table_gap',
        {
          witness: [{ 'zh-CN': 'n列 = 10', en: 'n = 10' }],
          proposal: [{ 'zh-CN': 'n列: > 9', en: 'n: > 9' }],
        },
      ],
    ]);
  });
});

describe('for random tables', () => {
  const runs = { numRuns: 150 };

  test('the example of an overlap fits both rows', () => {
    fc.assert(
      fc.property(randomTable(), ({ definition }) => {
        for (const { rows, witness } of found(definition, 'table_rows_overlap'))
          expect(rowsFitting(definition, witness)).toEqual(expect.arrayContaining([...rows]));
      }),
      runs,
    );
  });

  test('the example of a gap fits no row, and fits the proposed row once that is put in', () => {
    fc.assert(
      fc.property(randomTable(), ({ definition }) => {
        const gaps = check(definition).findings.filter(({ code }) => code.startsWith('table_gap'));
        for (const gap of gaps) {
          expect(rowsFitting(definition, gap.witness)).toEqual([]);
          expect(rowsFitting(mended(definition, gap), gap.witness)).toEqual([
            `proposed${definition.rows.length}`,
          ]);
        }
      }),
      runs,
    );
  });

  test('a proposed row, once it is put in, leaves no gap where it stands', () => {
    fc.assert(
      fc.property(randomTable(), ({ definition, inputs }) => {
        const gaps = check(definition).findings.filter(({ code }) => code.startsWith('table_gap'));
        for (const gap of gaps.slice(0, 3)) {
          const whole = mended(definition, gap);
          const left = check(whole).findings.filter(({ code }) => code.startsWith('table_gap'));
          const alone = { ...whole, rows: whole.rows.slice(-1) };
          for (const { witness } of left) expect(rowsFitting(alone, witness)).toEqual([]);
          // It takes only what no row took before.
          for (const each of inputs)
            if (rowsFitting(alone, each).length > 0) expect(rowsFitting(definition, each)).toEqual([]);
        }
      }),
      runs,
    );
  });

  test('putting in all proposed rows makes a table complete and overlaps no row', () => {
    fc.assert(
      fc.property(randomTable(), ({ definition }) => {
        const { findings, fullyChecked } = check(definition);
        const gaps = findings.filter(({ code }) => code.startsWith('table_gap'));
        fc.pre(fullyChecked);
        const rows = gaps.map(({ proposal = {} }, at) => ({ id: `p${at}`, when: proposal, then: {} }));
        const whole = { ...definition, rows: [...definition.rows, ...rows] };
        expect(check(whole).complete).toBe(true);
        const overlapping = found(whole, 'table_rows_overlap').flatMap((each) => each.rows);
        expect(overlapping.filter((id) => id.startsWith('p'))).toEqual([]);
      }),
      runs,
    );
  });

  test('what is called unique never fits two rows, what is called complete always fits one', () => {
    fc.assert(
      fc.property(randomTable({}, 4), ({ definition, inputs }) => {
        const { unique, complete } = check(definition);
        for (const each of inputs) {
          const { length } = rowsFitting(definition, each);
          if (unique) expect(length).toBeLessThan(2);
          if (complete) expect(length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('a row that is called unreachable never answers', () => {
    fc.assert(
      fc.property(randomTable({ hitPolicy: 'FIRST' }), ({ definition, inputs }) => {
        const hidden = check(definition).findings.flatMap(({ code, rows: [row = ''] }) =>
          code === 'table_row_unreachable' || code === 'table_row_never' ? [row] : [],
        );
        for (const each of inputs) expect(hidden).not.toContain(rowsFitting(definition, each)[0]);
      }),
      runs,
    );
  });

  test('a row that can go changes no answer when it goes', () => {
    fc.assert(
      fc.property(randomTable({ hitPolicy: 'FIRST' }), ({ definition, inputs }) => {
        const table = compiled(definition);
        for (const { rows } of found(definition, 'table_row_subsumed')) {
          const rest = definition.rows.filter(({ id }) => id !== rows[0]);
          const without = compiled({ ...definition, rows: rest });
          for (const each of inputs) {
            const [before, after] = [table.evaluate(each), without.evaluate(each)];
            expect(after.ok && after.value.outputs).toEqual(before.ok && before.value.outputs);
          }
        }
      }),
      runs,
    );
  });
});
