import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import type { Log } from '../../log.js';
import { Directory } from '../../people/directory.js';
import { CLOCK, LOG } from '../../ports.js';
import { ReleaseRegistry } from '../../releases/release-registry.js';
import { later } from '../../workers/later.js';
import { OutboxBell } from '../../workers/outbox-bell.js';
import { carryOut } from './carry-out.js';
import type { RunResult } from './carry-out.js';
import { redNotices } from './red-notices.js';
import { RUN_COLUMNS } from './run-row.js';
import type { RunPhase, RunView } from './run-row.js';

const STATEMENT_MS = 600_000;
/** A process that dies leaves its run to others after so long. */
const LEASE_MS = 900_000;
const ATTEMPTS_MAX = 3;
const FAILURE_LENGTH_MAX = 500;

/** One run of a definition at a time, the oldest first. */
const LEASE = `
  UPDATE reconciliation.run r
     SET state = 'running', started_at = $1, leased_until = $2, attempts = r.attempts + 1
   WHERE r.id = (
     SELECT w.id FROM reconciliation.run w
      WHERE (w.state = 'waiting' OR (w.state = 'running' AND w.leased_until < $1)) AND w.attempts < ${ATTEMPTS_MAX}
        AND NOT EXISTS (SELECT FROM reconciliation.run o
                         WHERE o.definition = w.definition AND o.state = 'running' AND o.leased_until >= $1 AND o.id <> w.id)
      ORDER BY w.id LIMIT 1 FOR UPDATE SKIP LOCKED)
  RETURNING ${RUN_COLUMNS}, r.attempts`;

const DONE = `
  UPDATE reconciliation.run SET state = 'done', ended_at = $2, inputs = $3, summary = $4, result_hash = $5
   WHERE id = $1`;

const PHASE = `
  INSERT INTO reconciliation.run_phase (run, phase) VALUES ($1, $2) ON CONFLICT (run) DO UPDATE SET phase = excluded.phase`;

const FAILED = `
  UPDATE reconciliation.run SET state = CASE WHEN $2 THEN 'waiting' ELSE 'failed' END, failure = $3,
         ended_at = CASE WHEN $2 THEN NULL ELSE $4::timestamptz END
   WHERE id = $1`;

type Leased = RunView & { readonly attempts: number } & Record<string, unknown>;

/** Carries out the runs that wait. Two processes never work on one definition at the same time. */
@Injectable()
export class RunQueue {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly directory: Directory,
    private readonly bell: OutboxBell,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Carries the next run out; tells whether there was one. */
  async carryOutNext(): Promise<boolean> {
    const now = this.clock();
    const { rows } = await this.database.query<Leased>(LEASE, [now, later(now, LEASE_MS)]);
    const run = rows[0];
    if (!run) return false;
    try {
      await this.carryOut(run);
    } catch (error) {
      await this.fail(run, error);
    }
    return true;
  }

  private async carryOut(run: RunView): Promise<void> {
    const release = await this.releases.load(run.release);
    const reconciliation = release.reconciliations.get(run.definition);
    if (!reconciliation) throw new Error(`release ${run.release} has no reconciliation ${run.definition}`);
    const people = await this.directory.refresh();
    await this.database.transaction(
      async (session) => {
        await session.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
        const at = this.clock();
        const onPhase = (phase: RunPhase) => this.note(run, phase);
        const result = await carryOut(session, { run, release, reconciliation, people, at, onPhase });
        await this.finish(session, run, result);
        await session.query(...redNotices(run, reconciliation.definition, people, this.clock()));
      },
      undefined,
      STATEMENT_MS,
    );
    this.bell.ring(undefined);
  }

  /** On a connection and in a row of its own, so that others see it and the run's transaction does not meet it. */
  private async note({ id }: RunView, phase: RunPhase): Promise<void> {
    await this.database.query(PHASE, [id, phase]);
  }

  private async finish(
    session: SqlSession,
    { id }: RunView,
    { inputs, summary, resultHash }: RunResult,
  ): Promise<void> {
    const values = [id, this.clock(), JSON.stringify(inputs), JSON.stringify(summary), resultHash];
    await session.query(DONE, values);
  }

  private async fail({ id, definition, attempts }: Leased, error: unknown): Promise<void> {
    const reason = (error instanceof Error ? error.message : String(error)).slice(0, FAILURE_LENGTH_MAX);
    const isLast = attempts >= ATTEMPTS_MAX;
    this.log.error({ run: id, definition, attempts, reason }, 'a reconciliation did not come to its end');
    await this.database.query(FAILED, [id, !isLast, reason, this.clock()]);
  }
}
