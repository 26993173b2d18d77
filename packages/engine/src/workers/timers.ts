import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import type { Log } from '../log.js';
import { CLOCK, LOG } from '../ports.js';
import { FlowTimers } from './flow-timers.js';
import { later } from './later.js';
import { TimerHandlers } from './timer-handlers.js';
import type { DueTimer } from './timer-handlers.js';

const ATTEMPTS_MAX = 8;
const FIRST_PAUSE_MS = 5000;
/** How many timers one call fires at most. */
const TIMER_BATCH = 200;
const ERROR_LENGTH_MAX = 500;

const CLAIM = `
  DELETE FROM core.timer WHERE id = (
    SELECT id FROM core.timer WHERE due_at <= $1 AND failed_at IS NULL AND kind <> 'flow'
     ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING id, kind, due_at AS "dueAt", payload, task_id AS "taskId", instance_id AS "instanceId", attempts`;

/** Other processes may set what is due sooner; they are heard of by looking again. */
const NEXT_DUE = `
  SELECT least((SELECT min(due_at) FROM core.timer WHERE failed_at IS NULL AND kind <> 'flow'),
               (SELECT min(due_at) FROM core.timer WHERE failed_at IS NULL AND kind = 'flow' AND due_at > $1)) AS due`;

const POSTPONE = `
  UPDATE core.timer SET attempts = $2::int, due_at = $3, failed_at = $4, last_error = $5
   WHERE id = $1 AND attempts < $2::int`;

/**
 * Fires what is due. A timer is removed in the transaction that does its work: if that commits it has fired once, if
 * the process dies in it the timer is still there. Those of flows become commands.
 */
@Injectable()
export class Timers {
  constructor(
    private readonly database: Database,
    private readonly handlers: TimerHandlers,
    private readonly flowTimers: FlowTimers,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Fires due timers, each in its own transaction, at most one batch of each kind. Tells how many there were. */
  async fireDue(): Promise<number> {
    return (await this.fireOwn()) + (await this.flowTimers.fireDue());
  }

  /** The milliseconds until the next timer is due by the clock; none when nothing waits. */
  async untilNext(): Promise<number | undefined> {
    const now = this.clock();
    const { rows } = await this.database.query<{ readonly due: string | null }>(NEXT_DUE, [now]);
    const due = rows[0]?.due;
    return due == null ? undefined : Math.max(0, Date.parse(due) - Date.parse(now));
  }

  private async fireOwn(): Promise<number> {
    for (let fired = 0; fired < TIMER_BATCH; fired += 1) {
      if (!(await this.fireNext())) return fired;
    }
    return TIMER_BATCH;
  }

  private async fireNext(): Promise<boolean> {
    const now = this.clock();
    let claimed: DueTimer | undefined;
    try {
      await this.database.transaction(async (session) => {
        claimed = await claim(session, now);
        if (claimed) await this.handlers.of(claimed.kind)(claimed, session, now);
      });
    } catch (error) {
      if (!claimed) throw error;
      await this.postpone(claimed, now, error);
    }
    return claimed !== undefined;
  }

  private async postpone(timer: DueTimer, now: string, error: unknown): Promise<void> {
    const attempts = timer.attempts + 1;
    const reason = (error instanceof Error ? error.message : String(error)).slice(0, ERROR_LENGTH_MAX);
    const next = later(now, FIRST_PAUSE_MS * 2 ** timer.attempts);
    const failedAt = attempts >= ATTEMPTS_MAX ? now : null;
    this.log.error({ timer: timer.id, kind: timer.kind, attempts, reason }, 'a timer failed');
    await this.database.query(POSTPONE, [timer.id, attempts, next, failedAt, reason]);
  }
}

async function claim(session: SqlSession, now: string): Promise<DueTimer | undefined> {
  const { rows } = await session.query<DueTimer & Record<string, unknown>>(CLAIM, [now]);
  return rows[0];
}
