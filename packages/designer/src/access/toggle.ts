import type { FormDefinition, RoleDefinition } from '@dougong/kernel/metadata';
import { actionsBehind } from './actions.js';
import { gives, ownGrant, withAction } from './grants.js';

/** A place of the grid: one action, or the form's own together, of one form for one role. */
export interface Place {
  readonly form: string;
  readonly role: string;
  readonly action: string;
}

/** How much of what a place means a role gives. */
export interface Standing {
  readonly given: number;
  readonly of: number;
  /** All of it comes from grants for every form, which are not taken back here. */
  readonly isInherited: boolean;
}

export function standingAt(role: RoleDefinition, form: FormDefinition, action: string): Standing {
  const meant = actionsBehind(form, action);
  const given = meant.filter((each) => gives(role, form.key, each));
  const isOwn = given.some((each) => givesItself(role, form.key, each));
  return { given: given.length, of: meant.length, isInherited: given.length > 0 && !isOwn };
}

/**
 * Gives everything that the places mean, or takes it where all of it is given. What comes from grants for every form or for
 * every action stays; where nothing else is left to change, no role comes back.
 */
export function toggled(
  roles: readonly RoleDefinition[],
  forms: readonly FormDefinition[],
  places: readonly Place[],
): readonly RoleDefinition[] {
  const byKey = new Map(roles.map((role) => [role.key, role]));
  const meant = places.flatMap(({ form: key, role, action }) => {
    const form = forms.find((each) => each.key === key);
    return form && byKey.has(role)
      ? actionsBehind(form, action).map((each) => ({ form: key, role, action: each }))
      : [];
  });
  const isGiven = meant.every(({ form, role, action }) => {
    const found = byKey.get(role);
    return found !== undefined && gives(found, form, action);
  });
  const changed = new Set<string>();
  for (const { form, role, action } of meant) {
    const found = byKey.get(role);
    const isOpen = found && (isGiven ? givesItself(found, form, action) : !gives(found, form, action));
    if (!found || !isOpen) continue;
    byKey.set(role, withAction(found, form, action, !isGiven));
    changed.add(role);
  }
  return [...changed].flatMap((key) => byKey.get(key) ?? []);
}

/** The first grant for the form names the action, so it can be taken out of it. */
function givesItself(role: RoleDefinition, form: string, action: string): boolean {
  return ownGrant(role, form)?.actions.includes(action) === true;
}
