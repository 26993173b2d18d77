import fc from 'fast-check';
import { Decimal } from '../../foundation/index.js';
import type { HitPolicy } from '../../metadata/index.js';
import {
  boolean,
  choice,
  compiled,
  date,
  define,
  fittingRows,
  number,
  outcome,
  randomTable,
  text,
  valuesOf,
} from './decision-table.fixtures.js';
import { compileDecisionTable, decisionToWire } from './index.js';

const OUT = [text('out')];

function bands(hitPolicy: HitPolicy, rows: readonly (readonly string[])[], more: object = {}) {
  return compiled(define([number('n')], OUT, rows, { hitPolicy, ...more }));
}

describe('hit policies', () => {
  const overlapping = [
    ['> 10', 'high'],
    ['> 5', 'middle'],
    ['> 0', 'low'],
  ];
  const order = { outputs: [text('out', { priority: ['low', 'high', 'middle'] })] };

  test('UNIQUE gives the one row that fits and refuses when two do', () => {
    const table = bands('UNIQUE', [
      ['< 5', 'low'],
      ['>= 5', 'high'],
      ['7', 'seven'],
    ]);
    expect(outcome(table, { n: '4.99' })).toEqual({ out: 'low', rows: 'r1' });
    expect(outcome(table, { n: '5' })).toEqual({ out: 'high', rows: 'r2' });
    expect(outcome(table, { n: '7.00' })).toBe('table_several_hits');
  });

  test('FIRST gives the uppermost row that fits', () => {
    const table = bands('FIRST', overlapping);
    expect(outcome(table, { n: '11' })).toEqual({ out: 'high', rows: 'r1' });
    expect(outcome(table, { n: '6' })).toEqual({ out: 'middle', rows: 'r2' });
  });

  test('ANY gives what all rows that fit agree on and refuses when they do not', () => {
    const table = bands('ANY', [
      ['> 0', 'yes'],
      ['> 5', '"yes"'],
      ['> 9', 'no'],
    ]);
    expect(outcome(table, { n: '6' })).toEqual({ out: 'yes', rows: 'r1,r2' });
    expect(outcome(table, { n: '10' })).toBe('table_hits_disagree');
  });

  test('PRIORITY gives the row whose output comes first in the order of values', () => {
    expect(outcome(bands('PRIORITY', overlapping, order), { n: '11' })).toEqual({ out: 'low', rows: 'r3' });
  });

  test('PRIORITY compares the second output where the first is the same, and unlisted values come last', () => {
    const outputs = [text('a', { priority: ['x', 'y'] }), number('b', { priority: ['2', '1'] })];
    const rows = [
      ['-', 'other', '2'],
      ['-', 'x', '1'],
      ['-', 'x', '2.0'],
    ];
    const table = compiled(define([number('n')], outputs, rows, { hitPolicy: 'PRIORITY' }));
    expect(outcome(table, { n: '1' })).toEqual({ a: 'x', b: '2', rows: 'r3' });
  });

  test('COLLECT and RULE_ORDER list the outputs of all rows that fit, in the order of the rows', () => {
    for (const policy of ['COLLECT', 'RULE_ORDER'] as const)
      expect(outcome(bands(policy, overlapping), { n: '6' })).toEqual({
        out: ['middle', 'low'],
        rows: 'r2,r3',
      });
  });

  test('OUTPUT_ORDER lists them in the order of values', () => {
    expect(outcome(bands('OUTPUT_ORDER', overlapping, order), { n: '11' })).toEqual({
      out: ['low', 'high', 'middle'],
      rows: 'r3,r1,r2',
    });
  });

  test.each([
    ['SUM', '0.3', '0'],
    ['MIN', '0.1', null],
    ['MAX', '0.2', null],
    ['COUNT', '3', '0'],
  ] as const)('COLLECT with %s makes one exact value of all, and of none', (aggregation, some, none) => {
    const rows = [
      ['> 0', '0.1'],
      ['> 0', '0.2'],
      ['> 0', ''],
    ];
    const table = compiled(
      define([number('n')], [number('out')], rows, { hitPolicy: 'COLLECT', aggregation }),
    );
    expect(outcome(table, { n: '1' })).toEqual({ out: some, rows: 'r1,r2,r3' });
    expect(outcome(table, { n: '0' })).toEqual({ out: none, rows: '' });
  });

  test('the latest of several days is a day', () => {
    const rows = [
      ['-', '2026-01-05'],
      ['-', '2026/2/1'],
    ];
    const more = { hitPolicy: 'COLLECT', aggregation: 'MAX' } as const;
    expect(outcome(compiled(define([number('n')], [date('out')], rows, more)), {})).toEqual({
      out: '2026-02-01',
      rows: 'r1,r2',
    });
  });

  test('no row is a refusal, or the default where one is given, or an empty list', () => {
    const rows = [['> 0', 'x']];
    expect(outcome(bands('FIRST', rows), { n: '0' })).toBe('table_no_hit');
    const withDefault = { outputs: [text('out', { default: '= CONCAT("n", TEXT(n, "0"))' }), text('more')] };
    expect(outcome(bands('FIRST', rows, withDefault), { n: '0' })).toEqual({
      out: 'n0',
      more: null,
      rows: '',
    });
    expect(outcome(bands('COLLECT', rows), { n: '0' })).toEqual({ out: [], rows: '' });
    expect(outcome(bands('COLLECT', rows, withDefault), { n: '0' })).toEqual({
      out: ['n0'],
      more: [],
      rows: '',
    });
  });
});

