import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { ClaimLost } from '../commands/command-run.js';
import type { CommandRequest } from '../commands/command-run.js';
import { CommandService } from '../commands/command-service.js';
import { Database } from '../database/database.js';
import { Refusal } from '../http/refusal.js';
import type { Log } from '../log.js';
import { CLOCK, LOG } from '../ports.js';
import { PLATFORM } from '../rules/occasions/platform.js';
import { later } from './later.js';

const BATCH = 60;
/** Instances whose timers are fired at the same time; the rest of the pool is for users. */
const AT_ONCE = 4;
/** So long others leave a timer alone that one process is about to fire. */
const LEASE_MS = 10_000;
/** What was refused so often needs an administrator. */
const REFUSALS_MAX = 3;
const FAULTS_MAX = 8;
const FIRST_PAUSE_MS = 5000;
const ERROR_LENGTH_MAX = 500;

/** A timer of a flow that is due. */
export interface DueFlowTimer {
  readonly id: string;
  readonly instanceId: string;
  readonly form: string;
  readonly recordId: string;
  readonly attempts: number;
}

/** An instance that stands still keeps its timers until somebody has seen to it. */
const LEASE_DUE = `
  WITH due AS MATERIALIZED (
    SELECT t.id, t.due_at FROM core.timer t JOIN core.flow_instance i ON i.id = t.instance_id AND i.status = 'running'
     WHERE t.kind = 'flow' AND t.failed_at IS NULL AND t.due_at <= $1 AND (t.leased_until IS NULL OR t.leased_until <= $1)
     ORDER BY t.due_at, t.id LIMIT ${BATCH} FOR UPDATE OF t SKIP LOCKED
  ), leased AS (
    UPDATE core.timer t SET leased_until = $2 FROM due WHERE t.id = due.id
    RETURNING t.id, t.instance_id, t.attempts, due.due_at
  )
  SELECT l.id, l.instance_id AS "instanceId", i.form, i.record_id AS "recordId", l.attempts
    FROM leased l JOIN core.flow_instance i ON i.id = l.instance_id ORDER BY l.due_at, l.id`;

/** Takes the timer in the transaction of its command: whoever comes second finds it gone, or set to a later time. */
const CLAIM = 'DELETE FROM core.timer WHERE id = $1 AND due_at <= $2';

const POSTPONE = `
  UPDATE core.timer SET attempts = $2::int, due_at = $3, failed_at = $4, last_error = $5, leased_until = NULL
   WHERE id = $1 AND attempts < $2::int`;

const RELEASE = 'UPDATE core.timer SET leased_until = NULL WHERE id = $1';

/** The instance does not want it any more. */
const FORGET = 'DELETE FROM core.timer WHERE id = $1';

/** What an administrator is told of it. */
export const NOTE_TROUBLE = 'UPDATE core.flow_instance SET trouble = $2 WHERE id = $1';

const STATUS = 'SELECT status FROM core.flow_instance WHERE id = $1';

/**
 * Fires the timers of flows: each becomes a command that takes its row, so that it fires once whoever looks, and is
 * there again if the process dies. One that is refused again and again stops its instance where people can see it.
 */
@Injectable()
export class FlowTimers {
  constructor(
    private readonly database: Database,
    private readonly commands: CommandService,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Fires a batch of what is due, the longest due first and those of one instance one after another. Tells how many. */
  async fireDue(): Promise<number> {
    const now = this.clock();
    const { rows } = await this.database.query<DueFlowTimer & Record<string, unknown>>(LEASE_DUE, [
      now,
      later(now, LEASE_MS),
    ]);
    const queue = byInstance(rows);
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.fireAll(queue)));
    return rows.length;
  }

  private async fireAll(queue: (readonly DueFlowTimer[])[]): Promise<void> {
    for (let timers = queue.shift(); timers !== undefined; timers = queue.shift())
      for (const timer of timers) await this.fire(timer);
  }

  /** Fires one, whose row it takes; what is refused is tried again later, or stops the instance. */
  async fire(timer: DueFlowTimer): Promise<void> {
    try {
      await this.commands.execute(this.request(timer, { type: 'timer', timerId: timer.id }));
    } catch (error) {
      if (!(error instanceof ClaimLost)) await this.settle(timer, error);
    }
  }

  private request(timer: DueFlowTimer, step: TimerStep): CommandRequest {
    return {
      subject: PLATFORM,
      channel: 'flow',
      action: `flow:${step.type}`,
      instance: timer.instanceId,
      command: { type: 'move', form: timer.form, id: timer.recordId, step, byPlatform: true },
      claim: { text: CLAIM, values: [timer.id, this.clock()] },
    };
  }

  private async settle(timer: DueFlowTimer, error: unknown): Promise<void> {
    if (isOf(error, 'already_done')) return this.run(FORGET, timer);
    if (isOf(error, 'not_running')) return this.leaveOrForget(timer);
    const attempts = timer.attempts + 1;
    this.log.warn(
      { err: error, timer: timer.id, instance: timer.instanceId, attempts },
      'a flow timer failed',
    );
    if (attempts >= (error instanceof Refusal ? REFUSALS_MAX : FAULTS_MAX)) return this.giveUp(timer, error);
    await this.postpone(timer, error, false);
  }

  /** The instance stands still until an administrator has looked at it. */
  private async giveUp(timer: DueFlowTimer, cause: unknown): Promise<void> {
    try {
      await this.commands.execute(
        this.request(timer, { type: 'fail', timerId: timer.id, cause: causeOf(cause) }),
      );
      await this.database.query(NOTE_TROUBLE, [timer.instanceId, causeOf(cause)]);
    } catch (error) {
      if (!(error instanceof ClaimLost)) await this.postpone(timer, error, true);
    }
  }

  /** One that ended has no timers; one that stands still gets them back when it goes on. */
  private async leaveOrForget(timer: DueFlowTimer): Promise<void> {
    const { rows } = await this.database.query<{ readonly status: string }>(STATUS, [timer.instanceId]);
    const isWaiting = ['running', 'suspended', 'returned'].includes(rows[0]?.status ?? '');
    await this.run(isWaiting ? RELEASE : FORGET, timer);
  }

  private async run(statement: string, { id }: DueFlowTimer): Promise<void> {
    await this.database.query(statement, [id]);
  }

  private async postpone(timer: DueFlowTimer, error: unknown, isFinal: boolean): Promise<void> {
    const now = this.clock();
    const next = later(now, FIRST_PAUSE_MS * 2 ** timer.attempts);
    const values = [timer.id, timer.attempts + 1, next, isFinal ? now : null, causeOf(error)];
    await this.database.query(POSTPONE, values);
  }
}

function byInstance(timers: readonly DueFlowTimer[]): (readonly DueFlowTimer[])[] {
  const groups = new Map<string, DueFlowTimer[]>();
  for (const timer of timers) groups.set(timer.instanceId, [...(groups.get(timer.instanceId) ?? []), timer]);
  return [...groups.values()];
}

interface TimerStep {
  readonly type: 'timer' | 'fail';
  readonly timerId: string;
  readonly cause?: string;
}

/** Whether it was refused with this code. */
export function isOf(error: unknown, code: string): boolean {
  return error instanceof Refusal && error.code === code;
}

/** Refusals by their codes, faults by their words. */
export function causeOf(error: unknown): string {
  const codes = error instanceof Refusal ? [error.code, ...error.issues.map(({ code }) => code)] : undefined;
  const words = error instanceof Error ? error.message : String(error);
  return (codes ? [...new Set(codes)].join(', ') : words).slice(0, ERROR_LENGTH_MAX);
}
