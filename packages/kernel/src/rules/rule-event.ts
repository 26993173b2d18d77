import type { RuleDefinition } from '../metadata/index.js';

/** What happened to a record. */
export interface RuleEvent {
  readonly type: 'create' | 'update' | 'action' | 'state';
  /** The lifecycle action taken. */
  readonly action?: string;
  /** The state entered. */
  readonly state?: string;
  /** Field paths that differ from before: `qty`, `lines.qty`. */
  readonly changed: ReadonlySet<string>;
}

type Trigger = RuleDefinition['trigger'];

/** Whether an event is one that the trigger waits for, its fields aside. */
export function isTriggered(trigger: Trigger, event: RuleEvent): boolean {
  if (!trigger.on.includes(event.type)) return false;
  if (event.type === 'action') return named(trigger.actions, event.action);
  if (event.type === 'state') return named(trigger.states, event.state);
  return true;
}

function named(wanted: readonly string[] | undefined, actual: string | undefined): boolean {
  return wanted === undefined || (actual !== undefined && wanted.includes(actual));
}

/** The fields whose change an update must contain; every other event fires whatever changed. */
export function watchedFields(trigger: Trigger, type: RuleEvent['type']): readonly string[] | undefined {
  return type === 'update' ? trigger.fields : undefined;
}

/** The field keys that a trigger can watch for a change of these paths: `lines.qty` is a change of `lines` too. */
export function watchedKeys(changed: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...changed].map((path) => path.split('.', 1)[0] ?? path));
}
