import { businessDay, businessDayStart, businessMinute } from './business-day.js';

describe('the clock of the business', () => {
  test('is eight hours ahead of UTC, so its day begins in the evening of the day before', () => {
    expect(businessDay('2026-11-21T16:00:00.000Z')).toBe('2026-11-22');
    expect(businessDay('2026-11-21T15:59:59.999Z')).toBe('2026-11-21');
    expect(businessMinute('2026-11-22T08:05:30.000Z')).toBe('2026-11-22T16:05');
  });

  test('a day begins at the instant at which it becomes that day', () => {
    expect(businessDayStart('2026-11-22')).toBe('2026-11-21T16:00:00.000Z');
    expect(businessDay(businessDayStart('2028-02-29'))).toBe('2028-02-29');
  });
});
