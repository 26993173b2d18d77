import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { businessDay } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import { AuditLog } from '../../audit/audit-log.js';
import type { AuditSource } from '../../audit/audit-log.js';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import type { Subject } from '../../identity/subject.js';
import { JobKinds } from '../../jobs/job-kind.js';
import type { JobEnd, JobKind } from '../../jobs/job-kind.js';
import { Jobs } from '../../jobs/jobs.js';
import type { RunningJob } from '../../jobs/running-job.js';
import { StoredFiles } from '../../jobs/stored-files.js';
import { CLOCK } from '../../ports.js';
import { formOf } from '../../records/form-grant.js';
import { InForce } from '../../records/in-force.js';
import { LabelReader } from '../../records/reference-labels.js';
import { CSV } from '../sheets/csv-writer.js';
import type { SheetFormat } from '../sheets/sheet-writer.js';
import { XLSX } from '../sheets/xlsx-writer.js';
import { exportGrant } from './export-grant.js';
import type { ExportQuestion } from './export-question.js';
import { ExportRows } from './export-rows.js';

const FORMATS: Readonly<Record<ExportQuestion['format'], SheetFormat>> = { csv: CSV, xlsx: XLSX };

/** How often an export that runs as a job says how far it is, and gives others the time to cancel it. */
const TELL_EVERY_BYTES = 4 * 1024 * 1024;

export interface ExportFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: AsyncGenerator<Uint8Array>;
}

interface ExportParams extends ExportQuestion, Partial<AuditSource> {
  readonly form: string;
}

/** Takes records out of a form: as an answer that is written while it is read, or as a job with a file. */
@Injectable()
export class Exports implements JobKind, OnModuleInit {
  readonly kind = 'export';
  readonly title = { 'zh-CN': '导出', en: 'Export' };

  about({ format }: Readonly<Record<string, unknown>>) {
    return { format };
  }

  constructor(
    private readonly database: Database,
    private readonly inForce: InForce,
    private readonly labels: LabelReader,
    private readonly audit: AuditLog,
    private readonly jobs: Jobs,
    private readonly kinds: JobKinds,
    private readonly files: StoredFiles,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  /** The file as a stream. The audit tells of it when it has gone out whole, and of one that broke off too. */
  async stream(
    subject: Subject,
    form: string,
    question: ExportQuestion,
    source: AuditSource,
  ): Promise<ExportFile> {
    const { rows, file } = await this.open(subject, form, question);
    const note = (session: SqlSession, whole: boolean) =>
      this.note(session, subject, form, question, { rows: rows.records, whole, source });
    const { database } = this;
    const bytes = (async function* () {
      let whole = false;
      try {
        yield* file.bytes;
        whole = true;
      } finally {
        await database.transaction((session) => note(session, whole));
      }
    })();
    return { ...file, bytes };
  }

  /** Leaves the export to the workers. Refuses at once what would be refused there. */
  async start(
    subject: Subject,
    form: string,
    question: ExportQuestion,
    source: AuditSource,
  ): Promise<string> {
    await this.open(subject, form, question);
    const params = { ...question, ...source, form };
    return this.jobs.start({ kind: this.kind, form, params: { ...params }, createdBy: subject.id }, source);
  }

  /** An export begins anew when its worker died: what it reads has moved on. */
  async run(job: RunningJob): Promise<JobEnd> {
    const params = job.head.params as ExportParams;
    const { rows, file } = await this.open(job.by, params.form, params);
    const told = this.telling(job, rows, file.bytes);
    const kept = await this.files.keep({ ...file, createdBy: job.by.id }, told);
    if (job.isCancelled) {
      await this.files.remove(kept.id);
      return { result: { rows: rows.records }, cancelled: true };
    }
    const { channel = 'worker', ip = '', requestId = job.id } = params;
    const note = { rows: rows.records, whole: true, source: { channel, ip, requestId } };
    return {
      result: { rows: rows.records, bytes: kept.bytes },
      resultFile: kept.id,
      write: (session) => this.note(session, job.by, params.form, params, note),
    };
  }

  private async *telling(
    job: RunningJob,
    rows: ExportRows,
    bytes: AsyncGenerator<Uint8Array>,
  ): AsyncGenerator<Uint8Array> {
    let untold = 0;
    for await (const chunk of bytes) {
      yield chunk;
      untold += chunk.length;
      if (untold < TELL_EVERY_BYTES) continue;
      untold = 0;
      await job.chunk(() => Promise.resolve({ position: null, done: rows.records }));
      if (job.isCancelled) return;
    }
  }

  private open(subject: Subject, form: string, question: ExportQuestion) {
    return this.inForce.read(async (standing) => {
      const model = formOf(standing.release, form);
      const grant = exportGrant(standing.release, subject, model);
      const now = this.clock();
      const rows = new ExportRows(this.database, this.labels, {
        standing,
        subject,
        form,
        grant,
        question,
        now,
      });
      const format = FORMATS[question.format];
      const name = `${model.title[question.language]}-${businessDay(now)}.${format.extension}`;
      const file: ExportFile = { name, mediaType: format.mediaType, bytes: format.write(rows.sheets()) };
      return { value: { rows, file } };
    });
  }

  private async note(
    session: SqlSession,
    subject: Subject,
    form: string,
    { format, lines, fields, list }: ExportQuestion,
    { rows, whole, source }: { rows: number; whole: boolean; source: AuditSource },
  ): Promise<void> {
    const told = { rows, format, lines, fields: fields ?? null, query: list, whole };
    const entry = { ...source, actor: subject.id, action: 'export', outcome: 'done' as const, form };
    const ip = source.ip === '' ? {} : { ip: source.ip };
    const { ip: _ip, ...others } = entry;
    await this.audit.write(session, {
      ...others,
      ...ip,
      changes: [{ path: '/export', old: null, new: told }],
    });
  }
}