describe('inputs', () => {
  test('a blank fits only blank and any: no comparison, no list, no "not"', () => {
    const cells = [
      '-',
      'blank',
      '> 0',
      '!= 5',
      'not in (1, 2)',
      'not blank',
      '[0..9]',
      '1, blank',
      'not in (blank)',
    ];
    const table = bands(
      'RULE_ORDER',
      cells.map((cell) => [cell, cell]),
    );
    for (const n of [null, undefined, ''])
      expect(outcome(table, { n })).toMatchObject({ out: ['-', 'blank', '1, blank'] });
    expect(outcome(table, {})).toMatchObject({ out: ['-', 'blank', '1, blank'] });
    expect(outcome(table, { n: '3' })).toMatchObject({
      out: ['-', '> 0', '!= 5', 'not in (1, 2)', 'not blank', '[0..9]', 'not in (blank)'],
    });
  });

  test('numbers are compared exactly, in whatever shape they come', () => {
    const table = bands('UNIQUE', [
      ['9007199254740993', 'this'],
      ['!= 9007199254740993', 'another'],
    ]);
    expect(outcome(table, { n: '9007199254740993.0' })).toMatchObject({ out: 'this' });
    expect(outcome(table, { n: '9007199254740992' })).toMatchObject({ out: 'another' });
    expect(outcome(table, { n: new Decimal('9007199254740993') })).toMatchObject({ out: 'this' });
    expect(outcome(table, { n: 7 })).toMatchObject({ out: 'another' });
  });

  test('boundaries that floats cannot tell apart are told apart', () => {
    const table = bands('FIRST', [
      ['< 0.10000000000000000001', 'below'],
      ['0.10000000000000000001', 'same'],
      ['> 0.10000000000000000001', 'above'],
    ]);
    expect(outcome(table, { n: '0.1' })).toMatchObject({ out: 'below' });
    expect(outcome(table, { n: '0.10000000000000000001' })).toMatchObject({ out: 'same' });
    expect(outcome(table, { n: '0.10000000000000000002' })).toMatchObject({ out: 'above' });
  });

  test('a long number that a float would take for a boundary is not taken for it', () => {
    const table = bands('FIRST', [
      ['< 5', 'below'],
      ['5', 'same'],
      ['-', 'above'],
    ]);
    expect(outcome(table, { n: '4.99999999999999999' })).toMatchObject({ out: 'below' });
    expect(outcome(table, { n: '5.00000000000000000' })).toMatchObject({ out: 'same' });
    expect(outcome(table, { n: '5.00000000000000001' })).toMatchObject({ out: 'above' });
    expect(outcome(table, { n: '-0' })).toMatchObject({ out: 'below' });
  });

  test('a number is rounded to the places of its column before it is compared', () => {
    const table = compiled(
      define([number('n', { scale: 2 })], OUT, [
        ['5.00', 'five'],
        ['!= 5', 'other'],
      ]),
    );
    expect(outcome(table, { n: '4.995' })).toMatchObject({ out: 'five' });
    expect(outcome(table, { n: '4.994' })).toMatchObject({ out: 'other' });
  });

  test('days, yes and no, and texts are matched as what they are', () => {
    const inputs = [date('day'), boolean('rush'), text('place')];
    const rows = [
      ['[2026-01-01..2026-02-01)', 'true', 'not in (A-01)', 'one'],
      ['< 2026-01-01', '-', '-', 'two'],
    ];
    const table = compiled(define(inputs, OUT, rows));
    expect(outcome(table, { day: '2026-01-31', rush: true, place: 'B' })).toMatchObject({ out: 'one' });
    expect(outcome(table, { day: '2026-02-01', rush: true, place: 'B' })).toBe('table_no_hit');
    expect(outcome(table, { day: '2026-01-31', rush: true, place: 'A-01' })).toBe('table_no_hit');
    expect(outcome(table, { day: '2025-12-31' })).toMatchObject({ out: 'two' });
  });

  test('faulty inputs are all named at once', () => {
    const inputs = [
      number('n', { minimum: '0' }),
      choice('c', ['x']),
      boolean('b'),
      date('d', { required: true }),
    ];
    const table = compiled(define(inputs, OUT, [['-', '-', '-', '-', 'x']]));
    const decided = table.evaluate({ n: '-1', c: 'y', b: 'true' });
    expect(decided.ok ? [] : decided.error.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'table_input_outside /n',
      'table_input_outside /c',
      'table_input_type /b',
      'table_input_blank /d',
    ]);
  });

  test('a record is read through the expressions of the inputs, or by their ids', () => {
    const fields = { amount: { kind: 'number' }, base: { kind: 'number' }, place: { kind: 'text' } } as const;
    const inputs = [number('share', { expression: 'amount / base * 100' }), text('place')];
    const definition = define(
      inputs,
      OUT,
      [
        ['> 5', 'A', 'check'],
        ['<= 5', '-', 'pass'],
      ],
      { form: 'claim' },
    );
    const table = compiled(definition, { fields });
    expect(table.dependencies).toEqual(['amount', 'base', 'place']);
    expect(table.decide({ record: { amount: '5.01', base: '100', place: 'A' } })).toMatchObject({
      value: { outputs: { out: 'check' } },
    });
    expect(table.decide({ record: { amount: '1', base: '0', place: 'A' } })).toMatchObject({
      error: [{ code: 'formula_div_zero', path: '/share' }],
    });
    const alone = compiled(define([text('place')], OUT, [['A', 'check']]));
    expect(alone.decide({ record: { place: 'A' } })).toMatchObject({ value: { outputs: { out: 'check' } } });
  });

  test('a table with a period answers on its days only', () => {
    const table = bands('FIRST', [['-', 'x']], { effective: { from: '2026-01-01', to: '2026-12-31' } });
    expect(table.evaluate({}, { today: '2026-12-31' })).toMatchObject({ ok: true });
    expect(table.evaluate({}, { today: '2027-01-01' })).toMatchObject({
      error: [{ code: 'table_not_in_effect' }],
    });
    expect(table.evaluate({})).toMatchObject({ ok: true });
  });

  test('names of the host language are no inputs', () => {
    const table = compiled(define([text('valueOf')], OUT, [['blank', 'nothing']]));
    expect(outcome(table, {})).toMatchObject({ out: 'nothing' });
  });
});

