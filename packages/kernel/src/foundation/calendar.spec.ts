import fc from 'fast-check';
import { calendarOf, faultsOf } from './calendar.fixtures.js';
import type { CalendarPlan, WorkingCalendar } from './calendar.js';
import { buildCalendar } from './calendar.js';
import { WEEKDAYS } from './calendar-days.js';
import { addWorking, addWorkingTime, isWorkingTime, workingBetween } from './calendar-time.js';

const HOUR = 3_600_000;
const office = calendarOf();

/** Local time of the business; 2026-11-20 is a Friday. */
const at = (local: string) => new Date(`${local}:00.000+08:00`).toISOString();

function due(calendar: WorkingCalendar, from: string, duration: string): string {
  const added = addWorking(calendar, at(from), duration);
  if (!added.ok) return added.error.code;
  return new Date(Date.parse(added.value) + 8 * HOUR).toISOString().slice(0, 16);
}

describe('a task that is due in working time', () => {
  test.each([
    ['the same morning', '2026-11-20T09:00', 'PT2H', '2026-11-20T11:00'],
    ['after the lunch break', '2026-11-20T11:00', 'PT2H', '2026-11-20T14:00'],
    ['on Monday when the week is over', '2026-11-20T17:00', 'PT2H', '2026-11-23T10:00'],
    ['counted from the morning when it comes at night', '2026-11-20T03:00', 'PT1H', '2026-11-20T10:00'],
    ['counted from Monday when it comes on Saturday', '2026-11-21T12:00', 'PT1H', '2026-11-23T10:00'],
    ['when the day ends, not when the next one begins', '2026-11-20T09:00', 'PT8H', '2026-11-20T18:00'],
    ['at the same hour two working days later', '2026-11-19T10:00', 'P2D', '2026-11-23T10:00'],
    ['a week later, five working days on', '2026-11-18T15:30', 'P1W', '2026-11-25T15:30'],
    ['across the turn of the year', '2026-12-31T17:00', 'P1DT1H', '2027-01-01T18:00'],
  ])('is due %s', (_, from, duration, expected) => {
    expect(due(office, from, duration)).toBe(expected);
  });

  test('passes over a holiday, and uses the Saturday that is worked for it', () => {
    const calendar = calendarOf({
      holidays: [{ from: '2026-11-23', to: '2026-11-25' }],
      workingDays: [{ date: '2026-11-21' }],
    });
    expect(due(calendar, '2026-11-20T17:00', 'PT2H')).toBe('2026-11-21T10:00');
    expect(due(calendar, '2026-11-20T17:00', 'PT10H')).toBe('2026-11-26T10:00');
    expect(isWorkingTime(calendar, at('2026-11-21T13:00'))).toBe(true);
    expect(isWorkingTime(calendar, at('2026-11-23T13:00'))).toBe(false);
  });

  test('knows days with hours of their own', () => {
    const calendar = calendarOf({
      week: [{ day: 'fri' }, { day: 'sat', hours: [{ from: '09:00', to: '11:00' }] }],
      workingDays: [{ date: '2026-11-22', hours: [{ from: '22:00', to: '24:00' }] }],
    });
    expect(due(calendar, '2026-11-20T18:00', 'PT2H')).toBe('2026-11-21T11:00');
    expect(due(calendar, '2026-11-20T18:00', 'PT4H')).toBe('2026-11-23T00:00');
    expect(due(calendar, '2026-11-20T18:00', 'PT5H')).toBe('2026-11-27T10:00');
  });

  test('goes by the clock of the place', () => {
    const there = calendarOf({ utcOffset: '-05:00' });
    const added = addWorking(there, '2026-11-20T13:00:00.000Z', 'PT1H');
    expect(added).toEqual({ ok: true, value: '2026-11-20T15:00:00.000Z' });
  });

  test('ends where it begins when there is nothing to work, and is refused when it is no length', () => {
    expect(due(office, '2026-11-21T12:00', 'PT0H')).toBe('2026-11-21T12:00');
    expect(due(office, '2026-11-21T12:00', 'P1M')).toBe('bad_duration');
  });

  test('is refused when it lies more than a century ahead', () => {
    const rare = calendarOf({ week: [{ day: 'mon', hours: [{ from: '09:00', to: '09:01' }] }] });
    expect(due(rare, '2026-11-20T09:00', 'P99D')).toBe('beyond_calendar');
  });
});

describe('a calendar', () => {
  const span = (from: string, to: string) => [{ from, to }];

  test.each<[string, Partial<CalendarPlan>, string]>([
    ['hours over midnight', { hours: span('22:00', '06:00') }, 'hours_over_midnight /hours/0/to'],
    ['hours of no length', { hours: span('09:00', '09:00') }, 'hours_over_midnight /hours/0/to'],
    [
      'hours that overlap',
      { hours: [...span('09:00', '13:00'), ...span('12:00', '18:00')] },
      'hours_overlap /hours/1/from',
    ],
    ['a weekday twice', { week: [{ day: 'mon' }, { day: 'mon' }] }, 'duplicate /week/1/day'],
    ['a week without work', { week: [] }, 'calendar_without_hours /week'],
    ['a week of days without hours', { week: [{ day: 'mon', hours: [] }] }, 'calendar_without_hours /week'],
    ['a day that no month has', { holidays: [{ from: '2026-02-29' }] }, 'date_invalid /holidays/0/from'],
    [
      'a holiday that ends before it begins',
      { holidays: [{ from: '2026-02-02', to: '2026-02-01' }] },
      'limits_crossed /holidays/0/from',
    ],
    [
      'a holiday of years',
      { holidays: [{ from: '2026-02-02', to: '2029-02-01' }] },
      'holiday_too_long /holidays/0/to',
    ],
    [
      'a day that is both off and worked',
      { holidays: [{ from: '2026-02-02' }], workingDays: [{ date: '2026-02-02' }] },
      'duplicate /workingDays/0/date',
    ],
  ])('is refused for %s', (_, parts, fault) => {
    expect(faultsOf(parts)).toEqual([fault]);
  });
});

