import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { POOL_URL } from '../../database/database.js';
import type { Subject } from '../../identity/subject.js';
import { JobKinds } from '../../jobs/job-kind.js';
import type { JobEnd, JobKind } from '../../jobs/job-kind.js';
import { Jobs } from '../../jobs/jobs.js';
import type { RunningJob } from '../../jobs/running-job.js';
import { CLOCK } from '../../ports.js';
import { verifyLedger } from '../../registers/seals/verify/verify-ledger.js';
import { AuditLog } from '../audit-log.js';
import type { AuditSource } from '../audit-log.js';

/** What `npx dougong verify` does, for auditors who sit before a screen. It reads one snapshot and begins anew when its worker died. */
@Injectable()
export class VerificationJob implements JobKind, OnModuleInit {
  readonly kind = 'verification';
  readonly title = { 'zh-CN': '校验账本与日志', en: 'Verification of ledger and audit' };

  constructor(
    private readonly jobs: Jobs,
    private readonly kinds: JobKinds,
    private readonly audit: AuditLog,
    @Inject(POOL_URL) private readonly url: string,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  /** Leaves it to the workers; who asked for it is told by the audit. */
  start(subject: Subject, source: AuditSource): Promise<string> {
    return this.jobs.start({ kind: this.kind, params: {}, createdBy: subject.id }, source);
  }

  async run(job: RunningJob): Promise<JobEnd> {
    const began = performance.now();
    const { differences, figures } = await verifyLedger({
      url: this.url,
      at: this.clock(),
      progress: () => job.check(),
    });
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    return {
      result: { whole: differences.length === 0, differences, figures, seconds },
      write: (session) =>
        this.audit.write(session, {
          actor: job.by.id,
          channel: 'worker',
          action: 'audit:verified',
          outcome: 'done',
          changes: [{ path: `/jobs/${job.id}`, old: null, new: { differences: differences.length } }],
        }),
    };
  }
}
