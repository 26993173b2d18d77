import { instantText } from './type-parsers.js';

describe('instants from the database', () => {
  test.each([
    ['2026-11-22 08:30:00+00', '2026-11-22T08:30:00.000Z'],
    ['2026-11-22 08:30:00.1+00', '2026-11-22T08:30:00.100Z'],
    ['2026-11-22 08:30:00.123987+00', '2026-11-22T08:30:00.123Z'],
    ['2026-11-22 16:30:00.5+08', '2026-11-22T08:30:00.500Z'],
    ['2026-11-22 14:00:00+05:30', '2026-11-22T08:30:00.000Z'],
    ['infinity', 'infinity'],
  ])('%s is written as %s', (text, expected) => {
    expect(instantText(text)).toBe(expected);
  });
});
