import type { AccessPolicy } from './decide.js';
import type { Subject } from './subject.js';

/** Actions of a form, or all of them. */
export interface FormScope {
  /** A form's key, or `*`. */
  readonly form: string;
  readonly actions: readonly string[];
}

/**
 * What a key of a program may do of what its account may. It takes away and never gives: what stands in neither list is
 * not for this key.
 */
export interface KeyScope {
  /** Nothing is changed with it, whatever else is said. */
  readonly readOnly?: boolean;
  readonly forms?: readonly FormScope[];
  readonly registers?: readonly string[];
  readonly rights?: readonly string[];
}

const WILDCARD = '*';
const READING: readonly string[] = ['read', 'export'];

/** Whether a scope has an action of a form in it; no scope has everything in it. */
export function hasFormAction(scope: KeyScope | undefined, form: string, action: string): boolean {
  if (scope === undefined) return true;
  if (scope.readOnly === true && !READING.includes(action)) return false;
  return (scope.forms ?? []).some((each) => isNamed([each.form], form) && isNamed(each.actions, action));
}

/** The policy for subjects that may come with a key: what is beyond its scope is refused as to somebody without roles. */
export function withinKeyScopes(policy: AccessPolicy): AccessPolicy {
  return {
    ...policy,
    can: (subject, form, action) =>
      policy.can(hasFormAction(subject.scope, form, action) ? subject : withoutRoles(subject), form, action),
    canReadRegister: (subject, register) =>
      isNamed(subject.scope?.registers ?? (subject.scope ? [] : [WILDCARD]), register) &&
      policy.canReadRegister(subject, register),
    hasRight: (subject, right) =>
      (subject.scope === undefined || (subject.scope.rights ?? []).includes(right)) &&
      policy.hasRight(subject, right),
  };
}

function withoutRoles(subject: Subject): Subject {
  return { ...subject, roles: [], rights: [] };
}

function isNamed(granted: readonly string[], wanted: string): boolean {
  return granted.some((name) => name === WILDCARD || name === wanted);
}
