import type { CompiledCondition, RecordData } from '../expression/index.js';
import type { Condition, FormGrant } from '../metadata/index.js';
import { isWithinOrganisation, lineFrom, organisationOf, workingOrganisation } from './organisations.js';
import type { Departments } from './organisations.js';

/** How far a grant reaches, before states and conditions. */
export type GrantRows = FormGrant['rows'];

/** Reaches that go by the departments of whoever made the record. */
export type Neighbourhood = Exclude<GrantRows, 'all' | 'own' | 'assigned'>;

/** Reaches that go by the organisation that a record belongs to. */
export function goesByOrganisation(rows: GrantRows): rows is 'organisation' | 'organisations_below' {
  return rows === 'organisation' || rows === 'organisations_below';
}

/** The records that one grant reaches. */
export interface RowReach {
  readonly rows: GrantRows;
  readonly states?: readonly string[];
  /** The condition as it is stored, for the database. */
  readonly where?: Condition;
  /** The same, compiled; absent where it could not be, and then it is met by nothing. */
  readonly test?: CompiledCondition;
}

/** Records that any of these reaches; none where there is no reach. */
export type RowScope = readonly RowReach[];

/** How a record stands to the subject. */
export interface RecordRelation {
  readonly own: boolean;
  /** He has or had a task on it. */
  readonly assigned: boolean;
  /** Whether it was made by somebody of his department, of those below it, or of his organisation. */
  readonly near?: (rows: Neighbourhood) => boolean;
  /** The record itself names its organisation: whoever made it does not matter to reaches by organisation. */
  readonly isPlaced?: boolean;
  /** The record, for states and conditions; without it neither is met. */
  readonly record?: RecordData;
  readonly actor?: string;
}

/** Whose eyes a record is seen with, and among whom. */
export interface Onlooking {
  readonly actor: string;
  readonly involved: boolean;
  readonly people: Departments;
  /** The organisation that he has chosen to work in. */
  readonly organisation?: string | undefined;
  /** The field that names the organisation of a record, where its form has one. */
  readonly organisationField?: string | undefined;
}

/** How a record stands to a person. */
export function relationOf(record: RecordData, onlooking: Onlooking): RecordRelation {
  const { actor, involved, organisationField: field } = onlooking;
  const place = field === undefined ? undefined : textOf(record[field]);
  return {
    own: record['created_by'] === actor,
    assigned: involved,
    near: (rows) => isNear(onlooking, rows, textOf(record['created_by']), place),
    ...(place === undefined ? {} : { isPlaced: true }),
    record,
    actor,
  };
}

/** Whether the scope is every record whatever its state. */
export function isEverything(scope: RowScope): boolean {
  return scope.some(
    ({ rows, states, where }) => rows === 'all' && states === undefined && where === undefined,
  );
}

/** Whether a reach covers a record. */
export function reaches(reach: RowReach, relation: RecordRelation): boolean {
  return isWithin(reach, relation) && isInState(reach, relation) && meets(reach, relation);
}

/** Whether the record is near enough, whatever its state. */
export function isWithin({ rows }: RowReach, relation: RecordRelation): boolean {
  const { own, assigned, near, isPlaced = false } = relation;
  if (rows === 'all') return true;
  if (rows === 'own') return own;
  if (rows === 'assigned') return assigned;
  return (own && !(isPlaced && goesByOrganisation(rows))) || (near?.(rows) ?? false);
}

/** Whether the record is in a state that the reach names. */
export function isInState({ states }: RowReach, { record }: RecordRelation): boolean {
  return states === undefined || states.includes(String(record?.['status']));
}

/** Whether the record meets the condition of the reach. */
export function meets({ where, test }: RowReach, { record, actor }: RecordRelation): boolean {
  if (where === undefined) return true;
  return record !== undefined && (test?.holds({ record, variables: { actor } }) ?? false);
}

function isNear(
  { people, actor, organisation }: Onlooking,
  rows: Neighbourhood,
  maker: string | undefined,
  place: string | undefined,
): boolean {
  if (goesByOrganisation(rows)) {
    const mine = workingOrganisation(people, { id: actor, ...(organisation ? { organisation } : {}) });
    const its = place ?? (maker && organisationOf(people, people.departmentOf(maker)));
    if (mine === undefined || its === undefined || its === '') return false;
    return rows === 'organisation' ? its === mine : isWithinOrganisation(people, its, mine);
  }
  const department = people.departmentOf(actor);
  if (department === undefined || maker === undefined) return false;
  const his = people.departmentOf(maker);
  return rows === 'department' ? his === department : lineFrom(people, his).includes(department);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