/** Spans between rising quarter hours of a day. */
const hours = fc
  .uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 2, maxLength: 8 })
  .map((marks) => marks.toSorted((one, other) => one - other))
  .map((marks) =>
    Array.from({ length: Math.floor(marks.length / 2) }, (_, index) => ({
      from: clock(marks[2 * index] ?? 0),
      to: clock(marks[2 * index + 1] ?? 96),
    })),
  );

function clock(quarters: number): string {
  return `${String(Math.floor(quarters / 4)).padStart(2, '0')}:${String((quarters % 4) * 15).padStart(2, '0')}`;
}

const days = fc
  .uniqueArray(fc.integer({ min: 0, max: 120 }), { maxLength: 20 })
  .map((offsets) => offsets.map((offset) => dateOf('2026-01-01', offset)));

function dateOf(first: string, offset: number): string {
  return new Date(Date.parse(first) + offset * 24 * HOUR).toISOString().slice(0, 10);
}

/** Any calendar in which somebody works, with holidays and working days in the months around its moments. */
const calendars = fc
  .record({
    hours,
    weekdays: fc.subarray([...WEEKDAYS], { minLength: 1 }),
    own: hours,
    exceptions: days,
    off: fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
  })
  .map(({ hours: ordinary, weekdays, own, exceptions, off }): WorkingCalendar => {
    const built = buildCalendar({
      hours: ordinary,
      week: weekdays.map((day, index) => (index === 1 ? { day, hours: own } : { day })),
      holidays: exceptions.filter((_, index) => off[index]).map((from) => ({ from })),
      workingDays: exceptions
        .filter((_, index) => !off[index])
        .map((date, index) => (index % 2 ? { date } : { date, hours: own })),
    });
    if (!built.ok) throw new Error(JSON.stringify(built.error));
    return built.value;
  });

const moments = fc
  .integer({ min: Date.parse('2025-12-01'), max: Date.parse('2026-06-01') })
  .map((milliseconds) => new Date(milliseconds).toISOString());
const lengths = fc.integer({ min: 0, max: 1000 * HOUR });

function reached(calendar: WorkingCalendar, from: string, length: number): string {
  const added = addWorkingTime(calendar, from, length);
  if (!added.ok) throw new Error(added.error.code);
  return added.value;
}

describe('whatever the calendar', () => {
  test('as much has been worked when a length is over as the length says', () => {
    fc.assert(
      fc.property(calendars, moments, lengths, (calendar, from, length) => {
        expect(workingBetween(calendar, from, reached(calendar, from, length))).toBe(length);
      }),
    );
  });

  test('nothing shorter is enough: a millisecond earlier less has been worked', () => {
    fc.assert(
      fc.property(calendars, moments, lengths, (calendar, from, length) => {
        const end = Date.parse(reached(calendar, from, length + 1));
        expect(workingBetween(calendar, from, new Date(end - 1).toISOString())).toBe(length);
      }),
    );
  });

  test('who begins later or has more to do is not done earlier', () => {
    fc.assert(
      fc.property(calendars, moments, moments, lengths, lengths, (calendar, one, other, short, long) => {
        const [first, second] = [one, other].toSorted();
        const [less = 0, more = 0] = [short, long].toSorted((a, b) => a - b);
        expect(reached(calendar, first ?? one, less) <= reached(calendar, second ?? other, more)).toBe(true);
      }),
    );
  });

  test('work between moments adds up, and turns its sign with its direction', () => {
    fc.assert(
      fc.property(calendars, moments, moments, moments, (calendar, one, two, three) => {
        const way = workingBetween(calendar, one, two) + workingBetween(calendar, two, three);
        expect(way).toBe(workingBetween(calendar, one, three));
        expect(workingBetween(calendar, one, two) + workingBetween(calendar, two, one)).toBe(0);
      }),
    );
  });

  test('reckoning by weeks gives what counting minute by minute gives', () => {
    fc.assert(
      fc.property(calendars, moments, fc.integer({ min: 0, max: 20_000 }), (calendar, from, minutes) => {
        const start = Math.floor(Date.parse(from) / 60_000) * 60_000;
        const marks = Array.from({ length: minutes }, (_, index) =>
          new Date(start + index * 60_000).toISOString(),
        );
        const counted = marks.filter((mark) => isWorkingTime(calendar, mark)).length;
        const end = new Date(start + minutes * 60_000).toISOString();
        expect(workingBetween(calendar, new Date(start).toISOString(), end)).toBe(counted * 60_000);
      }),
      { numRuns: 20 },
    );
  });
});
