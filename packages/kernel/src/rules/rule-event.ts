import { OCCASION_EVENTS, sidesOf } from '../metadata/index.js';
import type { RuleEventType, RuleTrigger } from '../metadata/index.js';

/** What happened to a record, in a form, or outside of both. */
export interface RuleEvent {
  readonly type: RuleEventType;
  /** The lifecycle action taken. */
  readonly action?: string;
  /** The state entered. */
  readonly state?: string;
  /** The rule that a schedule, a threshold or a webhook calls. */
  readonly rule?: string;
  /** The form was opened for a record that is not there yet. */
  readonly isNew?: boolean;
  /** Field paths that differ from before: `qty`, `lines.qty`. */
  readonly changed: ReadonlySet<string>;
}

const OCCASIONS: ReadonlySet<string> = new Set(OCCASION_EVENTS);

/** The types of event under which a rule is looked up. In a form, making a record is opening it and updating is typing. */
export function eventTypesOf(trigger: RuleTrigger): readonly RuleEventType[] {
  const sides = sidesOf(trigger);
  const waits = (...events: readonly RuleEventType[]): boolean =>
    trigger.on.some((each) => events.includes(each));
  const seen: RuleEventType[] = [];
  if (sides.client && waits('open', 'create')) seen.push('open');
  if (sides.client && waits('change', 'update')) seen.push('change');
  const done = trigger.on.filter((event) => event !== 'open' && event !== 'change');
  return sides.server ? [...done, ...seen] : seen;
}

interface Triggered {
  readonly key: string;
  readonly definition: { readonly trigger: RuleTrigger };
}

/** Whether an event of a type that the rule waits for is the very one: its action, its state, its own occasion. */
export function isMeant({ key, definition: { trigger } }: Triggered, event: RuleEvent): boolean {
  if (event.type === 'action') return named(trigger.actions, event.action);
  if (event.type === 'state') return named(trigger.states, event.state);
  if (event.type === 'open') return trigger.on.includes('open') || event.isNew === true;
  return !OCCASIONS.has(event.type) || event.rule === key;
}

/** Whether nothing but its type says which rules an event means. */
export function isAlwaysMeant({ type }: RuleEvent): boolean {
  return type !== 'action' && type !== 'state' && type !== 'open' && !OCCASIONS.has(type);
}

/** An action that brings changed values is an update as well: nobody goes round a rule by sending values with a button. */
export function updateIn(event: RuleEvent): RuleEvent | undefined {
  return event.type === 'action' && event.changed.size > 0 ? { ...event, type: 'update' } : undefined;
}

/** Whether a rule is asked at an event; the index of rules answers the same for many rules at once. */
export function waitsFor(
  rule: Triggered & { readonly reads: ReadonlySet<string> },
  event: RuleEvent,
): boolean {
  const update = updateIn(event);
  return isAskedAt(rule, event) || (update !== undefined && isAskedAt(rule, update));
}

function isAskedAt(rule: Triggered & { readonly reads: ReadonlySet<string> }, event: RuleEvent): boolean {
  const { trigger } = rule.definition;
  if (!eventTypesOf(trigger).includes(event.type) || !isMeant(rule, event)) return false;
  const changed = watchedKeys(event.changed);
  return watchedFields(trigger, event.type, rule.reads)?.some((field) => changed.has(field)) ?? true;
}

function named(wanted: readonly string[] | undefined, actual: string | undefined): boolean {
  return wanted === undefined || (actual !== undefined && wanted.includes(actual));
}

/**
 * The fields of which one must have changed; every other event fires whatever changed. While somebody types, a rule
 * that names no fields is asked when something that it reads changes.
 */
export function watchedFields(
  trigger: RuleTrigger,
  type: RuleEventType,
  reads: ReadonlySet<string>,
): readonly string[] | undefined {
  if (type === 'update') return trigger.fields;
  if (type !== 'change') return undefined;
  return trigger.fields ?? (reads.size === 0 ? undefined : [...watchedKeys(reads)]);
}

/** The field keys that a trigger can watch for a change of these paths: `lines.qty` is a change of `lines` too. */
export function watchedKeys(changed: ReadonlySet<string>): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const path of changed) keys.add(rootOf(path));
  return keys;
}

function rootOf(path: string): string {
  const end = path.indexOf('.');
  return end < 0 ? path : path.slice(0, end);
}
