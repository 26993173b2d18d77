import type { DirectorySnapshot } from '../../people/directory.js';
import type { ReconciliationDefinition } from '@dougong/kernel/metadata';
import type { SqlSession } from '../../database/sql-session.js';
import { Parameters } from '../../database/sql-text.js';
import { KEPT_ENTRIES, STAGED_HOLDINGS } from '../comparison/staging.js';

/** Which run keeps what it found. */
export interface KeepingRun {
  readonly id: string;
  readonly definition: ReconciliationDefinition;
  readonly period: string;
  readonly runDate: string;
  readonly at: string;
  readonly people: DirectorySnapshot;
}

/** What became of the differences of a definition and month. */
export interface Kept {
  readonly opened: number;
  readonly carried: number;
  readonly reopened: number;
  readonly closed: number;
}

/** What a run found of a difference; the rest of its row is its life. */
const MEASURES = [
  ...['type', 'quantity', 'amount', 'at_stake', 'share', 'alert', 'level', 'missing_in', 'lag_days'],
  ...['operation_type', 'books_type', 'compensated', 'operation_row', 'books_row', 'lot', 'item', 'place'],
] as const;
const IDENTIFYING = ['category', 'cause', 'document', 'line', 'key'] as const;

/**
 * Brings the differences of a definition and month to what the run found. One that was known keeps its owner, its age and
 * its history; one that was closed is reopened; one that is not found any more is closed. Each change leaves an event.
 */
export async function keepDifferences(session: SqlSession, run: KeepingRun): Promise<Kept> {
  const parameters = new Parameters();
  const text = keepStatement(run, parameters);
  const { rows } = await session.query<Kept & Record<string, unknown>>(text, parameters.values);
  const { opened = 0, carried = 0, reopened = 0, closed = 0 } = rows[0] ?? {};
  return { opened, carried, reopened, closed };
}

function keepStatement(run: KeepingRun, parameters: Parameters): string {
  const { definition, people } = run;
  const key = `${parameters.add(definition.key)}::text`;
  const id = `${parameters.add(run.id)}::bigint`;
  const period = `${parameters.add(run.period)}::date`;
  const day = `${parameters.add(run.runDate)}::date`;
  const at = `${parameters.add(run.at)}::timestamptz`;
  const role = ownerSql(definition, parameters);
  const holders = `${parameters.json(soleHolders(definition, people))}`;
  return `
    WITH found AS (${identified(key)}),
    known AS (
      SELECT d.id, d.state, f.identity FROM reconciliation.difference d JOIN found f ON f.identity = d.identity
       WHERE d.definition = ${key}),
    again AS (
      UPDATE reconciliation.difference d
         SET ${MEASURES.map((name) => `${name} = f.${name}`).join(', ')}, period = ${period}, last_seen = ${day}, last_run = ${id},
             due = CASE WHEN d.state = 'closed' THEN f.due ELSE least(d.due, f.due) END,
             opened_at = CASE WHEN d.state = 'closed' THEN ${at} ELSE d.opened_at END,
             escalated_at = CASE WHEN d.state = 'closed' THEN NULL ELSE d.escalated_at END,
             closed_at = NULL, version = d.version + 1,
             state = CASE WHEN d.state = 'closed' THEN 'reopened' ELSE d.state END
        FROM found f WHERE d.definition = ${key} AND d.identity = f.identity
      RETURNING d.id, d.state),
    made AS (
      INSERT INTO reconciliation.difference (definition, identity, period, ${[...IDENTIFYING, ...MEASURES].join(', ')}, due,
             first_seen, last_seen, first_run, last_run, role, assignee, state, opened_at)
      SELECT ${key}, f.identity, ${period}, ${[...IDENTIFYING, ...MEASURES].map((name) => `f.${name}`).join(', ')}, f.due,
             ${day}, ${day}, ${id}, ${id}, o.role, (${holders} ->> o.role)::uuid,
             CASE WHEN ${holders} ->> o.role IS NULL THEN 'open' ELSE 'assigned' END, ${at}
        FROM found f, LATERAL (SELECT ${role} AS role) o
       WHERE NOT EXISTS (SELECT FROM known k WHERE k.identity = f.identity)
      RETURNING id, state, role, assignee),
    gone AS (
      UPDATE reconciliation.difference d SET state = 'closed', closed_at = ${at}, version = d.version + 1
       WHERE d.definition = ${key} AND d.period = ${period} AND d.state <> 'closed'
         AND NOT EXISTS (SELECT FROM found f WHERE f.identity = d.identity)
      RETURNING d.id),
    told AS (
      INSERT INTO reconciliation.difference_event (difference, at, run, act, from_state, to_state, details)
      SELECT id, ${at}, ${id}, 'found', NULL, state, jsonb_build_object('role', role, 'assignee', assignee) FROM made
       UNION ALL
      SELECT k.id, ${at}, ${id}, 'came_back', k.state, 'reopened', NULL FROM known k WHERE k.state = 'closed'
       UNION ALL
      SELECT g.id, ${at}, ${id}, 'not_found', d.state, 'closed', NULL
        FROM gone g JOIN reconciliation.difference d ON d.id = g.id)
    SELECT (SELECT count(*) FROM made)::int AS opened, (SELECT count(*) FROM gone)::int AS closed,
           (SELECT count(*) FROM known WHERE state = 'closed')::int AS reopened,
           (SELECT count(*) FROM again)::int - (SELECT count(*) FROM known WHERE state = 'closed')::int AS carried`;
}

