import type { Database } from '../database/database.js';
import type { TransactionLimits, SqlSession } from '../database/sql-session.js';
import type { Subject } from '../identity/subject.js';
import type { LongWork, WorkStep } from './long-work.js';

/** The lease went to somebody else: nothing of what this process still does for the job may be kept. */
export class LeaseLost extends Error {}

/** This process stops. The job goes on elsewhere, or here after the next start. */
export class JobPaused extends Error {}

/** Somebody wished its end before anything was done that cannot be taken back. */
export class JobCancelled extends Error {}

/** A lease ends so long after its last sign of life; then somebody else may go on with the job. */
export const LEASE_SECONDS = 10;

/** Where a job stands after a chunk. */
export interface ChunkEnd {
  readonly position: unknown;
  readonly done: number;
  readonly total?: number | undefined;
}

export interface JobHead {
  readonly id: string;
  readonly kind: string;
  readonly form: string | null;
  readonly params: unknown;
  readonly position: unknown;
  readonly done: number;
  readonly lease: string;
  readonly settled?: boolean;
}

/** Takes the row under the lease that is in force, or nothing. */
const COMMIT_CHUNK = `
  UPDATE core.job SET position = $3, done = $4, total = coalesce($5, total), attempts = 0,
         lease_until = clock_timestamp() + interval '${LEASE_SECONDS} seconds'
   WHERE id = $1 AND lease = $2 AND state = 'running' RETURNING cancel_asked AS "cancelAsked"`;

const TELL_STEP = `
  UPDATE core.job SET step = $3, done = $4, total = $5,
         lease_until = clock_timestamp() + interval '${LEASE_SECONDS} seconds'
   WHERE id = $1 AND lease = $2 AND state = 'running' RETURNING cancel_asked AS "cancelAsked"`;

const HOLD = `
  SELECT cancel_asked AS "cancelAsked" FROM core.job WHERE id = $1 AND lease = $2 AND state = 'running' FOR UPDATE`;

const SETTLE = 'UPDATE core.job SET settled = true, position = $2, attempts = 0 WHERE id = $1';

/** A chunk may take longer than a request: many records are written in one transaction. */
const CHUNK_LIMITS: TransactionLimits = { statementMs: 60_000 };

/** A job in the hands of a process. */
export class RunningJob implements LongWork {
  /** After the last chunk that was committed. */
  position: unknown;
  done: number;
  /** Somebody asked for an end; the kind stops before its next chunk. */
  isCancelled = false;
  isPausing = false;
  isLost = false;
  /** What cannot be taken back is committed: from now on it goes on to its end. */
  isSettled: boolean;

  constructor(
    private readonly database: Database,
    readonly head: JobHead,
    /** In whose name it works, with the rights that he has now. */
    readonly by: Subject,
  ) {
    this.position = head.position;
    this.done = head.done;
    this.isSettled = head.settled ?? false;
  }

  get id(): string {
    return this.head.id;
  }

  /**
   * Does one chunk: its writes and the job's new position are committed together, or not at all.
   * @throws LeaseLost when somebody else goes on with the job; JobPaused when the process stops.
   */
  async chunk(work: (session: SqlSession) => Promise<ChunkEnd>, limits = CHUNK_LIMITS): Promise<void> {
    this.check();
    const end = await this.database.transaction(
      async (session) => {
        const worked = await work(session);
        await this.commitPosition(session, worked);
        return worked;
      },
      undefined,
      limits,
    );
    this.position = end.position;
    this.done = end.done;
  }

  /**
   * Tells the step that begins. Before it is settled this is where it stops if it must.
   * @throws JobCancelled, LeaseLost, JobPaused
   */
  async step(step: WorkStep): Promise<void> {
    if (!this.isSettled) this.check();
    const { done = 0, total = null, ...words } = step;
    const values = [this.id, this.head.lease, JSON.stringify(words), done, total];
    const { rows } = await this.database.query<{ cancelAsked: boolean }>(TELL_STEP, values);
    if (this.isSettled) return;
    if (!rows[0]) throw new LeaseLost(this.id);
    if (rows[0].cancelAsked || this.isCancelled) throw new JobCancelled(this.id);
  }

  /**
   * In the transaction that cannot be taken back: notes the position from which it is gone on. Nobody can cancel after it, and a
   * process that has lost the job commits nothing.
   * @throws JobCancelled, LeaseLost
   */
  async settle(session: SqlSession, position: unknown): Promise<void> {
    const { rows } = await session.query<{ cancelAsked: boolean }>(HOLD, [this.id, this.head.lease]);
    if (!rows[0]) throw new LeaseLost(this.id);
    if (rows[0].cancelAsked) throw new JobCancelled(this.id);
    await session.query(SETTLE, [this.id, JSON.stringify(position)]);
    this.settling = position;
  }

  /** After that transaction was committed. */
  settled(): void {
    this.isSettled = true;
    this.position = this.settling;
  }

  private settling: unknown;

  /** Ends what must not go on: the process stops, or somebody else has the job. */
  check(): void {
    if (this.isLost) throw new LeaseLost(this.id);
    if (this.isPausing) throw new JobPaused(this.id);
  }

  private async commitPosition(session: SqlSession, { position, done, total }: ChunkEnd): Promise<void> {
    const { id, lease } = this.head;
    const values = [id, lease, JSON.stringify(position ?? null), done, total ?? null];
    const { rows } = await session.query<{ cancelAsked: boolean }>(COMMIT_CHUNK, values);
    const [row] = rows;
    if (!row) throw new LeaseLost(id);
    this.isCancelled ||= row.cancelAsked;
  }
}
