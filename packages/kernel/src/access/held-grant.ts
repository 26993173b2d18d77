import type { FormGrant, RoleDefinition } from '../metadata/index.js';
import { isEverything } from './row-scope.js';
import type { RowReach } from './row-scope.js';

/** A grant of a role, ready to answer. */
export interface HeldGrant {
  readonly role: RoleDefinition;
  /** Its place among the grants of the role. */
  readonly at: number;
  readonly grant: FormGrant;
  readonly reach: RowReach;
}

/** Stands for every form, action or register. */
export const WILDCARD = '*';

/** Whether a grant is about an action of a form. */
export function isAbout(grant: FormGrant, form: string, action: string): boolean {
  return names(grant.form, form) && grant.actions.some((granted) => names(granted, action));
}

function names(granted: string, wanted: string): boolean {
  return granted === WILDCARD || granted === wanted;
}

/**
 * The grants that an answer goes by, those that reach the same records together. Where some give every record, they
 * alone count.
 */
export function countedGroups(
  held: readonly HeldGrant[],
  form: string,
  action: string,
): readonly (readonly HeldGrant[])[] {
  const matching = held.filter(({ grant }) => isAbout(grant, form, action));
  const whole = matching.filter(({ reach }) => isEverything([reach]));
  const groups = new Map<string, HeldGrant[]>();
  for (const each of whole.length > 0 ? whole : matching) {
    const { rows, states, where } = each.reach;
    const key = JSON.stringify([rows, states ?? null, where ?? null]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
}
