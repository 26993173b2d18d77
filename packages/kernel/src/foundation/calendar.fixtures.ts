import { buildCalendar } from './calendar.js';
import type { CalendarPlan, WorkingCalendar } from './calendar.js';
import type { Issue } from './issue.js';

/** Monday to Friday, 09:00 to 12:00 and 13:00 to 18:00: eight hours. */
export const OFFICE_HOURS: CalendarPlan = {
  hours: [
    { from: '09:00', to: '12:00' },
    { from: '13:00', to: '18:00' },
  ],
  week: [{ day: 'mon' }, { day: 'tue' }, { day: 'wed' }, { day: 'thu' }, { day: 'fri' }],
};

/** A calendar that is known to be right. */
export function calendarOf(parts: Partial<CalendarPlan> = {}): WorkingCalendar {
  const built = buildCalendar({ ...OFFICE_HOURS, ...parts });
  if (!built.ok) throw new Error(JSON.stringify(built.error));
  return built.value;
}

/** What is wrong with a plan: `code pointer`. */
export function faultsOf(parts: Partial<CalendarPlan>): readonly string[] {
  const built = buildCalendar({ ...OFFICE_HOURS, ...parts });
  return built.ok ? [] : built.error.map(({ code, path }: Issue) => `${code} ${path}`);
}
