import { organisationOf } from '../access/index.js';
import type { RecordData, WireValue } from '../expression/index.js';
import { isBlank, rowsOf } from '../forms/index.js';
import type { FieldModel } from '../forms/index.js';
import { issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { Moment } from './moment.js';
import { findDefinition } from './release.js';

/** Fields that take only some people, departments or choices of those there are, in the header and in lines. */

/**
 * What newly stands in a field without being among what the field takes: a user without its role or post, a department
 * that is closed, a choice that is not offered any more. What stood there before stays, and fields of the server are not
 * the caller's fault, so neither is looked at.
 * @param before the record before this change; left out for a new one.
 */
export function checkPeople(
  moment: Moment,
  record: RecordData,
  before: RecordData | undefined,
): readonly Issue[] {
  const { model } = moment;
  const columns = model.lines.flatMap((line) => {
    const fields = limited(line.fields);
    if (fields.length === 0) return [];
    const earlier = new Map(rowsOf(before ?? {}, line.key).map((row) => [row.id, row]));
    return rowsOf(record, line.key).flatMap((row, index) =>
      misplaced(moment, fields, row, earlier.get(row.id), pointer('', line.key, index)),
    );
  });
  return [...misplaced(moment, limited(model.fields), record, before, ''), ...columns];
}

const limitedFields = new WeakMap<readonly FieldModel[], readonly FieldModel[]>();

/** Most fields take whatever fits their kind; which do not is worked out once. */
function limited(fields: readonly FieldModel[]): readonly FieldModel[] {
  const known = limitedFields.get(fields) ?? fields.filter((field) => !field.serverOwned && isLimited(field));
  limitedFields.set(fields, known);
  return known;
}

function isLimited({ user, department, schema }: FieldModel): boolean {
  return (
    user?.role !== undefined ||
    user?.post !== undefined ||
    department !== undefined ||
    closed(schema).length > 0
  );
}

/** Choices that are not offered any more. */
function closed(schema: object): readonly string[] {
  return (schema as { readonly 'x-closed'?: readonly string[] })['x-closed'] ?? [];
}

function misplaced(
  moment: Moment,
  fields: readonly FieldModel[],
  holder: RecordData,
  before: RecordData | undefined,
  at: string,
): readonly Issue[] {
  return fields.flatMap((field) => {
    const earlier = textsOf(before?.[field.key]);
    const fresh = textsOf(holder[field.key]).filter((value) => !earlier.includes(value));
    const fault = isMoved(field, earlier, holder[field.key])
      ? issue('organisation_stays', '', { field: field.path })
      : fresh.flatMap((value) => faultOf(moment, field, value) ?? [])[0];
    return fault ? [{ ...fault, path: pointer(at, field.key) }] : [];
  });
}

/** Books, numbers and rights hang on the organisation of a record: it is not moved to another one. */
function isMoved(
  { department }: FieldModel,
  earlier: readonly string[],
  now: WireValue | undefined,
): boolean {
  return department?.isOrganisation === true && earlier.length > 0 && earlier[0] !== now;
}

function textsOf(value: WireValue | undefined): readonly string[] {
  if (isBlank(value)) return [];
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((each) => typeof each === 'string');
}

function faultOf({ facts, release }: Moment, field: FieldModel, value: string): Issue | undefined {
  const { people } = facts;
  const { role, post } = field.user ?? {};
  const params = { field: field.path };
  if (role !== undefined && !people.usersOfRole(role).includes(value))
    return issue('user_not_in_role', '', {
      ...params,
      role: findDefinition(release, 'role', role)?.title ?? role,
    });
  if (post !== undefined && !people.usersOfPost(post).includes(value))
    return issue('user_not_of_post', '', { ...params, post });
  if (field.department && !isOffered(people, field.department.below, value))
    return issue('unknown_department_chosen', '', params);
  if (field.department?.isOrganisation && organisationOf(people, value) !== value)
    return issue('department_no_organisation', '', params);
  return closed(field.schema).includes(value) ? issue('choice_unknown', '', { value }) : undefined;
}

const LEVELS_MAX = 50;

function isOffered(
  people: Moment['facts']['people'],
  below: string | undefined,
  department: string,
): boolean {
  if (people.isOpenDepartment?.(department) === false) return false;
  if (below === undefined) return true;
  let above: string | undefined = department;
  for (let level = 0; level < LEVELS_MAX && above !== undefined; level += 1) {
    if (above === below) return true;
    above = people.parentOf(above);
  }
  return false;
}
