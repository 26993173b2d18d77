import { buildCalendar } from '@dougong/kernel/foundation';
import type { CalendarDefinition } from '@dougong/kernel/metadata';
import { monthsAway, weeksOf, workedIn } from './month.js';

const title = { 'zh-CN': '节', en: 'Holiday' };
const definition: CalendarDefinition = {
  kind: 'calendar',
  format: 1,
  key: 'office',
  title,
  hours: [
    { from: '08:00', to: '12:00' },
    { from: '13:00', to: '17:00' },
  ],
  week: [{ day: 'mon' }, { day: 'tue' }, { day: 'wed' }, { day: 'thu' }, { day: 'fri' }],
  holidays: [{ from: '2026-10-01', to: '2026-10-07', title }],
  workingDays: [{ date: '2026-10-10', hours: [{ from: '08:00', to: '12:00' }] }],
};
const built = buildCalendar(definition);
if (!built.ok) throw new Error('the calendar of the tests has faults');
const october = weeksOf('2026-10', definition, built.value);
const on = (date: string) => october.flat().find((day) => day.date === date);

describe('a month of a working calendar', () => {
  it('consists of whole weeks from Monday on', () => {
    expect(october.map((week) => week.length)).toEqual([7, 7, 7, 7, 7]);
    expect(october[0]?.[0]).toMatchObject({ date: '2026-09-28', isInMonth: false });
  });

  it('tells holidays, days worked in exchange, ordinary days and days of rest apart', () => {
    expect(on('2026-10-01')).toMatchObject({ kind: 'holiday', hours: 0, title });
    expect(on('2026-10-10')).toMatchObject({ kind: 'exchanged', hours: 4 });
    expect(on('2026-10-12')).toMatchObject({ kind: 'work', hours: 8 });
    expect(on('2026-10-11')).toMatchObject({ kind: 'rest', hours: 0 });
  });

  it('counts its own working days and hours only', () => {
    expect(workedIn(october)).toEqual({ days: 18, hours: 17 * 8 + 4 });
  });
});

it('months run on over the turn of the year', () => {
  expect([monthsAway('2026-12', 1), monthsAway('2026-01', -1)]).toEqual(['2027-01', '2025-12']);
});
