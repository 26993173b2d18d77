import type { FormGrant, RoleDefinition, SystemRight } from '../metadata/index.js';
import type { Subject } from './subject.js';

/** Which records of a form an answer covers. */
export type RowScope = 'all' | 'own' | 'assigned' | 'own_or_assigned';

/** What a subject may do with one action of one form. */
export interface AccessDecision {
  readonly allowed: boolean;
  /** The widest rows of any grant. */
  readonly rows: RowScope;
  /**
   * Fields that stay hidden: keys of the header or of line columns. A field is shown only where the grants that give
   * the rows all show it, so a wide grant never borrows the sight of a narrow one.
   */
  readonly hidden: ReadonlySet<string>;
}

/** How a record stands to the subject. */
export interface RecordRelation {
  readonly own: boolean;
  readonly assigned: boolean;
}

/** The grants of all roles, ready to answer. */
export interface AccessPolicy {
  can(subject: Subject, form: string, action: string): AccessDecision;
  canReadRegister(subject: Subject, register: string): boolean;
  hasRight(subject: Subject, right: SystemRight): boolean;
}

const WILDCARD = '*';
const REFUSED: AccessDecision = { allowed: false, rows: 'own', hidden: new Set() };

/** Compiles role definitions. Grants of several roles add up; a role that does not exist grants nothing. */
export function compileAccess(definitions: readonly RoleDefinition[]): AccessPolicy {
  const roles = new Map(definitions.map((role) => [role.key, role]));
  const held = (subject: Subject): readonly RoleDefinition[] =>
    subject.roles.flatMap((key) => roles.get(key) ?? []);
  return {
    can: (subject, form, action) =>
      decide(
        held(subject).flatMap((role) => role.forms),
        form,
        action,
      ),
    canReadRegister: (subject, register) =>
      held(subject).some(
        (role) => role.registers?.some((key) => key === WILDCARD || key === register) ?? false,
      ),
    hasRight: (subject, right) =>
      subject.rights.includes(right) || held(subject).some((role) => role.system?.includes(right) ?? false),
  };
}

/** Whether an allowed answer covers a record. */
export function coversRecord({ allowed, rows }: AccessDecision, relation: RecordRelation): boolean {
  const covered: Readonly<Record<RowScope, boolean>> = {
    all: true,
    own: relation.own,
    assigned: relation.assigned,
    own_or_assigned: relation.own || relation.assigned,
  };
  return allowed && covered[rows];
}

function decide(grants: readonly FormGrant[], form: string, action: string): AccessDecision {
  const matching = grants.filter(
    (grant) => names(grant.form, form) && grant.actions.some((granted) => names(granted, action)),
  );
  if (matching.length === 0) return REFUSED;
  const rows = widest(matching);
  return { allowed: true, rows, hidden: hiddenIn(matching, rows) };
}

function names(granted: string, wanted: string): boolean {
  return granted === WILDCARD || granted === wanted;
}

function widest(grants: readonly FormGrant[]): RowScope {
  const scopes = new Set(grants.map((grant) => grant.rows));
  if (scopes.has('all')) return 'all';
  if (scopes.size > 1) return 'own_or_assigned';
  return scopes.has('own') ? 'own' : 'assigned';
}

function hiddenIn(grants: readonly FormGrant[], rows: RowScope): ReadonlySet<string> {
  const scopes = rows === 'own_or_assigned' ? (['own', 'assigned'] as const) : [rows];
  return new Set(scopes.flatMap((scope) => hiddenByAll(grants.filter((grant) => grant.rows === scope))));
}

function hiddenByAll([first, ...others]: readonly FormGrant[]): readonly string[] {
  return (first?.hidden ?? []).filter((field) => others.every((grant) => grant.hidden?.includes(field)));
}
