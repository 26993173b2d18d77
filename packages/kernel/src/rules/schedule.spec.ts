import fc from 'fast-check';
import { parseCron } from './cron.js';
import { isDue, nextDue } from './schedule.js';

const next = (cron: string, after: string) => nextDue({ cron }, after);

describe('schedules', () => {
  test.each([
    ['30 8 * * *', '2026-03-05T08:29', '2026-03-05T08:30'],
    ['30 8 * * *', '2026-03-05T08:30', '2026-03-06T08:30'],
    ['0 9 * * 1-5', '2026-03-06T10:00', '2026-03-09T09:00'],
    ['0 0 1 * *', '2026-01-31T12:00', '2026-02-01T00:00'],
    ['0 0 29 2 *', '2026-03-01T00:00', '2028-02-29T00:00'],
    ['*/15 8-9 * * *', '2026-03-05T09:45', '2026-03-06T08:00'],
    ['5,35 * * * *', '2026-03-05T23:40', '2026-03-06T00:05'],
    ['0 8 * * 0', '2026-03-05T00:00', '2026-03-08T08:00'],
    ['0 8 * * 7', '2026-03-05T00:00', '2026-03-08T08:00'],
    // As everywhere, one of the two days is enough when both are named.
    ['0 8 13 * 5', '2026-03-05T00:00', '2026-03-06T08:00'],
  ])('%s after %s is due at %s', (cron, after, expected) => {
    expect(next(cron, after)).toBe(expected);
  });

  test.each([
    '* * * *',
    '60 * * * *',
    '* 24 * * *',
    '* * 0 * *',
    '5-1 * * * *',
    '*/0 * * * *',
    'a b c d e',
    '@daily',
  ])('%s is refused', (cron) => {
    expect(parseCron(cron)).toMatchObject({ ok: false, error: { code: 'bad_cron' } });
    expect(next(cron, '2026-03-05T08:00')).toBeUndefined();
  });

  test('a day that never comes is never due, and that is known at once', () => {
    expect(next('0 0 30 2 *', '2026-03-05T08:00')).toBeUndefined();
  });

  test('a length of time counts from the calendar day on which it begins, whenever it was asked last', () => {
    const schedule = { every: 'PT8H', from: '2026-03-05' };
    expect(nextDue(schedule, '2026-01-01T00:00')).toBe('2026-03-05T00:00');
    expect(nextDue(schedule, '2026-03-05T00:00')).toBe('2026-03-05T08:00');
    expect(nextDue(schedule, '2026-03-05T09:13')).toBe('2026-03-05T16:00');
    expect(nextDue({ every: 'PT10S' }, '2026-03-05T09:13')).toBeUndefined();
  });

  test('begin on their calendar day', () => {
    expect(nextDue({ cron: '0 8 * * *', from: '2026-04-01' }, '2026-03-05T09:00')).toBe('2026-04-01T08:00');
  });

  test('that slept over several due minutes are due, once', () => {
    const schedule = { cron: '0 8 * * *' };
    expect(isDue(schedule, '2026-03-01T08:00', '2026-03-05T12:00')).toBe(true);
    expect(isDue(schedule, '2026-03-05T12:00', '2026-03-05T12:05')).toBe(false);
    expect(isDue(schedule, '2026-03-05T07:59', '2026-03-05T08:00')).toBe(true);
  });

  test('the next minute is always later, and is one that the text names', () => {
    const minute = fc
      .date({
        min: new Date('2024-01-01T00:00:00Z'),
        max: new Date('2030-01-01T00:00:00Z'),
        noInvalidDate: true,
      })
      .map((date) => date.toISOString().slice(0, 16));
    fc.assert(
      fc.property(minute, fc.nat(59), fc.nat(23), fc.integer({ min: 1, max: 28 }), (after, m, h, d) => {
        const due = next(`${m} ${h} ${d} * *`, after) ?? '';
        expect(due > after).toBe(true);
        const two = (value: number) => String(value).padStart(2, '0');
        expect(due.slice(8)).toBe(`${two(d)}T${two(h)}:${two(m)}`);
      }),
    );
  });
});
