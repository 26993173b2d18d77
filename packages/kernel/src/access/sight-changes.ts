import type { AccessDecision, AccessPolicy } from './decide.js';
import { isPathHidden } from './mask.js';
import type { RowScope } from './row-scope.js';
import type { Subject } from './subject.js';

/** What a change of roles does to people. */
export type AccessChangeKind =
  | 'gains_action'
  | 'loses_action'
  | 'other_rows'
  | 'gains_field'
  | 'loses_field'
  | 'field_masked'
  | 'may_write_field'
  | 'may_not_write_field';

/** One change with everybody whom it meets. */
export interface AccessChange {
  readonly form: string;
  readonly what: AccessChangeKind;
  /** The action, or the field. */
  readonly subject?: string;
  readonly people: readonly string[];
}

/** A form with what can be granted on it. */
export interface GrantableForm {
  readonly key: string;
  readonly actions: readonly string[];
  /** Paths of fields: `cost`, `lines.cost`. */
  readonly fields: readonly string[];
}

/** What each of these people will see and do otherwise once the other policy holds. */
export function accessChanges(
  before: AccessPolicy,
  after: AccessPolicy,
  forms: readonly GrantableForm[],
  people: readonly Subject[],
): readonly AccessChange[] {
  const met = new Map<string, { change: Omit<AccessChange, 'people'>; people: string[] }>();
  for (const form of forms)
    for (const person of people)
      for (const change of changesFor(before, after, form, person)) {
        const key = JSON.stringify([change.form, change.what, change.subject]);
        const known = met.get(key) ?? { change, people: [] };
        known.people.push(person.id);
        met.set(key, known);
      }
  return [...met.values()].map(({ change, people: ids }) => ({ ...change, people: ids }));
}

type Found = Omit<AccessChange, 'people'>;

function changesFor(
  before: AccessPolicy,
  after: AccessPolicy,
  { key: form, actions, fields }: GrantableForm,
  person: Subject,
): readonly Found[] {
  const ofActions = actions.flatMap((action): Found[] => {
    const [was, is] = [before.can(person, form, action).allowed, after.can(person, form, action).allowed];
    return was === is ? [] : [{ form, what: is ? 'gains_action' : 'loses_action', subject: action }];
  });
  const [was, is] = [before.can(person, form, 'read'), after.can(person, form, 'read')];
  // Whoever reads the form anew, or no more, is told that and not every field of it.
  if (!was.allowed || !is.allowed) return ofActions;
  const rows: Found[] = sameRows(was.rows, is.rows) ? [] : [{ form, what: 'other_rows' }];
  return [...ofActions, ...rows, ...fields.flatMap((field) => fieldChange(form, field, was, is))];
}

function fieldChange(form: string, field: string, was: AccessDecision, is: AccessDecision): readonly Found[] {
  const [old, now] = [sightIn(was, field), sightIn(is, field)];
  if (old === now) return [];
  const told = (what: AccessChangeKind): readonly Found[] => [{ form, what, subject: field }];
  if (now === 'hidden') return told('loses_field');
  if (now === 'masked') return told('field_masked');
  if (old === 'hidden' || old === 'masked') return told('gains_field');
  return told(now === 'read_only' ? 'may_not_write_field' : 'may_write_field');
}

/** How a decision shows a field. */
export function sightIn(
  { hidden, masked, readOnly }: AccessDecision,
  field: string,
): 'shown' | 'read_only' | 'masked' | 'hidden' {
  if (isPathHidden(new Set(masked.keys()), field)) return 'masked';
  if (isPathHidden(hidden, field)) return 'hidden';
  return isPathHidden(readOnly, field) ? 'read_only' : 'shown';
}

function sameRows(one: RowScope, other: RowScope): boolean {
  const names = (scope: RowScope) =>
    scope.map(({ rows, states, where }) => JSON.stringify([rows, states, where])).sort();
  return JSON.stringify(names(one)) === JSON.stringify(names(other));
}
