import fc from 'fast-check';
import { dateOfSerial, readWrittenDate } from './written-dates.js';
import { readStoredNumber, readWrittenNumber } from './written-numbers.js';

describe('dates as people write them', () => {
  test.each([
    ['2026-11-22', '2026-11-22'],
    ['2026/1/5', '2026-01-05'],
    ['2026年1月5日', '2026-01-05'],
    ['2026.01.05', '2026-01-05'],
    ['20260105', '2026-01-05'],
    ['22.11.2026', '2026-11-22'],
    ['11/22/2026', '2026-11-22'],
    ['5/5/2026', '2026-05-05'],
    [' 2026-11-22 ', '2026-11-22'],
  ])('%p is %s', (text, day) => {
    expect(readWrittenDate(text)).toEqual({ day });
  });

  test.each(['3/4/2026', '2026-02-30', '26-11-22', 'tomorrow', '', '2026-13-01', '2026-11-22 25:00'])(
    '%p is not taken for any day',
    (text) => {
      expect(readWrittenDate(text)).toBeUndefined();
    },
  );

  test('may have a time, and a zone that says whose clock is meant', () => {
    expect(readWrittenDate('2026-11-22 8:05')).toEqual({ day: '2026-11-22', time: '08:05:00' });
    expect(readWrittenDate('2026-11-22T08:05:09.250Z')).toEqual({
      day: '2026-11-22',
      time: '08:05:09.250',
      zone: 'Z',
    });
  });

  test('a serial number of a sheet is the day that the sheet shows', () => {
    expect(dateOfSerial(46348)).toBe('2026-11-22');
    expect(dateOfSerial(46348.75)).toBe('2026-11-22 18:00:00');
    expect(dateOfSerial(1)).toBe('1900-01-01');
    expect(dateOfSerial(59)).toBe('1900-02-28');
    expect(dateOfSerial(61)).toBe('1900-03-01');
    expect(dateOfSerial(0.5)).toBe('12:00:00');
    expect(dateOfSerial(44_886, true)).toBe('2026-11-22');
    expect(dateOfSerial(-1)).toBeUndefined();
    expect(dateOfSerial(9e9)).toBeUndefined();
  });
});

describe('numbers as people write them', () => {
  test.each([
    ['1,234.50', '1234.5'],
    ['¥ 12', '12'],
    ['-¥12.30', '-12.3'],
    ['(3.20)', '-3.2'],
    ['１２．５', '12.5'],
    ['+7', '7'],
    ['0.10', '0.1'],
    ['123456789012345678.90', '123456789012345678.9'],
  ])('%p is %s', (text, number) => {
    expect(readWrittenNumber(text)).toBe(number);
  });

  test.each(['1,23', '1.234,50', '12a', '', '--1', '1e5', '=1'])('%p is none', (text) => {
    expect(readWrittenNumber(text)).toBeUndefined();
  });

  test('what a sheet stores is read as what it shows', () => {
    expect(readStoredNumber('1.1000000000000001')).toEqual({ kind: 'number', text: '1.1' });
    expect(readStoredNumber('0.30000000000000004')).toEqual({ kind: 'number', text: '0.3' });
    expect(readStoredNumber('1.5E-7')).toEqual({ kind: 'number', text: '0.00000015' });
    expect(readStoredNumber('1.23456789012345E+17')).toEqual({
      kind: 'number',
      text: '123456789012345000',
      cut: true,
    });
    expect(readStoredNumber('junk')).toEqual({ kind: 'text', text: 'junk' });
  });

  test('no amount of up to 15 digits changes on its way through a sheet', () => {
    const amounts = fc.tuple(
      fc.integer({ min: -(10 ** 12), max: 10 ** 12 }),
      fc.integer({ min: 0, max: 99 }),
    );
    fc.assert(
      fc.property(amounts, ([whole, cents]) => {
        const text = `${whole}.${String(cents).padStart(2, '0')}`;
        const read = readStoredNumber(String(Number(text)));
        return read?.kind === 'number' && Number(read.text) === Number(text);
      }),
    );
  });
});
