import { formatNumber, numberPeriod, parseNumberPattern } from './numbers.js';

describe('numbers of records', () => {
  test('are written by their pattern', () => {
    expect(formatNumber('PD{yyyy}{MM}{dd}-{seq:4}', 7, '2026-03-09')).toBe('PD20260309-0007');
    expect(formatNumber('{yy}/{seq:2}', 123, '2026-03-09')).toBe('26/123');
  });

  test('start anew with each period that the pattern names', () => {
    expect(numberPeriod('A{yyyy}{MM}{seq:3}', '2026-03-09')).toBe('2026-03');
    expect(numberPeriod('A{MM}{yyyy}{seq:3}', '2026-03-31')).toBe('2026-03');
    expect(numberPeriod('A{seq:3}', '2026-03-09')).toBe('');
  });

  test.each(['A{yyyy}', '{seq:2}{seq:2}', '{seq}', '{seq:0}', '{year}{seq:2}', 'A{seq:2', 'A}{seq:2}'])(
    '%j is no pattern',
    (pattern) => {
      expect(parseNumberPattern(pattern)).toMatchObject({ ok: false, error: { code: 'number_pattern' } });
    },
  );
});
