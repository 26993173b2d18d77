import { Inject, Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Refusal } from '../http/refusal.js';
import { SubjectStore } from '../identity/subject-store.js';
import type { Log } from '../log.js';
import { LOG } from '../ports.js';
import { JobKinds } from './job-kind.js';
import { jobSignals } from '../signals/signals.js';
import { ATTEMPTS_MAX, JobStore } from './job-store.js';
import type { JobFailure, TakenJob } from './job-store.js';
import { JobCancelled, JobPaused, LeaseLost, RunningJob } from './running-job.js';

const BEAT_MS = 3000;

/** Carries jobs out: takes one, keeps its lease alive, and writes down how it ended. */
@Injectable()
export class JobRunner {
  private readonly running = new Set<RunningJob>();

  constructor(
    private readonly database: Database,
    private readonly store: JobStore,
    private readonly kinds: JobKinds,
    private readonly subjects: SubjectStore,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Works on a job if it is free. Never throws for what the job itself does. */
  async work(id: string): Promise<void> {
    const taken = await this.store.take(id);
    if (taken) await this.carryOut(taken);
  }

  /** Asks what is under way to stop after the chunk in hand; others go on with it. */
  pause(): void {
    for (const job of this.running) job.isPausing = true;
  }

  private async carryOut(taken: TakenJob): Promise<void> {
    const by = await this.subjects.byId(taken.createdBy);
    if (!by) return this.fail(taken, { code: 'job_of_nobody', issues: [] });
    if (taken.attempts > ATTEMPTS_MAX) return this.fail(taken, { code: 'job_given_up', issues: [] });
    const kind = this.kinds.find(taken.kind);
    if (!kind) return this.store.fail(taken, { code: 'unknown_job_kind', issues: [] });
    const job = new RunningJob(this.database, taken, by);
    job.isCancelled = taken.cancelAsked;
    this.running.add(job);
    const beats = setInterval(() => void this.beat(job), BEAT_MS).unref();
    try {
      const { id } = job;
      const end = await jobSignals.tracePromise(() => kind.run(job), { kind: taken.kind, id });
      await this.store.end(taken, end);
    } catch (error) {
      await this.settle(taken, error);
    } finally {
      clearInterval(beats);
      this.running.delete(job);
    }
  }

  /** Writes down that it has failed; that nobody could be told of it does not undo that. */
  private async fail(taken: TakenJob, failure: JobFailure): Promise<void> {
    await this.store.fail(taken, failure);
    try {
      await this.kinds.find(taken.kind)?.failed?.(taken, failure);
    } catch (error) {
      this.log.error({ err: error, job: taken.id, kind: taken.kind }, 'nobody could be told of a failed job');
    }
  }

  private async beat(job: RunningJob): Promise<void> {
    try {
      const cancelAsked = await this.store.beat(job.head);
      if (cancelAsked === undefined) job.isLost = true;
      else job.isCancelled ||= cancelAsked;
    } catch (error) {
      this.log.warn({ err: error, job: job.id }, 'a job could not give its sign of life');
    }
  }

  private async settle(taken: TakenJob, error: unknown): Promise<void> {
    if (error instanceof LeaseLost) return;
    if (error instanceof JobPaused) return this.store.hand(taken);
    if (error instanceof JobCancelled) return this.store.end(taken, { result: {}, cancelled: true });
    if (error instanceof Refusal) return this.fail(taken, failureOf(error));
    this.log.error({ err: error, job: taken.id, kind: taken.kind }, 'a job failed and will be tried again');
    await this.store.letGo(taken);
  }
}

function failureOf({ code, issues, status, options }: Refusal): JobFailure {
  return { code, issues, status, params: options.params ?? {} };
}
