import { isEverything } from '@dougong/kernel/access';
import type { RowScope } from '@dougong/kernel/access';

/**
 * What nodes of flows hide, for many records at once. Whoever sees a record by a role sees it as his open to-dos on it
 * allow, and whole where he has none; whoever sees it by his to-dos alone sees no more than they ever showed him.
 */

/** What the to-dos of one person on one record hide: a list for each of them. */
export interface OwnSight {
  readonly open: readonly (readonly string[])[] | null;
  readonly ever: readonly (readonly string[])[] | null;
}

/** SQL: the person works on the task `t`. */
const isHis = (me: string, t: string) =>
  `(${t}.assignee = ${me} OR ${t}.done_by = ${me} OR ${t}.for_user = ${me})`;

/** Copies and tasks of rules hide nothing and do not count. */
const ofNode = (t: string) => `${t}.node_id IS NOT NULL AND ${t}.kind <> 'cc'`;

/** SQL: an {@link OwnSight}. All arguments are SQL expressions. */
export function ownSightSql(me: string, form: string, record: string): string {
  const hides = `coalesce(to_jsonb(t.hidden), '[]')`;
  return (
    `(SELECT jsonb_build_object('open', jsonb_agg(${hides}) FILTER (WHERE t.state = 'open'), 'ever', jsonb_agg(${hides})) ` +
    `FROM core.task t WHERE t.form = ${form} AND t.record_id = ${record} AND ${ofNode('t')} AND ${isHis(me, 't')})`
  );
}

/**
 * The fields of a record that its nodes hide from the person.
 * @param byRole whether a grant of his own lets him see the record, or only its name is asked for.
 */
export function hiddenBySight(sight: OwnSight | null | undefined, byRole: boolean): ReadonlySet<string> {
  const meant = sight?.open ?? (byRole ? null : sight?.ever);
  const [first = [], ...others] = meant ?? [];
  return new Set(first.filter((path) => others.every((list) => list.includes(path))));
}

/** A scope as far as what nodes hide depends on it. */
export type SightRows = 'all' | 'own' | 'assigned' | 'own_or_assigned';

/**
 * What of a scope is sure to show a record whoever made it and whatever stands in it. Where that cannot be said for many
 * records at once, a record counts as seen by its to-dos, which shows less and never more.
 */
export function sightRows(scope: RowScope): SightRows {
  if (isEverything(scope)) return 'all';
  const isOwn = scope.some(({ rows, states, where }) => rows === 'own' && !states && !where);
  if (!isOwn) return 'assigned';
  return scope.length === 1 ? 'own' : 'own_or_assigned';
}

/** Whether a grant of these rows shows a record that asks for no task. */
export function isShownByRole(rows: SightRows, isOwn: boolean): boolean {
  return rows === 'all' || (rows !== 'assigned' && isOwn);
}

/** SQL: nodes do not hide the field of this row from the person, so that he may filter, search and sort by it. */
export function isOpenTo(me: string, form: string, field: string, row: string, rows: SightRows): string {
  const hides = `${field} = ANY(coalesce(o.hidden, '{}'))`;
  const his = `o.form = ${form} AND o.record_id = %r AND ${ofNode('o')} AND ${isHis(me, 'o')}`;
  const onRow = (record: string) => his.replace('%r', record);
  const nowhereElse = `NOT EXISTS (SELECT 1 FROM core.task o WHERE ${onRow('t.record_id')} AND o.state = 'open' AND NOT ${hides})`;
  const now =
    `${row}.id <> ALL (ARRAY(SELECT t.record_id FROM core.task t WHERE t.form = ${form} AND t.state = 'open' ` +
    `AND t.hidden IS NOT NULL AND (t.assignee = ${me} OR t.for_user = ${me}) AND ${field} = ANY(t.hidden) AND ${nowhereElse}))`;
  if (rows === 'all' || rows === 'own') return now;
  const ever = `coalesce((SELECT bool_or(o.state = 'open') OR NOT bool_and(${hides}) FROM core.task o WHERE ${onRow(`${row}.id`)}), true)`;
  return rows === 'assigned' ? `${now} AND ${ever}` : `${now} AND (${row}.created_by = ${me} OR ${ever})`;
}
