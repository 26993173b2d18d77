import { formatDecimal, groupDigits, readDecimal, signOf, sumTexts } from './decimal-text.js';
import { readDate } from './date-text.js';

describe('readDecimal', () => {
  test.each([
    ['１２３．５', '123.5'],
    ['１，２３４。５０', '1234.50'],
    ['1,234,567.00', '1234567.00'],
    ['－6', '-6'],
    ['−6.5', '-6.5'],
    ['(12.30)', '-12.30'],
    ['+7', '7'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['007', '7'],
    ['-0.00', '0.00'],
    ['  12 ', '12'],
    ['99999999999999999999.99', '99999999999999999999.99'],
  ])('reads %s as %s without losing a digit', (typed, wire) => {
    expect(readDecimal(typed)).toBe(wire);
  });

  test('an empty cell is blank, not zero', () => {
    expect(readDecimal('  ')).toBeNull();
  });

  test.each(['abc', '1e5', '1.2.3', '-', '十二', '12kg'])('does not take %s for a number', (typed) => {
    expect(readDecimal(typed)).toBeUndefined();
  });
});

describe('formatDecimal', () => {
  test('groups thousands and keeps every digit of a long number', () => {
    expect(formatDecimal('12345678901234567890.12')).toBe('12,345,678,901,234,567,890.12');
  });

  test('money has two places, rounded half away from zero', () => {
    expect(formatDecimal('2.675', { scale: 2 })).toBe('2.68');
    expect(formatDecimal('-2.675', { scale: 2 })).toBe('\u22122.68');
  });

  test('a loss has a real minus, a gain a plus where asked, zero neither', () => {
    expect(formatDecimal('-6', { signed: true })).toBe('\u22126');
    expect(formatDecimal('1.12', { signed: true })).toBe('+1.12');
    expect(formatDecimal('0', { signed: true, scale: 2 })).toBe('0.00');
    expect(formatDecimal('-0.001', { signed: true, scale: 2 })).toBe('0.00');
  });

  test('a text that is no number stays as it is', () => {
    expect(formatDecimal('十二')).toBe('十二');
  });
});

test('digits are grouped without touching the fraction', () => {
  expect(groupDigits('-1234567.000100')).toBe('-1,234,567.000100');
});

test('the sign of a number is read from its text', () => {
  expect([signOf('-0.01'), signOf('0.00'), signOf('3'), signOf('x')]).toEqual([
    'negative',
    'zero',
    'positive',
    null,
  ]);
});

test('sums are exact and skip blanks', () => {
  expect(sumTexts(['0.1', '0.2', null, 'x', '-0.3'])).toBe('0');
});

describe('readDate', () => {
  test.each([
    ['20261120', '2026-11-20'],
    ['2026/1/2', '2026-01-02'],
    ['2026年11月20日', '2026-11-20'],
    ['１１－２０', '2026-11-20'],
  ])('reads %s as %s', (typed, iso) => {
    expect(readDate(typed, '2026')).toBe(iso);
  });

  test('refuses a day that does not exist', () => {
    expect(readDate('2026-02-30', '2026')).toBeUndefined();
  });
});
