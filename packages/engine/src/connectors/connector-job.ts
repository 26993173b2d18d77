import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import type { CompiledConnector } from '@dougong/kernel/connectors';
import type { Clock } from '@dougong/kernel/foundation';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import { Refusal } from '../http/refusal.js';
import { JobKinds } from '../jobs/job-kind.js';
import type { JobEnd, JobKind } from '../jobs/job-kind.js';
import type { JobFailure } from '../jobs/job-store.js';
import type { JobHead, RunningJob } from '../jobs/running-job.js';
import { CLOCK } from '../ports.js';
import { later } from '../workers/later.js';
import { pauseAfter } from '../workers/retry-ladder.js';
import { ComparisonRun } from './comparison-run.js';
import { ConnectorAlert } from './connector-alert.js';
import { ConnectorBook } from './connector-book.js';
import type { Counts, Pipe } from './connector-book.js';
import { failureOf, RefusedThere, Unreachable } from './connector-failure.js';
import type { ConnectorFailure } from './connector-failure.js';
import { ConnectorSettings } from './connector-settings.js';
import type { Connection } from './connector-settings.js';
import { ExportRun } from './export-run.js';
import { ImportRun } from './import-run.js';

/** What a job of a connector is to do. */
export interface ConnectorWish extends Pipe {
  /** A day that is compared. */
  readonly day?: string;
  /** A dead letter that is tried again. */
  readonly letter?: string;
}

/** Who is told at every failure would stop reading. */
const TOLD_EVERY = 5;

/** Carries a run of a connector out, as work that may be taken up again after a crash. */
@Injectable()
export class ConnectorJob implements JobKind, OnModuleInit {
  readonly kind = 'connector';
  readonly title = { 'zh-CN': '连接器', en: 'Connector' };

  /** Runs whose failure was told while they ran. */
  private readonly told = new Set<string>();

  constructor(
    private readonly kinds: JobKinds,
    private readonly settings: ConnectorSettings,
    private readonly imports: ImportRun,
    private readonly exports: ExportRun,
    private readonly comparisons: ComparisonRun,
    private readonly book: ConnectorBook,
    private readonly alert: ConnectorAlert,
    private readonly database: Database,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  about({ connector, pipeline, day, letter }: Readonly<Record<string, unknown>>) {
    return { connector, pipeline, ...(day ? { day } : {}), ...(letter ? { letter } : {}) };
  }

  async run(job: RunningJob): Promise<JobEnd> {
    const wish = job.head.params as ConnectorWish;
    const connection = await this.settings.connection(wish.connector);
    try {
      const counts = await this.carryOut(job, connection, wish);
      return this.end(job, connection, wish, counts);
    } catch (error) {
      const failure = failureIn(error);
      if (!failure) throw error;
      const passing = error instanceof Unreachable ? error : undefined;
      await this.fail(connection.connector, wish, failure, passing);
      this.told.add(job.id);
      throw new Refusal(
        502,
        failure.code,
        failure.issues ?? [],
        failure.params ? { params: failure.params } : {},
      );
    }
  }

  /** What keeps a run from ever beginning, or ends it though nobody refused anything, is told just so. */
  async failed({ id, params }: JobHead, { code, issues, params: more }: JobFailure): Promise<void> {
    if (this.told.delete(id)) return;
    const wish = params as ConnectorWish;
    const connector = await this.settings.compiled(wish.connector).catch(() => undefined);
    if (!connector) return;
    await this.fail(connector, wish, { code, issues, ...(more ? { params: more } : {}) }, undefined);
  }

  private async carryOut(job: RunningJob, connection: Connection, wish: ConnectorWish): Promise<Counts> {
    const { imports, exports } = connection.connector;
    const pipe = { connector: wish.connector, pipeline: wish.pipeline };
    const [into, out] = [imports.get(wish.pipeline), exports.get(wish.pipeline)];
    const letter =
      wish.letter === undefined ? undefined : await this.book.letter(wish.connector, wish.letter);
    if (wish.letter !== undefined && letter?.state !== 'open') return {};
    if (into && letter) return { ...(await this.imports.again(job, pipe, into, letter.payload)) };
    if (into) return { ...(await this.imports.run(job, connection, pipe, into)) };
    if (!out) throw new Refusal(404, 'not_found');
    if (wish.day !== undefined)
      return { ...(await this.comparisons.run(job, connection, pipe, out, wish.day)) };
    return { ...(await this.exports.run(job, connection, pipe, out, letter?.source)) };
  }

  private end(job: RunningJob, { connector }: Connection, wish: ConnectorWish, counts: Counts): JobEnd {
    const { pipeline, day } = wish;
    const { failed = 0, missing = 0, unknown = 0, different = 0 } = counts;
    return {
      result: { ...wish, counts },
      cancelled: job.isCancelled,
      write: async (session) => {
        await this.audit.write(session, {
          actor: job.by.id,
          action: `connector:run:${wish.connector}`,
          outcome: 'done',
          requestId: job.id,
          changes: [{ path: `/${wish.connector}/${pipeline}`, old: null, new: { ...counts } }],
        });
        if (failed > 0 && wish.letter === undefined)
          await this.alert.left(session, connector, pipeline, failed);
        const differences = missing + unknown + different;
        if (day !== undefined && differences > 0)
          await this.alert.differs(session, connector, pipeline, day, differences);
      },
    };
  }

  /** Notes it, says when it is tried again by itself, and tells those who look after it. */
  private async fail(
    connector: CompiledConnector,
    { connector: key, pipeline, letter, day }: ConnectorWish,
    failure: ConnectorFailure,
    passing: Unreachable | undefined,
  ): Promise<void> {
    if (letter !== undefined) return;
    await this.database.transaction(async (session) => {
      const pipe = { connector: key, pipeline };
      const failures = await this.book.failed(session, pipe, failure);
      const pause =
        passing && day === undefined ? pauseAfter(failures, 0, passing.retryAfterSeconds) : undefined;
      await this.book.tryAgainAt(
        session,
        pipe,
        pause === undefined ? null : later(this.clock(), pause * 1000),
      );
      if (failures % TOLD_EVERY === 1) await this.alert.broken(session, connector, pipeline, failure);
    });
  }
}

function failureIn(error: unknown): ConnectorFailure | undefined {
  if (error instanceof Unreachable || error instanceof RefusedThere) return error.failure;
  return error instanceof Refusal ? failureOf(error) : undefined;
}
