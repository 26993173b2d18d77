import type { RowScope } from '@dougong/kernel/access';
import type { Parameters } from '../database/sql-text.js';

/** SQL of the rows that a grant covers; nothing when it covers all. */
export function rowScopeSql(
  rows: RowScope,
  subject: string,
  form: string,
  alias: string,
  parameters: Parameters,
): readonly string[] {
  if (rows === 'all') return [];
  const me = `${parameters.add(subject)}::uuid`;
  const own = `${alias}.created_by = ${me}`;
  if (rows === 'own') return [own];
  const assigned = involvedSql(me, parameters.add(form), `${alias}.id`);
  return rows === 'assigned' ? [assigned] : [`(${own} OR ${assigned})`];
}

/** SQL: the user has or had a task on the record. All three arguments are SQL expressions. */
export function involvedSql(user: string, form: string, record: string): string {
  return (
    `EXISTS (SELECT 1 FROM core.task t WHERE t.form = ${form} AND t.record_id = ${record} ` +
    `AND (t.assignee = ${user} OR t.done_by = ${user} OR t.for_user = ${user}))`
  );
}
