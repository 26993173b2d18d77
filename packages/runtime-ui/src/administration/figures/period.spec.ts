import { daysOf, lastDays, periodOf } from './period.js';

/** Already the 22nd where the business is. */
const NOW = '2026-11-21T17:00:00Z';

describe('a period', () => {
  it('of some days ends today, and counts today', () => {
    expect(lastDays(7, NOW)).toEqual({ from: '2026-11-16', to: '2026-11-22' });
  });

  it('is the one that the address names', () => {
    const search = new URLSearchParams('from=2026-01-01&to=2026-01-31');
    expect(periodOf(search, NOW)).toEqual({ from: '2026-01-01', to: '2026-01-31' });
  });

  it.each(['', 'from=2026-01-01', 'from=2026-02-01&to=2026-01-01', 'from=x&to=y'])(
    'is the last thirty days when the address says "%s"',
    (search) => {
      expect(periodOf(new URLSearchParams(search), NOW)).toEqual({ from: '2026-10-24', to: '2026-11-22' });
    },
  );

  it('is known again by its number of days', () => {
    expect(daysOf(lastDays(90, NOW), NOW)).toBe(90);
    expect(daysOf({ from: '2026-01-01', to: '2026-01-31' }, NOW)).toBeUndefined();
  });
});
