import { Inject, Injectable } from '@nestjs/common';
import type { Clock, IdSource, Issue } from '@dougong/kernel/foundation';
import { Database } from '../database/database.js';
import { QUEUE_SCHEMA } from '../database/job-queue-schema.js';
import type { SqlSession } from '../database/sql-session.js';
import { CLOCK, ID_SOURCE } from '../ports.js';
import type { JobEnd } from './job-kind.js';
import { LEASE_SECONDS } from './running-job.js';
import type { JobHead } from './running-job.js';
import type { WorkStep } from './long-work.js';
import { later } from '../workers/later.js';

/** The one task of the queue; what to do is written in the job itself. */
export const QUEUE_TASK = 'dougong_job';

export interface NewJob {
  readonly kind: string;
  readonly form?: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly createdBy: string;
  readonly total?: number;
}

export const JOB_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type JobState = (typeof JOB_STATES)[number];

export interface JobRow {
  readonly id: string;
  readonly kind: string;
  readonly form: string | null;
  readonly state: JobState;
  readonly params: Readonly<Record<string, unknown>>;
  readonly done: number;
  readonly total: number | null;
  readonly result: Readonly<Record<string, unknown>> | null;
  readonly code: string | null;
  readonly issues: readonly Issue[] | null;
  readonly resultFile: string | null;
  readonly errorsFile: string | null;
  readonly createdBy: string;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly cancelAsked: boolean;
  readonly step: WorkStep | null;
  /** What cannot be taken back was committed. */
  readonly settled: boolean;
  readonly refusal: Pick<JobFailure, 'status' | 'params'> | null;
  readonly toldOnce: Readonly<Record<string, unknown>> | null;
  readonly [column: string]: unknown;
}

/** Which jobs a list shows; null where it does not matter. */
export interface JobFilter {
  readonly by: string | null;
  readonly form: string | null;
  readonly kinds: readonly string[] | null;
  readonly state: JobState | null;
}

/** What went wrong with a job that cannot go on. */
export interface JobFailure {
  readonly code: string;
  readonly issues: readonly Issue[];
  /** What a request would have been answered with. */
  readonly status?: number;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** So often a job is taken up again without getting any further. */
export const ATTEMPTS_MAX = 5;
const PAUSE_SECONDS_MAX = 60;
/** So long whoever asked can read what is told once, such as first passwords. */
const TOLD_ONCE_MS = 3_600_000;

const LEASE_END = `clock_timestamp() + interval '${LEASE_SECONDS} seconds'`;

const MAKE = `
  INSERT INTO core.job (id, kind, form, state, params, total, created_by, created_at)
  VALUES ($1, $2, $3, 'queued', $4, $5, $6, $7)`;

/** A key of its own each time: what a killed worker holds of the queue stays locked there for hours. */
const ENQUEUE = `
  SELECT ${QUEUE_SCHEMA}.add_job('${QUEUE_TASK}', json_build_object('id', $1::text), max_attempts := 1, job_key := $2)`;

const ENQUEUE_WAITING = `
  SELECT ${QUEUE_SCHEMA}.add_job('${QUEUE_TASK}', json_build_object('id', id::text), max_attempts := 1, job_key := id || '/0')
    FROM core.job WHERE state = 'queued'`;

const TAKE = `
  UPDATE core.job SET state = 'running', lease = $2, lease_until = ${LEASE_END}, attempts = attempts + 1,
         started_at = coalesce(started_at, $3)
   WHERE id = $1 AND (state = 'queued' OR (state = 'running' AND lease_until < clock_timestamp()))
  RETURNING id, kind, form, params, position, done, lease, created_by AS "createdBy", attempts,
            cancel_asked AS "cancelAsked", settled`;

const BEAT = `
  UPDATE core.job SET lease_until = ${LEASE_END} WHERE id = $1 AND lease = $2 AND state = 'running'
  RETURNING cancel_asked AS "cancelAsked"`;

const END = `
  UPDATE core.job SET state = $3, result = $4, code = $5, issues = $6, result_file = $7, errors_file = $8,
         finished_at = $9, refusal = $10, told_once = $11, lease = NULL, lease_until = NULL
   WHERE id = $1 AND lease = $2 AND state = 'running'`;

const FORGET = 'UPDATE core.job SET told_once = NULL WHERE told_once IS NOT NULL AND finished_at < $1';

const LET_GO = `
  UPDATE core.job SET lease = NULL, lease_until = clock_timestamp() + $3 * interval '1 second',
         attempts = attempts - $4::integer
   WHERE id = $1 AND lease = $2 AND state = 'running'`;

/** Jobs whose worker gives no sign of life; whoever finds one first puts it into the queue again. */
const ABANDONED = `
  UPDATE core.job SET state = 'queued', lease = NULL, lease_until = NULL
   WHERE id IN (SELECT id FROM core.job WHERE state = 'running' AND lease_until < clock_timestamp()
                 ORDER BY lease_until LIMIT 20 FOR UPDATE SKIP LOCKED)
  RETURNING id`;

const COLUMNS = `
  id, kind, form, state, params, done, total, result, code, issues, result_file AS "resultFile", errors_file AS "errorsFile",
  created_by AS "createdBy", created_at AS "createdAt", started_at AS "startedAt", finished_at AS "finishedAt",
  cancel_asked AS "cancelAsked", step, settled, refusal, told_once AS "toldOnce"`;

const CANCEL = `
  UPDATE core.job SET cancel_asked = true,
         state = CASE WHEN state = 'queued' AND started_at IS NULL THEN 'cancelled' ELSE state END,
         finished_at = CASE WHEN state = 'queued' AND started_at IS NULL THEN $2::timestamptz ELSE finished_at END
   WHERE id = $1 AND state IN ('queued', 'running') AND NOT settled`;

/** As if it had never failed; what it did stays, and it goes on from there. */
const RETRY = `
  UPDATE core.job SET state = 'queued', attempts = 0, code = NULL, issues = NULL, refusal = NULL, cancel_asked = false,
         finished_at = NULL, lease = NULL, lease_until = NULL
   WHERE id = $1 AND state = 'failed' AND NOT settled`;

export interface TakenJob extends JobHead {
  readonly createdBy: string;
  readonly attempts: number;
  readonly cancelAsked: boolean;
  readonly settled: boolean;
  readonly [column: string]: unknown;
}

/** Jobs as rows: how they are made, taken, kept alive, ended and found. */
@Injectable()
export class JobStore {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  /** Makes a job in the transaction of whoever asks for it; it is in the queue with its commit. */
  async make(session: SqlSession, job: NewJob): Promise<string> {
    const id = this.ids();
    const { kind, form = null, params, total = null, createdBy } = job;
    await session.query(MAKE, [id, kind, form, JSON.stringify(params), total, createdBy, this.clock()]);
    await session.query(ENQUEUE, [id, `${id}/0`]);
    return id;
  }

