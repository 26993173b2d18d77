import { issue, pointer } from '../../../foundation/index.js';
import type { Issue } from '../../../foundation/index.js';
import type { CheckFlowContext } from '../check-context.js';
import type { Drawing } from '../drawing.js';
import { about } from '../finding.js';
import type { Finding } from '../finding.js';

/** What the head of the flow names must exist: states, the administrator's role, the working calendar. */
export function checkNames({ definition }: Drawing, context: CheckFlowContext): readonly Finding[] {
  const { admin, settings } = definition;
  return [
    ...Object.entries(definition.states).flatMap(([when, state]) =>
      isKnown(state, context.states) ? [] : headIssue('unknown_state', pointer('/states', when), { state }),
    ),
    ...(isKnown(admin, context.roles) ? [] : headIssue('unknown_role', '/admin', { role: admin })),
    ...(isKnown(settings?.calendar, context.calendars)
      ? []
      : headIssue('unknown_calendar', '/settings/calendar', { calendar: settings?.calendar })),
  ];
}

/** A name that is not given, or whose kind is not checked, is no fault. */
function isKnown(name: string | undefined, known: readonly string[] | undefined): boolean {
  return name === undefined || known === undefined || known.includes(name);
}

function headIssue(code: string, path: string, params: Issue['params']): readonly Finding[] {
  return [about(issue(code, path, params), [])];
}
