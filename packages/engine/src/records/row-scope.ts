import { goesByOrganisation, isEverything } from '@dougong/kernel/access';
import type { GrantRows, RowReach, RowScope } from '@dougong/kernel/access';
import { modelOf } from '@dougong/kernel/commands';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { identifier } from '../database/sql-text.js';
import type { Parameters } from '../database/sql-text.js';
import type { Subject } from '../identity/subject.js';
import { conditionSql } from './condition-sql.js';

/** Whose rows are asked for, and where they stand in the statement. */
export interface ScopePlace {
  readonly release: Pick<CompiledRelease, 'models' | 'number'>;
  readonly subject: Pick<Subject, 'id' | 'organisation'>;
  readonly form: string;
  /** Of the row of the form's header. */
  readonly alias: string;
  readonly parameters: Parameters;
}

/** SQL of the rows that a scope covers; nothing when it covers all. */
export function rowScopeSql(scope: RowScope, place: ScopePlace): readonly string[] {
  if (isEverything(scope)) return [];
  if (scope.length === 0) return ['false'];
  const reached = scope.map((reach) => reachSql(reach, place));
  return [reached.length === 1 ? (reached[0] ?? 'false') : `(${reached.join(' OR ')})`];
}

function reachSql(reach: RowReach, place: ScopePlace): string {
  const { alias, parameters } = place;
  const conditions = [
    ...withinSql(reach.rows, place),
    ...(reach.states ? [`${alias}.status = ANY(${parameters.add(reach.states)}::text[])`] : []),
    ...whereSql(reach, place),
  ];
  return conditions.length === 1 ? (conditions[0] ?? 'true') : `(${conditions.join(' AND ')})`;
}

/** A condition that does not compile is met by no row, here as in the kernel. */
function whereSql({ where, test }: RowReach, place: ScopePlace): readonly string[] {
  if (where === undefined) return [];
  if (test === undefined) return ['false'];
  const { release, form, subject, alias, parameters } = place;
  const occasion = { actor: subject.id };
  const sql = conditionSql(where, { release, model: modelOf(release, form), alias, parameters, occasion });
  return [`coalesce(${sql}, false)`];
}

function withinSql(rows: GrantRows, place: ScopePlace): readonly string[] {
  const { subject, form, alias, parameters } = place;
  if (rows === 'all') return [];
  const me = `${parameters.add(subject.id)}::uuid`;
  const own = `${alias}.created_by = ${me}`;
  if (rows === 'own') return [own];
  if (rows === 'assigned') return [involvedSql(me, parameters.add(form), `${alias}.id`)];
  if (goesByOrganisation(rows)) return [organisationSql(rows, me, own, place)];
  return [`(${own} OR ${alias}.created_by IN (${NEIGHBOURS[rows](me)}))`];
}

/** A record belongs to the organisation that it names, or else to that of whoever made it. */
function organisationSql(
  rows: 'organisation' | 'organisations_below',
  me: string,
  own: string,
  { release, subject, form, alias, parameters }: ScopePlace,
): string {
  const mine = `(SELECT core.working_organisation(${me}, ${parameters.add(subject.organisation ?? null)}::text))`;
  const within = `SELECT core.departments_within(${mine}, ${rows === 'organisations_below'})`;
  const made = `(${own} OR ${alias}.created_by IN (SELECT u.id FROM core.user_account u WHERE u.department IN (${within})))`;
  const { organisationField } = modelOf(release, form);
  if (organisationField === undefined) return made;
  const named = `${alias}.${identifier(organisationField)}`;
  return (
    `(${named} IN (SELECT d.key FROM core.department d WHERE d.id IN (${within})) ` +
    `OR coalesce(${named}, '') = '' AND ${made})`
  );
}

const MINE = (me: string) => `SELECT u.department FROM core.user_account u WHERE u.id = ${me}`;

/** SQL: the people whose records a reach by departments covers. A circle of departments ends where it began. */
const NEIGHBOURS: Readonly<Record<'department' | 'departments_below', (me: string) => string>> = {
  department: (me) => `SELECT n.id FROM core.user_account n WHERE n.department = (${MINE(me)})`,
  departments_below: (me) =>
    `SELECT u.id FROM core.user_account u WHERE u.department IN (SELECT core.departments_within((${MINE(me)}), true))`,
};

/** SQL: the user has or had a task on the record. All three arguments are SQL expressions. */
export function involvedSql(user: string, form: string, record: string): string {
  return (
    `EXISTS (SELECT 1 FROM core.task t WHERE t.form = ${form} AND t.record_id = ${record} ` +
    `AND (t.assignee = ${user} OR t.done_by = ${user} OR t.for_user = ${user}))`
  );
}