describe('outputs', () => {
  test('formulas work with the inputs, exactly, and are rounded to the places of the column', () => {
    const outputs = [number('fee', { scale: 2 }), text('why')];
    const rows = [['> 0', '= n * 0.015', '= 如果(n > 100, "多", "少")']];
    const table = compiled(define([number('n')], outputs, rows));
    expect(outcome(table, { n: '3.00' })).toMatchObject({ fee: '0.05', why: '少' });
    const decided = table.evaluate({ n: '333' });
    expect(decided.ok && decisionToWire(table, decided.value)).toEqual({ fee: '5.00', why: '多' });
  });

  test('Chinese titles of inputs may be used in formulas', () => {
    const inputs = [{ ...number('n'), title: { 'zh-CN': '数量', en: 'Number' } }];
    const table = compiled(define(inputs, [number('out')], [['-', '＝ 数量 * 2']]));
    expect(outcome(table, { n: '1.5' })).toMatchObject({ out: '3' });
  });

  test('a failing formula is an issue at its cell', () => {
    const table = compiled(define([number('n')], [number('out')], [['-', '= 1 / n']]));
    expect(table.evaluate({ n: '0' })).toMatchObject({
      error: [{ code: 'formula_div_zero', path: '/rows/0/then/out' }],
    });
  });

  test('lists travel with the places of their column', () => {
    const rows = [
      ['-', '1'],
      ['-', '2.5'],
    ];
    const table = compiled(
      define([number('n')], [number('out', { scale: 2 })], rows, { hitPolicy: 'COLLECT' }),
    );
    const decided = table.evaluate({});
    expect(decided.ok && decisionToWire(table, decided.value)).toEqual({ out: ['1.00', '2.50'] });
  });
});

