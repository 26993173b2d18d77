import { dueAt, isQuiet, isTimeZone, USUAL_HABITS } from './index.js';
import type { Habits } from './index.js';

const night: Habits = { ...USUAL_HABITS, quietFrom: '22:00', quietTo: '07:30' };
const evening = '2026-11-22T15:10:20.000Z';

describe('when a message goes out', () => {
  test('at once, unless somebody wants to be left alone', () => {
    expect(dueAt('comment', 'now', USUAL_HABITS, evening)).toBe(evening);
    expect(dueAt('comment', 'off', USUAL_HABITS, evening)).toBeUndefined();
  });

  test('after quiet hours that pass midnight', () => {
    expect(isQuiet(night, evening)).toBe(true);
    expect(dueAt('comment', 'now', night, evening)).toBe('2026-11-22T23:30:00.000Z');
    expect(dueAt('comment', 'now', night, '2026-11-22T23:30:00.000Z')).toBe('2026-11-22T23:30:00.000Z');
  });

  test('with the digest of the day, or of the next one when that is over', () => {
    expect(dueAt('cc', 'digest', USUAL_HABITS, '2026-11-22T09:59:59.000Z')).toBe('2026-11-22T10:00:00.000Z');
    expect(dueAt('cc', 'digest', USUAL_HABITS, '2026-11-22T10:00:00.000Z')).toBe('2026-11-23T10:00:00.000Z');
  });

  test('a digest inside quiet hours waits until they are over', () => {
    expect(dueAt('cc', 'digest', { ...night, digestAt: '06:00' }, evening)).toBe('2026-11-22T23:30:00.000Z');
  });

  test('what is overdue waits for neither', () => {
    expect(dueAt('late', 'digest', night, evening)).toBe(evening);
    expect(dueAt('late', 'off', night, evening)).toBeUndefined();
  });

  test('by the clock of the zone, over a change of summer time', () => {
    const berlin: Habits = { ...USUAL_HABITS, timeZone: 'Europe/Berlin', digestAt: '18:00' };
    expect(dueAt('cc', 'digest', berlin, '2026-10-24T17:00:00.000Z')).toBe('2026-10-25T17:00:00.000Z');
    expect(dueAt('cc', 'digest', berlin, '2026-03-28T18:00:00.000Z')).toBe('2026-03-29T16:00:00.000Z');
  });

  test('quiet hours from and to the same time are none', () => {
    expect(isQuiet({ ...night, quietFrom: '07:00', quietTo: '07:00' }, evening)).toBe(false);
  });

  test('a zone that nobody knows is none', () => {
    expect(isTimeZone('Asia/Shanghai')).toBe(true);
    expect(isTimeZone('Moon/Base')).toBe(false);
  });
});
