import { boolean, choice, date, number, text } from '../decision-table.fixtures.js';
import { columnTypeOf } from '../column-types/index.js';
import { quoteWhereNeeded } from './cell-text.js';
import { parseCell } from './parse-cell.js';

const NUMBER = columnTypeOf(number('n'));
const TEXT = columnTypeOf(text('t'));
const DATE = columnTypeOf(date('d'));
const CHOICE = columnTypeOf(choice('c', ['red', 'light blue']));
const BOOLEAN = columnTypeOf(boolean('b'));

function read(source: string, type = NUMBER): unknown {
  const cell = parseCell(source, type);
  if (cell.ok) return JSON.parse(JSON.stringify(cell.value));
  const { start, end } = cell.error.params?.['span'] as { start: number; end: number };
  return `${cell.error.code} at ${start}-${end}`;
}

describe('condition cells', () => {
  test.each(['', ' ', '-', ' - ', '—', '－', 'any', 'ANY', '任意'])('%j takes any value', (source) => {
    expect(read(source)).toBe('any');
  });

  test.each([
    ['> 100', '＞100'],
    ['>= 100', '≥ 100'],
    ['<= 1.5', '≤１．５'],
    ['!= 3', '<> 3'],
    ['!= 3', '≠3'],
    ['= 3', '== 3'],
    ['= 3', '3'],
    ['[1..5)', '【1..5）'],
    ['[1..5)', '[ 1 .. 5 ['],
    ['(1..5]', ']1..5]'],
    ['1, 2, 3', 'in 1、2，3'],
    ['1, 2, 3', 'in (1, 2, 3)'],
    ['not in (1, 2)', 'not in 1, 2'],
    ['not in (1, 2)', '不属于（1，2）'],
    ['not in (1, 2)', 'NOT (1, 2)'],
    ['not in (1, 2)', 'not  in  (1, 2)'],
    ['blank', '空'],
    ['not blank', '非空'],
    ['(1..5)', 'in (1..5)'],
    ['-5', '−5'],
    ['[-5..-1]', '[−5..−1]'],
  ])('%j may be written %j', (plain, other) => {
    expect(read(other)).toEqual(read(plain));
    expect(read(plain)).toBeInstanceOf(Array);
  });

  test('ranges say for each end whether it belongs', () => {
    expect(read('[1..5)')).toEqual([
      { kind: 'interval', from: { value: '1', open: false }, to: { value: '5', open: true } },
    ]);
  });

  test('conditions can be listed and mixed', () => {
    expect(read('blank, < 0, [1..2], not in (7, 8)')).toHaveLength(4);
  });

  test('numbers keep all their digits', () => {
    expect(read('12345678901234567.89')).toEqual(read('=12345678901234567.89'));
    expect(JSON.stringify(read('12345678901234567.89'))).toContain('12345678901234567.89');
  });

  test('a text is taken as it was typed, spaces inside and full-width letters too', () => {
    expect(JSON.stringify(read('light blue，Ａ－1', TEXT))).toContain('"light blue"');
    expect(JSON.stringify(read('light blue，Ａ－1', TEXT))).toContain('"Ａ－1"');
  });

  test.each(['"a, b"', '“a, b”', '＂a, b＂', "'a, b'"])('%s is one text with a comma', (source) => {
    expect(read(source, TEXT)).toEqual([
      { kind: 'interval', from: { value: 'a, b', open: false }, to: { value: 'a, b', open: false } },
    ]);
  });

  test.each([
    '',
    'in',
    'not in a',
    'blank',
    '空',
    '-',
    'a, b',
    '"quoted"',
    '1..2',
    '> 5',
    '（a）',
    ' a ',
    'a"b',
    "it's",
  ])('the text %j can be written so that it is read back', (value) => {
    expect(read(`= ${quoteWhereNeeded(value)}`, TEXT)).toEqual([
      { kind: 'interval', from: { value, open: false }, to: { value, open: false } },
    ]);
  });

  test('dates may be written as in spreadsheets', () => {
    const day = read('2026-01-05', DATE);
    expect(read('2026/1/5', DATE)).toEqual(day);
    expect(read('2026年1月5日', DATE)).toEqual(day);
    expect(JSON.stringify(day)).toContain('2026-01-05');
  });

  test('yes and no may be written in both languages', () => {
    expect(read('是', BOOLEAN)).toEqual(read('true', BOOLEAN));
    expect(read('NO', BOOLEAN)).toEqual(read('否', BOOLEAN));
  });

  test.each([
    ['> ', NUMBER, 'cell_syntax at 2-2'],
    ['> 5 6', NUMBER, 'cell_value at 2-5'],
    ['1, , 2', NUMBER, 'cell_syntax at 3-4'],
    ['[1..', NUMBER, 'cell_syntax at 4-4'],
    ['[1..5', NUMBER, 'cell_syntax at 5-5'],
    ['1..5', NUMBER, 'cell_syntax at 1-2'],
    ['(1, 2', NUMBER, 'cell_syntax at 5-5'],
    ['abc', NUMBER, 'cell_value at 0-3'],
    ['＞ 五', NUMBER, 'cell_value at 2-3'],
    ['[5..1]', NUMBER, 'cell_range_empty at 0-6'],
    ['[5..5)', NUMBER, 'cell_range_empty at 0-6'],
    ['> 1,500', NUMBER, 'cell_thousands at 2-7'],
    ['2026-02-30', DATE, 'cell_value at 0-10'],
    ['green', CHOICE, 'cell_choice at 0-5'],
    ['in red, green', CHOICE, 'cell_choice at 8-13'],
    ['> a', TEXT, 'cell_no_order at 0-1'],
    ['[a..b]', TEXT, 'cell_no_order at 0-1'],
    ['not available', TEXT, 'cell_needs_quotes at 0-13'],
    ['"open', TEXT, 'cell_syntax at 0-5'],
    ['a (b)', TEXT, 'cell_syntax at 2-3'],
    [Array.from({ length: 201 }, (_, n) => n).join(', '), NUMBER, expect.stringMatching('cell_too_many')],
  ])('%s is refused with its place', (source, type, fault) => {
    expect(read(source, type)).toEqual(fault);
  });
});
