import type { Localized } from '@dougong/kernel/foundation';
import type { SqlSession } from '../../database/sql-session.js';
import type { WaitingCall } from '../../workers/flow-calls.js';
import type { DueFlowTimer } from '../../workers/flow-timers.js';
import type { DueTimer } from '../../workers/timer-handlers.js';
import type { TrialWorld } from './trial-world.js';

/**
 * What falls due for the records of a trial, and nothing of anybody else's: workers of the process would take
 * whatever is due in the whole database.
 */

/** A notification that a timer has left, as the outbox holds it. */
export interface Reminder {
  readonly users: readonly string[];
  readonly title: Localized;
}

const OWN_TIMERS = `
    FROM core.timer t LEFT JOIN core.flow_instance i ON i.id = t.instance_id LEFT JOIN core.task k ON k.id = t.task_id
   WHERE t.failed_at IS NULL AND coalesce(i.record_id, k.record_id) = ANY ($1::uuid[])
     AND (i.id IS NULL OR i.status = 'running')`;

const NEXT = `SELECT min(t.due_at) AS due ${OWN_TIMERS}`;

const DUE = `
  SELECT t.id, t.kind, t.due_at AS "dueAt", t.payload, t.task_id AS "taskId", t.instance_id AS "instanceId", t.attempts,
         i.form, i.record_id AS "recordId" ${OWN_TIMERS} AND t.due_at <= $2
   ORDER BY t.due_at, t.id LIMIT 1`;

const TAKE = 'DELETE FROM core.timer WHERE id = $1';

const REMINDER = `SELECT payload FROM core.outbox WHERE topic = 'notification' AND key = $1`;

const CALL = `
  SELECT o.id, o.topic, o.key, o.payload, o.created_at AS "createdAt", o.attempts, o.next_at AS "nextAt",
         i.id AS "instanceId", i.form, i.record_id AS "recordId", i.state, NULL AS end, NULL AS refusals
    FROM core.outbox o JOIN core.flow_instance i ON i.id = (o.payload ->> 'instanceId')::uuid
   WHERE o.topic = 'flow_call' AND o.state = 'waiting' AND i.record_id = $1
     AND substr(o.key, length(i.id::text) + 2, length($2)) = $2
     AND substr(o.key, length(i.id::text) + 2 + length($2), 1) = '/'
   ORDER BY o.created_at LIMIT 1`;

type OwnTimer = DueTimer & DueFlowTimer & Record<string, unknown>;

/** When the next timer of the records is due. */
export async function nextDue(
  { database }: TrialWorld,
  records: readonly string[],
): Promise<string | undefined> {
  const { rows } = await database.query<{ readonly due: string | null }>(NEXT, [records]);
  const due = rows[0]?.due;
  return due == null ? undefined : new Date(due).toISOString();
}

/** Fires what is due by the clock of the trial, the longest due first. Gives what was told to people by other timers than those of flows. */
export async function fireDue(
  world: TrialWorld,
  records: () => readonly string[],
): Promise<readonly Reminder[]> {
  const reminders: Reminder[] = [];
  for (;;) {
    const { rows } = await world.database.query<OwnTimer>(DUE, [records(), world.clock.read()]);
    const timer = rows[0];
    if (!timer) return reminders;
    if (timer.kind === 'flow') await world.timers.fire(timer);
    else reminders.push(...(await fireOther(world, timer)));
  }
}

function fireOther({ database, house, clock }: TrialWorld, timer: DueTimer): Promise<readonly Reminder[]> {
  return database.transaction(async (session) => {
    await session.query(TAKE, [timer.id]);
    await house.handlers.of(timer.kind)(timer, session, clock.read());
    return reminderOf(session, timer);
  });
}

async function reminderOf(session: SqlSession, { kind, id }: DueTimer): Promise<readonly Reminder[]> {
  const { rows } = await session.query<{ readonly payload: Reminder }>(REMINDER, [`${kind}:${id}`]);
  return rows.map(({ payload }) => payload);
}

/** The call that a node of the record waits for, and when it may be made. */
export async function callOf(
  { database }: TrialWorld,
  record: string,
  node: string,
): Promise<(WaitingCall & { readonly nextAt: string }) | undefined> {
  const { rows } = await database.query<WaitingCall & { readonly nextAt: string }>(CALL, [record, node]);
  return rows[0];
}