/** What was found with its identity, the same in every run, and the rows of both sides that it came from. */
function identified(key: string): string {
  const row = (alias: string) => `
    CASE WHEN ${alias}.ord IS NOT NULL THEN jsonb_build_object('document', ${alias}.document, 'line', ${alias}.line, 'type', ${alias}.type,
      'date', ${alias}.date, 'item', ${alias}.item, 'place', ${alias}.place, 'lot', ${alias}.lot, 'quantity', ${alias}.quantity::text,
      'amount', ${alias}.amount::text, 'form', ${alias}.origin_form, 'record', ${alias}.origin_record) END`;
  const held = (alias: string) => `
    CASE WHEN ${alias}.key IS NOT NULL THEN jsonb_build_object('item', ${alias}.item, 'place', ${alias}.place, 'lot', ${alias}.lot,
      'quantity', ${alias}.quantity::text, 'amount', ${alias}.amount::text) END`;
  return `
    SELECT f.*, sha256(convert_to(jsonb_build_array(${key}, f.category, f.cause, f.key, f.document, f.line, f.occurrence)::text, 'UTF8')) AS identity,
           coalesce(${row('oe')}, ${held('oh')}) AS operation_row, coalesce(${row('be')}, ${held('bh')}) AS books_row
      FROM pg_temp.found f
      LEFT JOIN ${KEPT_ENTRIES.operation} oe ON oe.ord = f.operation
      LEFT JOIN ${KEPT_ENTRIES.books} be ON be.ord = f.books
      LEFT JOIN ${STAGED_HOLDINGS.operation} oh ON oh.key = f.key
      LEFT JOIN ${STAGED_HOLDINGS.books} bh ON bh.key = f.key`;
}

/** The first owner that fits, as the kernel's `ownerRoleOf` names him. */
function ownerSql({ owners }: ReconciliationDefinition, parameters: Parameters): string {
  const cases = owners.slice(0, -1).map(({ category, place, role }) => {
    const conditions = [
      ...(category === undefined ? [] : [`f.category = ${parameters.add(category)}`]),
      ...(place === undefined ? [] : [`f.place = ${parameters.add(place)}`]),
    ];
    return `WHEN ${conditions.length === 0 ? 'true' : conditions.join(' AND ')} THEN ${parameters.add(role)}::text`;
  });
  const otherwise = `${parameters.add(owners.at(-1)?.role ?? '')}::text`;
  return cases.length === 0 ? otherwise : `CASE ${cases.join(' ')} ELSE ${otherwise} END`;
}

/** Where a role has one holder only, a difference is his at once. */
function soleHolders(
  { owners }: ReconciliationDefinition,
  people: DirectorySnapshot,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    owners.flatMap(({ role }) => {
      const holders = people.usersOfRole(role).filter((user) => people.isActive(user));
      const [only] = holders;
      return only !== undefined && holders.length === 1 ? [[role, only]] : [];
    }),
  );
}