describe('compiling', () => {
  test('every faulty cell is reported with row, column and place', () => {
    const outputs = [number('fee', { scale: 1, maximum: '9' }), choice('level', ['x']), text('why')];
    const rows = [
      ['> ', '1.25', 'x', ''],
      ['5', '10', 'y', '= n + 1'],
      ['-', '= m', '', ''],
    ];
    const table = compileDecisionTable(define([number('n')], outputs, rows));
    expect(table.ok ? [] : table.error.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'cell_syntax /rows/0/when/n',
      'too_many_decimals /rows/0/then/fee',
      'cell_outside /rows/1/then/fee',
      'formula_unknown_variable /rows/2/then/fee',
      'cell_choice /rows/1/then/level',
      'formula_result /rows/1/then/why',
    ]);
  });

  test('an input that the form does not have, or of another type, is refused', () => {
    const scope = { fields: { amount: { kind: 'number' } } } as const;
    const inputs = [text('amount'), number('total'), number('half', { expression: 'amount /' })];
    const table = compileDecisionTable(define(inputs, OUT, [['-']], { form: 'claim' }), scope);
    expect(table.ok ? [] : table.error.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'formula_result /inputs/0/id',
      'formula_unknown_variable /inputs/1/id',
      'formula_syntax /inputs/2/expression',
    ]);
  });
});

describe('the index', () => {
  test('finds the same rows as asking every cell of every row', () => {
    fc.assert(
      fc.property(randomTable({ hitPolicy: 'RULE_ORDER' }, 70), ({ definition, inputs }) => {
        const table = compiled(definition);
        for (const each of inputs) {
          const decided = table.evaluate(each);
          const rows = fittingRows(definition, valuesOf(definition, each));
          const expected = rows.map((row) => definition.rows[row]?.id);
          expect(decided.ok ? decided.value.rows : decided.error).toEqual(expected);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('FIRST gives the first of them', () => {
    fc.assert(
      fc.property(randomTable({ hitPolicy: 'FIRST' }, 40), ({ definition, inputs }) => {
        const table = compiled(definition);
        for (const each of inputs) {
          const [first] = fittingRows(definition, valuesOf(definition, each));
          const decided = table.evaluate(each);
          expect(decided.ok ? decided.value.rows : []).toEqual(
            first === undefined ? [] : [definition.rows[first]?.id],
          );
        }
      }),
      { numRuns: 100 },
    );
  });
});
