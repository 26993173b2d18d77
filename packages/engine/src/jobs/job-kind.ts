import { Injectable } from '@nestjs/common';
import type { Localized } from '@dougong/kernel/foundation';
import type { SqlSession } from '../database/sql-session.js';
import type { JobFailure } from './job-store.js';
import type { JobHead, RunningJob } from './running-job.js';

/** How a job ended. What it leaves is written in the transaction that says so. */
export interface JobEnd {
  /** Figures and findings, as the kind describes them. */
  readonly result: Readonly<Record<string, unknown>>;
  /** What only whoever asked may read, and only soon: first passwords. It stands in the result for him. */
  readonly toldOnce?: Readonly<Record<string, unknown>>;
  /** Files that it made, by their ids. */
  readonly resultFile?: string;
  readonly errorsFile?: string;
  /** It stopped because somebody asked for it; what is done stays. */
  readonly cancelled?: boolean;
  /** Written together with the end: the audit entry of the whole. */
  readonly write?: (session: SqlSession) => Promise<void>;
}

/**
 * One kind of long work. A job may be started again at any time, in another process, after the last chunk that was
 * committed: `run` goes by the job's position alone and keeps nothing in memory that it cannot read again.
 *
 * To add a kind: one provider that registers itself with `JobKinds` when its module starts.
 */
export interface JobKind {
  readonly kind: string;
  readonly title: Localized;
  /** What the job is about, for whoever looks at a list of jobs: the file of an import, the import that an undo takes back. */
  about?(params: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
  run(job: RunningJob): Promise<JobEnd>;
  /** Hears that a job has failed for good, whether `run` was ever asked or not: to tell those who look after it. */
  failed?(job: JobHead, failure: JobFailure): Promise<void>;
}

/** Which kinds of jobs there are. */
@Injectable()
export class JobKinds {
  private readonly kinds = new Map<string, JobKind>();

  register(kind: JobKind): void {
    if (this.kinds.has(kind.kind)) throw new Error(`two kinds of jobs are called ${kind.kind}`);
    this.kinds.set(kind.kind, kind);
  }

  find(kind: string): JobKind | undefined {
    return this.kinds.get(kind);
  }
}
