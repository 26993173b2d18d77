import { buildCalendar, issue } from '../foundation/index.js';
import type { Issue, WorkingCalendar } from '../foundation/index.js';
import type { CalendarDefinition } from '../metadata/index.js';

export interface CompiledCalendars {
  readonly calendars: ReadonlyMap<string, WorkingCalendar>;
  readonly workingCalendar: WorkingCalendar | undefined;
  readonly issues: readonly (Issue & { readonly calendar: string })[];
}

/** Makes the calendars of a release ready and finds the one that holds where none is named. */
export function compileCalendars(definitions: readonly CalendarDefinition[]): CompiledCalendars {
  const calendars = new Map<string, WorkingCalendar>();
  const issues: (Issue & { readonly calendar: string })[] = [];
  for (const definition of definitions) {
    const built = buildCalendar(definition);
    if (built.ok) calendars.set(definition.key, built.value);
    else issues.push(...built.error.map((each) => ({ ...each, calendar: definition.key })));
  }
  const [chosen, ...others] = definitions.filter((each) => each.default === true);
  for (const { key } of others)
    issues.push({ ...issue('two_default_calendars', '/default', { calendar: chosen?.key }), calendar: key });
  const usual = chosen ?? (definitions.length === 1 ? definitions[0] : undefined);
  return { calendars, workingCalendar: usual && calendars.get(usual.key), issues };
}
