import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { AuditLog } from '../../audit/audit-log.js';
import type { AuditSource } from '../../audit/audit-log.js';
import type { Settings } from '../../config/settings.js';
import { LISTEN_URL } from '../../database/database-listener.js';
import { Database } from '../../database/database.js';
import { notFound, Refusal } from '../../http/refusal.js';
import type { Subject } from '../../identity/subject.js';
import { JobKinds } from '../../jobs/job-kind.js';
import type { JobEnd, JobKind } from '../../jobs/job-kind.js';
import { Jobs } from '../../jobs/jobs.js';
import type { RunningJob } from '../../jobs/running-job.js';
import { CLOCK, SETTINGS } from '../../ports.js';
import { ENGINE_MAKER } from '../../scenarios/engine-maker.js';
import type { EngineMaker } from '../../scenarios/engine-maker.js';
import { createBackup } from '../create-backup.js';
import { drill } from './drill.js';
import type { DrillReport } from './drill.js';
import { NOTE_DRILL, notedOf } from './note-drill.js';
import { StepTeller } from './step-teller.js';

const FILE_OF = `SELECT file FROM core.backup WHERE id = $1 AND state = 'done' AND removed_at IS NULL`;
const LAST_FILE = `
  SELECT file FROM core.backup WHERE state = 'done' AND removed_at IS NULL ORDER BY asked_at DESC LIMIT 1`;
const UNDER_WAY = `SELECT FROM core.job WHERE kind = $1 AND state IN ('queued', 'running')`;

/** Which backup is restored: one by its id, the last that was made, or one that is made for it. */
export type DrillWish = { readonly backup: string } | 'last' | 'fresh';

/**
 * The drill as a job: a backup is restored into a server of its own, compared, verified and read. It holds no connection to the database in
 * use but for making a fresh backup and for noting how it went; begun again, it begins anew.
 */
@Injectable()
export class DrillJob implements JobKind, OnModuleInit {
  readonly kind = 'backup_drill';
  readonly title = { 'zh-CN': '恢复演练', en: 'Restore drill' };

  constructor(
    private readonly jobs: Jobs,
    private readonly kinds: JobKinds,
    private readonly database: Database,
    private readonly audit: AuditLog,
    @Inject(LISTEN_URL) private readonly ownerUrl: string,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(ENGINE_MAKER) private readonly makeEngine: EngineMaker,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  about({ file }: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    return { file: file ?? null };
  }

  /** Leaves it to the workers. */
  async start(subject: Subject, wish: DrillWish, source: AuditSource): Promise<string> {
    const file = await this.fileOf(wish);
    const { rowCount } = await this.database.query(UNDER_WAY, [this.kind]);
    if (rowCount) throw new Refusal(409, 'drill_under_way');
    return this.jobs.start({ kind: this.kind, params: { file }, createdBy: subject.id }, source);
  }

  async run(job: RunningJob): Promise<JobEnd> {
    const { file } = job.head.params as { readonly file: string | null };
    if (file !== null) return this.drillFile(job, file);
    const folder = await mkdtemp(join(tmpdir(), 'dougong-drill-'));
    try {
      return await this.drillFresh(job, join(folder, 'fresh.backup'));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Nothing where a backup is to be made for it. */
  private async fileOf(wish: DrillWish): Promise<string | null> {
    if (wish === 'fresh') return null;
    const asked =
      wish === 'last' ? this.database.query<{ file: string }>(LAST_FILE) : this.named(wish.backup);
    const { rows } = await asked;
    if (rows[0] === undefined && wish !== 'last') throw notFound();
    return rows[0]?.file ?? null;
  }

  private named(backup: string) {
    return this.database.query<{ file: string }>(FILE_OF, [backup]);
  }

  private async drillFresh(job: RunningJob, path: string): Promise<JobEnd> {
    const steps = new StepTeller(job);
    await createBackup({
      ownerUrl: this.ownerUrl,
      path,
      passphrase: this.settings.backupPassphrase,
      at: this.clock(),
      progress: (_, done, total) => steps.tell({ code: 'drill_backup', done, total }),
    });
    await steps.done();
    return this.endOf(job, null, await this.play(job, path));
  }

  private async drillFile(job: RunningJob, file: string): Promise<JobEnd> {
    await access(file).catch(() => {
      throw new Refusal(409, 'drill_file_missing', [], { params: { file } });
    });
    return this.endOf(job, file, await this.play(job, file));
  }

  private async play(job: RunningJob, path: string): Promise<DrillReport> {
    const steps = new StepTeller(job);
    const report = await drill({
      path,
      passphrase: this.settings.backupPassphrase,
      at: this.clock(),
      openEngine: (urls) => this.makeEngine({ urls, clock: this.clock }),
      step: (code, place) => steps.tell({ code, ...place }),
    });
    await steps.done();
    return report;
  }

  private endOf(job: RunningJob, file: string | null, report: DrillReport): JobEnd {
    const { backupAt, rows, seconds } = notedOf(report);
    const { reading, restored } = report;
    return {
      result: { file, backupAt, rows, seconds, reading, verified: restored.verification.figures },
      write: async (session) => {
        const values = [job.id, file, backupAt, this.clock(), rows, seconds, job.by.id];
        await session.query(NOTE_DRILL, values);
        await this.audit.write(session, {
          actor: job.by.id,
          action: 'drill_backup',
          outcome: 'done',
          changes: { file, backupAt, rows, seconds },
        });
      },
    };
  }
}
