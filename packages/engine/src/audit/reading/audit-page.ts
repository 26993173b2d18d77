import type { SqlSession } from '../../database/sql-session.js';
import { Parameters, statementName } from '../../database/sql-text.js';
import { badQuery } from '../../records/query-refusal.js';
import { auditConditions } from './audit-filter.js';
import type { AuditFilter } from './audit-filter.js';

/** An entry as it is stored. */
export interface EntryRow {
  readonly id: string;
  readonly at: string;
  /** The instant as exactly as it is kept, for cursors. */
  readonly moment: string;
  readonly actor: string | null;
  readonly onBehalfOf: string | null;
  readonly action: string;
  readonly outcome: 'done' | 'refused';
  readonly form: string | null;
  readonly recordId: string | null;
  readonly code: string | null;
  readonly channel: string;
  readonly ip: string | null;
  readonly agent: string | null;
  readonly requestId: string | null;
  readonly cause: string | null;
  readonly changes: unknown;
  readonly release: number | null;
  readonly [column: string]: unknown;
}

/** After which entry a page begins. */
export interface AuditPlace {
  readonly moment: string;
  readonly id: string;
}

const COLUMNS =
  `e.id::text, e.at, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS moment, e.actor, e.on_behalf_of AS "onBehalfOf", ` +
  `e.action, e.outcome, e.form, e.record_id AS "recordId", e.code, e.channel, host(e.ip) AS ip, e.agent, ` +
  `e.request_id AS "requestId", e.cause, e.changes, e.release`;

/** The statement of a page: the newest first, in the order of an index, so that its cost is that of the page. */
export function auditStatement(
  filter: AuditFilter,
  after: AuditPlace | undefined,
  limit: number,
): { readonly text: string; readonly values: unknown[] } {
  const parameters = new Parameters();
  const conditions = auditConditions(filter, parameters);
  if (after)
    conditions.push(
      `(e.at, e.id) < (${parameters.add(after.moment)}::timestamptz, ${parameters.add(after.id)}::bigint)`,
    );
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  return {
    text: `SELECT ${COLUMNS} FROM core.audit_entry e${where} ORDER BY e.at DESC, e.id DESC LIMIT ${parameters.add(limit)}`,
    values: parameters.values,
  };
}

/** One page of entries. */
export async function readEntries(
  session: SqlSession,
  filter: AuditFilter,
  after: AuditPlace | undefined,
  limit: number,
): Promise<readonly EntryRow[]> {
  const { text, values } = auditStatement(filter, after, limit);
  return (await session.prepared<EntryRow>(statementName(text), text, values)).rows;
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

/** The place that a cursor names. */
export function placeOf([moment, id]: readonly [unknown, string]): AuditPlace {
  if (typeof moment !== 'string' || !MOMENT.test(moment) || !/^-?\d{1,18}$/.test(id))
    throw badQuery('bad_cursor', ['cursor']);
  return { moment, id };
}
