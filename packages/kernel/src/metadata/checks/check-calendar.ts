import { buildCalendar } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type { CalendarDefinition } from '../calendar.js';

/** Hours in order within their day, every date once, and somebody works at some time. */
export function checkCalendar(definition: CalendarDefinition): readonly Issue[] {
  const built = buildCalendar(definition);
  return built.ok ? [] : built.error;
}
