import type { FieldMask } from '../metadata/index.js';
import { sightOf } from './field-sight.js';
import { countedGroups, isAbout, WILDCARD } from './held-grant.js';
import type { HeldGrant } from './held-grant.js';
import { isPathHidden } from './mask.js';
import { isInState, isWithin, meets } from './row-scope.js';
import type { RecordRelation, RowScope } from './row-scope.js';

/** What is asked: may he do this with the form, with this record, and does he see this field there. */
export interface AccessQuestion {
  readonly form: string;
  readonly action: string;
  /** How the record asked about stands to him; without it the form as a whole is meant. */
  readonly relation?: RecordRelation;
  readonly field?: string;
}

/** What a grant contributed. */
export type GrantOutcome =
  /** It gives what was asked. */
  | 'gives'
  /** It would, but he does not hold the role. */
  | 'not_held'
  /** It is about other actions of the form. */
  | 'other_action'
  /** It does not reach the record. */
  | 'out_of_reach'
  /** It does not reach records in this state. */
  | 'other_state'
  /** The record does not meet its condition. */
  | 'condition_not_met'
  /** It gives the action and keeps the field back. */
  | 'field_hidden'
  | 'field_masked'
  | 'field_read_only';

/** One grant and what came of it. */
export interface ConsideredGrant {
  readonly role: string;
  readonly at: number;
  readonly outcome: GrantOutcome;
  readonly rows: RowScope[number];
}

/** How a field is seen. */
export type FieldAnswer = 'shown' | 'masked' | 'read_only' | 'hidden';

/** An answer with its reasons. */
export interface Explanation {
  readonly allowed: boolean;
  readonly field?: FieldAnswer;
  readonly mask?: FieldMask;
  /** The grant that settles it: the one that gives it, or, where a field is kept back, the one that keeps it back. */
  readonly deciding?: ConsideredGrant;
  /** Every grant that is about the form, in the order of the roles. */
  readonly considered: readonly ConsideredGrant[];
}

/** Answers an access question with the grants it comes from. The answer is the one that the decision gives. */
export function explain(
  grants: readonly HeldGrant[],
  roles: readonly string[],
  question: AccessQuestion,
): Explanation {
  const about = grants.filter(({ grant }) => grant.form === WILDCARD || grant.form === question.form);
  const considered = about.map((each) => consider(each, roles, question));
  const given = about.filter((each) => GIVES.has(consider(each, roles, question).outcome));
  const allowed = given.length > 0;
  const field = allowed ? fieldIn(about, roles, question) : {};
  return { allowed, ...field, ...decidingOf(considered, allowed, field.field), considered };
}

const KEEPS: ReadonlySet<GrantOutcome> = new Set(['field_hidden', 'field_masked', 'field_read_only']);
const GIVES: ReadonlySet<GrantOutcome> = new Set(['gives', ...KEEPS]);

function consider(held: HeldGrant, roles: readonly string[], question: AccessQuestion): ConsideredGrant {
  return { role: held.role.key, at: held.at, rows: held.reach, outcome: outcomeOf(held, roles, question) };
}

function outcomeOf(
  { role, grant, reach }: HeldGrant,
  roles: readonly string[],
  { form, action, relation, field }: AccessQuestion,
): GrantOutcome {
  if (!isAbout(grant, form, action)) return 'other_action';
  if (relation && !isWithin(reach, relation)) return 'out_of_reach';
  if (relation && !isInState(reach, relation)) return 'other_state';
  if (relation && !meets(reach, relation)) return 'condition_not_met';
  if (!roles.includes(role.key)) return 'not_held';
  if (field === undefined) return 'gives';
  const { hidden, masked, readOnly } = sightOf([[grant]]);
  if (isPathHidden(new Set(masked.keys()), field)) return 'field_masked';
  if (isPathHidden(hidden, field)) return 'field_hidden';
  return isPathHidden(readOnly, field) ? 'field_read_only' : 'gives';
}

/** The field as the decision on the whole form shows it: what a narrow grant shows does not widen a wide one. */
function fieldIn(
  about: readonly HeldGrant[],
  roles: readonly string[],
  { form, action, field }: AccessQuestion,
): Pick<Explanation, 'field' | 'mask'> {
  if (field === undefined) return {};
  const held = about.filter(({ role }) => roles.includes(role.key));
  const groups = countedGroups(held, form, action);
  const { hidden, masked, readOnly } = sightOf(groups.map((group) => group.map(({ grant }) => grant)));
  const mask = [...masked].find(([path]) => isPathHidden(new Set([path]), field))?.[1];
  if (mask) return { field: 'masked', mask };
  if (isPathHidden(hidden, field)) return { field: 'hidden' };
  return { field: isPathHidden(readOnly, field) ? 'read_only' : 'shown' };
}

function decidingOf(
  considered: readonly ConsideredGrant[],
  allowed: boolean,
  field: FieldAnswer | undefined,
): Pick<Explanation, 'deciding'> {
  const keeps = field !== undefined && field !== 'shown';
  const found = allowed
    ? considered.find(({ outcome }) => (keeps ? KEEPS.has(outcome) : outcome === 'gives'))
    : undefined;
  return found ? { deciding: found } : {};
}
