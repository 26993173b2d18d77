import { compileCondition } from '../expression/index.js';
import type { Scope } from '../expression/index.js';
import type { FormGrant, RoleDefinition, SystemRight } from '../metadata/index.js';
import { explain } from './explain.js';
import type { AccessQuestion, Explanation } from './explain.js';
import { sightOf, WHOLE_SIGHT } from './field-sight.js';
import type { FieldSight } from './field-sight.js';
import { grantScope } from './grant-condition.js';
import { countedGroups, WILDCARD } from './held-grant.js';
import type { HeldGrant } from './held-grant.js';
import { reaches } from './row-scope.js';
import type { RecordRelation, RowReach, RowScope } from './row-scope.js';
import type { Subject } from './subject.js';

/**
 * What a subject may do with one action of one form. A field is shown only where the grants that give the rows all show
 * it, so a wide grant never borrows the sight of a narrow one.
 */
export interface AccessDecision extends FieldSight {
  readonly allowed: boolean;
  /** The rows that any grant gives. */
  readonly rows: RowScope;
}

/** The grants of all roles, ready to answer. */
export interface AccessPolicy {
  can(subject: Subject, form: string, action: string): AccessDecision;
  /** The same answer with the grants that it comes from, and those that would have changed it. */
  why(subject: Subject, question: AccessQuestion): Explanation;
  canReadRegister(subject: Subject, register: string): boolean;
  hasRight(subject: Subject, right: SystemRight): boolean;
}

const REFUSED: AccessDecision = { allowed: false, rows: [], ...WHOLE_SIGHT };

/**
 * Compiles role definitions. Grants of several roles add up; a role that does not exist grants nothing.
 * @param scopeOf the names that conditions on a form may use.
 */
export function compileAccess(
  definitions: readonly RoleDefinition[],
  scopeOf: (form: string) => Scope | undefined = () => undefined,
): AccessPolicy {
  const roles = new Map(definitions.map((role) => [role.key, grantsOf(role, scopeOf)]));
  const byKey = new Map(definitions.map((role) => [role.key, role]));
  const heldRoles = (subject: Subject) => subject.roles.flatMap((key) => byKey.get(key) ?? []);
  const held = (subject: Subject) => subject.roles.flatMap((key) => roles.get(key) ?? []);
  return {
    can: (subject, form, action) => decide(held(subject), form, action),
    why: (subject, question) => explain([...roles.values()].flat(), subject.roles, question),
    canReadRegister: (subject, register) =>
      heldRoles(subject).some(
        (role) => role.registers?.some((key) => key === WILDCARD || key === register) ?? false,
      ),
    hasRight: (subject, right) =>
      subject.rights.includes(right) ||
      heldRoles(subject).some((role) => role.system?.includes(right) ?? false),
  };
}

/** Whether an allowed answer covers a record. */
export function coversRecord({ allowed, rows }: AccessDecision, relation: RecordRelation): boolean {
  return allowed && rows.some((reach) => reaches(reach, relation));
}

function grantsOf(role: RoleDefinition, scopeOf: (form: string) => Scope | undefined): readonly HeldGrant[] {
  return role.forms.map((grant, at) => ({ role, at, grant, reach: reachOf(grant, scopeOf(grant.form)) }));
}

function reachOf({ rows, states, where }: FormGrant, scope: Scope | undefined): RowReach {
  const compiled =
    where === undefined || scope === undefined ? undefined : compileCondition(where, grantScope(scope));
  return {
    rows,
    ...(states === undefined ? {} : { states }),
    ...(where === undefined || where === true ? {} : { where }),
    ...(compiled?.ok === true ? { test: compiled.value } : {}),
  };
}

function decide(held: readonly HeldGrant[], form: string, action: string): AccessDecision {
  const groups = countedGroups(held, form, action);
  if (groups.length === 0) return REFUSED;
  const rows = groups.flatMap(([first]) => (first ? [first.reach] : []));
  return { allowed: true, rows, ...sightOf(groups.map((group) => group.map(({ grant }) => grant))) };
}