  /** Takes a job that waits, or one that nobody works on any more. */
  async take(id: string): Promise<TakenJob | undefined> {
    const { rows } = await this.database.query<TakenJob>(TAKE, [id, this.ids(), this.clock()]);
    return rows[0];
  }

  /** A sign of life. Tells whether an end was asked for; nothing when the lease is gone. */
  async beat({ id, lease }: JobHead): Promise<boolean | undefined> {
    const { rows } = await this.database.query<{ cancelAsked: boolean }>(BEAT, [id, lease]);
    return rows[0]?.cancelAsked;
  }

  async end({ id, lease }: JobHead, end: JobEnd): Promise<void> {
    const state: JobState = end.cancelled ? 'cancelled' : 'done';
    const files = [end.resultFile ?? null, end.errorsFile ?? null];
    await this.database.transaction(async (session) => {
      const once = end.toldOnce === undefined ? null : JSON.stringify(end.toldOnce);
      const told = [JSON.stringify(end.result), null, null, ...files, this.clock(), null, once];
      const values = [id, lease, state, ...told];
      const { rowCount } = await session.query(END, values);
      if (rowCount === 1) await end.write?.(session);
    });
  }

  async fail({ id, lease }: JobHead, { code, issues, ...refusal }: JobFailure): Promise<void> {
    const told = [
      null,
      code,
      JSON.stringify(issues),
      null,
      null,
      this.clock(),
      JSON.stringify(refusal),
      null,
    ];
    await this.database.query(END, [id, lease, 'failed', ...told]);
  }

  /** Takes away what was to be read soon after the end only. */
  async forgetTold(): Promise<void> {
    await this.database.query(FORGET, [later(this.clock(), -TOLD_ONCE_MS)]);
  }

  /** The process stops: somebody else goes on at once. */
  async hand({ id, lease }: TakenJob): Promise<void> {
    await this.database.query(LET_GO, [id, lease, 0, 1]);
  }

  /** Something went wrong that may pass: it is tried again after a pause that grows. */
  async letGo({ id, lease, attempts }: TakenJob): Promise<void> {
    await this.database.query(LET_GO, [id, lease, Math.min(2 ** attempts, PAUSE_SECONDS_MAX), 0]);
  }

  /** Puts what nobody works on any more into the queue again. Tells how much it was. */
  async takeUpAbandoned(): Promise<number> {
    return this.database.transaction(async (session) => {
      const { rows } = await session.query<{ id: string }>(ABANDONED);
      for (const { id } of rows) await session.query(ENQUEUE, [id, `${id}/${this.ids()}`]);
      return rows.length;
    });
  }

  /** Puts every job that waits into the queue, should the queue have lost it: a backup holds jobs, but not the queue. */
  async enqueueWaiting(): Promise<void> {
    await this.database.query(ENQUEUE_WAITING);
  }

  async find(id: string): Promise<JobRow | undefined> {
    const { rows } = await this.database.query<JobRow>(`SELECT ${COLUMNS} FROM core.job WHERE id = $1`, [id]);
    return rows[0];
  }

  /** The newest first, after a position. */
  async list(
    { by, form, kinds, state }: JobFilter,
    limit: number,
    after: readonly [string, string] | null,
  ): Promise<readonly JobRow[]> {
    const text = `
      SELECT ${COLUMNS} FROM core.job WHERE ($1::uuid IS NULL OR created_by = $1)
         AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4::uuid))
         AND ($5::text IS NULL OR form = $5) AND ($6::text[] IS NULL OR kind = ANY ($6))
         AND ($7::text IS NULL OR state = $7)
       ORDER BY created_at DESC, id DESC LIMIT $2`;
    const { rows } = await this.database.query<JobRow>(text, [
      by,
      limit,
      after?.[0] ?? null,
      after?.[1] ?? null,
      form,
      kinds,
      state,
    ]);
    return rows;
  }

  /** Asks for the end of a job. Tells whether there was anything to end. */
  async cancel(session: SqlSession, id: string): Promise<boolean> {
    const { rowCount } = await session.query(CANCEL, [id, this.clock()]);
    return rowCount === 1;
  }

  /** Puts a job that failed into the queue again. Tells whether there was one. */
  async retry(session: SqlSession, id: string): Promise<boolean> {
    const { rowCount } = await session.query(RETRY, [id]);
    if (rowCount === 1) await session.query(ENQUEUE, [id, `${id}/${this.ids()}`]);
    return rowCount === 1;
  }
}
