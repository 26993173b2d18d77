import type { Localized } from '@dougong/kernel/foundation';
import { Parameters } from '../database/sql-text.js';
import { badQuery } from '../records/query-refusal.js';
import { decodeCursor } from '../records/page-cursor.js';
import type { Position } from '../records/page-cursor.js';
import { isScalarOf, isUuid } from '../records/sql-scalars.js';

/** What an inbox can show: waiting for me, answered by me, started by me, copied to me, with others in my name. */
export const TASK_STATES = ['open', 'done', 'started', 'cc', 'entrusted'] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** A row of the inbox as the database gives it. */
export interface TaskRow {
  readonly id: string;
  readonly kind: 'approve' | 'handle' | 'resubmit' | 'complete' | 'cc' | 'started';
  readonly title: Localized | null;
  readonly form: string;
  readonly recordId: string;
  readonly assignee: string;
  /** For whom the assignee stands in. */
  readonly forUser: string | null;
  /** Whose task the assignee helps with. */
  readonly helps: string | null;
  readonly instanceId: string | null;
  readonly nodeId: string | null;
  readonly forAction: string | null;
  readonly state: string;
  readonly openedAt: string;
  readonly dueAt: string | null;
  readonly doneAt: string | null;
  readonly outcome: string | null;
  readonly comment: string | null;
  readonly flowKey: string | null;
  readonly release: number | null;
  /** What the page is sorted by. */
  readonly at: string;
}

interface Source {
  readonly select: string;
  /** The rows of a user, who is `$1`. Each source and order has its index. */
  readonly where: string;
  readonly at: string;
  readonly id: string;
}

const TASKS = `
  SELECT t.id, t.kind, t.title, t.form, t.record_id AS "recordId", t.assignee, t.for_user AS "forUser", t.helps,
         t.instance_id AS "instanceId", t.node_id AS "nodeId", t.for_action AS "forAction", t.state,
         t.opened_at AS "openedAt", t.due_at AS "dueAt", t.done_at AS "doneAt", t.outcome, t.comment,
         i.flow_key AS "flowKey", i.release`;
const FROM_TASKS = 'FROM core.task t LEFT JOIN core.flow_instance i ON i.id = t.instance_id';

const INSTANCES = `
  SELECT i.id, 'started' AS kind, NULL::jsonb AS title, i.form, i.record_id AS "recordId", i.starter AS assignee,
         NULL::uuid AS "forUser", NULL::uuid AS helps, i.id AS "instanceId", NULL AS "nodeId", NULL AS "forAction", i.status AS state, i.started_at AS "openedAt", NULL::timestamptz AS "dueAt",
         i.ended_at AS "doneAt", i.status AS outcome, NULL AS comment, i.flow_key AS "flowKey", i.release`;

const SOURCES: Readonly<Record<TaskState, Source & { readonly from: string }>> = {
  open: {
    select: TASKS,
    from: FROM_TASKS,
    where: `t.assignee = $1 AND t.state = 'open' AND t.kind <> 'cc'`,
    at: 't.opened_at',
    id: 't.id',
  },
  done: {
    select: TASKS,
    from: FROM_TASKS,
    where: `t.done_by = $1 AND t.state = 'done' AND t.kind <> 'cc'`,
    at: 't.done_at',
    id: 't.id',
  },
  cc: {
    select: TASKS,
    from: FROM_TASKS,
    where: `t.assignee = $1 AND t.kind = 'cc'`,
    at: 't.opened_at',
    id: 't.id',
  },
  entrusted: {
    select: TASKS,
    from: FROM_TASKS,
    where: `(t.for_user = $1 OR t.helps = $1) AND t.assignee <> $1 AND t.state = 'open' AND t.kind <> 'cc'`,
    at: 't.opened_at',
    id: 't.id',
  },
  started: {
    select: INSTANCES,
    from: 'FROM core.flow_instance i',
    where: 'i.starter = $1',
    at: 'i.started_at',
    id: 'i.id',
  },
};

/** One page of an inbox, the newest first. */
export function taskStatement(state: TaskState, user: string, rows: number, position: Position | undefined) {
  const { select, from, where, at, id } = SOURCES[state];
  const parameters = new Parameters();
  parameters.add(user);
  const after = position
    ? ` AND (${at}, ${id}) < (${parameters.add(position[0])}::timestamptz, ${parameters.add(position[1])}::uuid)`
    : '';
  const text = `${select}, ${at} AS at ${from} WHERE ${where}${after} ORDER BY ${at} DESC, ${id} DESC LIMIT ${parameters.add(rows)}`;
  return { text, values: parameters.values };
}

/** Where a page of tasks begins. */
export function taskPosition(cursor: string | undefined, fingerprint: string): Position | undefined {
  if (cursor === undefined) return undefined;
  const [at, id] = decodeCursor(cursor, fingerprint);
  if (!isScalarOf('timestamptz', at) || !isUuid(id)) throw badQuery('bad_cursor', ['cursor']);
  return [at, id];
}

/** Numbers on tabs need not be exact when they are large. */
export const TASKS_COUNTED_MAX = 1000;

/**
 * Counted along the index of the page: PostgreSQL would rather read the whole table until it has met that many rows, which
 * takes long where they lie at its end.
 */
function counted(state: TaskState, extra = ''): string {
  const { from, where, at } = SOURCES[state];
  const table = from.split(' LEFT JOIN ', 1)[0];
  // What others hold in the user's name is found by two indexes and has no order.
  const order = state === 'entrusted' ? '' : ` ORDER BY ${at} DESC`;
  return `(SELECT count(*)::integer FROM (SELECT 1 ${table} WHERE ${where}${extra}${order} LIMIT ${TASKS_COUNTED_MAX}) c)`;
}

/** How many of each there are; of copies those that are not read yet. Parameter: the user. */
export const TASK_COUNTS = `
  SELECT ${counted('open')} AS open, ${counted('done')} AS done, ${counted('started')} AS started,
         ${counted('cc', ` AND t.state = 'open'`)} AS cc, ${counted('entrusted')} AS entrusted`;

/** How many tasks wait for the user `$1`. */
export const OPEN_TASKS = counted('open');
