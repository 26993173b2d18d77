import type { CompiledCondition, RecordData } from '../expression/index.js';
import type { Condition, FormGrant } from '../metadata/index.js';

/** How far a grant reaches, before states and conditions. */
export type GrantRows = FormGrant['rows'];

/** Reaches that go by the departments of whoever made the record. */
export type Neighbourhood = 'department' | 'departments_below' | 'organisation';

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
  /** The record, for states and conditions; without it neither is met. */
  readonly record?: RecordData;
  readonly actor?: string;
}

/** What is known of departments. */
export interface Departments {
  departmentOf(user: string): string | undefined;
  parentOf(department: string): string | undefined;
}

/** Departments stand at most this deep; more would be a circle. */
const DEPTH_MAX = 50;

/** How a record stands to a person. */
export function relationOf(
  record: RecordData,
  { actor, involved, people }: { actor: string; involved: boolean; people: Departments },
): RecordRelation {
  const maker = record['created_by'];
  return {
    own: maker === actor,
    assigned: involved,
    near: (rows) => typeof maker === 'string' && isNear(people, rows, actor, maker),
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
export function isWithin({ rows }: RowReach, { own, assigned, near }: RecordRelation): boolean {
  if (rows === 'all') return true;
  if (rows === 'own') return own;
  if (rows === 'assigned') return assigned;
  return own || (near?.(rows) ?? false);
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

function isNear(people: Departments, rows: Neighbourhood, actor: string, maker: string): boolean {
  const [mine, his] = [lineOf(people, actor), lineOf(people, maker)];
  const [department] = mine;
  if (department === undefined) return false;
  if (rows === 'department') return his[0] === department;
  if (rows === 'departments_below') return his.includes(department);
  return his.at(-1) === mine.at(-1);
}

/** A person's department and those above it, the uppermost last. */
function lineOf(people: Departments, user: string): readonly string[] {
  const line: string[] = [];
  for (
    let department = people.departmentOf(user);
    department !== undefined && line.length < DEPTH_MAX;
    department = people.parentOf(department)
  )
    line.push(department);
  return line;
}
