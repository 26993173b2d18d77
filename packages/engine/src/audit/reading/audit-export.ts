import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { businessDay } from '@dougong/kernel/foundation';
import type { Clock, Language } from '@dougong/kernel/foundation';
import { Database } from '../../database/database.js';
import { CSV } from '../../exchange/sheets/csv-writer.js';
import type { SheetFormat } from '../../exchange/sheets/sheet-writer.js';
import { XLSX } from '../../exchange/sheets/xlsx-writer.js';
import type { Subject } from '../../identity/subject.js';
import { JobKinds } from '../../jobs/job-kind.js';
import type { JobEnd, JobKind } from '../../jobs/job-kind.js';
import { Jobs } from '../../jobs/jobs.js';
import type { RunningJob } from '../../jobs/running-job.js';
import { StoredFiles } from '../../jobs/stored-files.js';
import { CLOCK } from '../../ports.js';
import { InForce } from '../../records/in-force.js';
import { noRight } from '../../http/refusal.js';
import { AuditLog } from '../audit-log.js';
import type { AuditSource } from '../audit-log.js';
import type { AuditFilter } from './audit-filter.js';
import { readEntries } from './audit-page.js';
import type { AuditPlace } from './audit-page.js';
import { EntryWords } from './entry-words.js';
import { jsonLines } from './json-lines.js';
import { entrySheet } from './entry-sheet.js';
import type { ExportedEntry } from './entry-sheet.js';
import { entryProofs } from './entry-proofs.js';

export const AUDIT_EXPORT_FORMATS = ['xlsx', 'csv', 'jsonl'] as const;
export type AuditExportFormat = (typeof AUDIT_EXPORT_FORMATS)[number];

/** What is exported, and in which words. */
export interface AuditExportWish {
  readonly filter: AuditFilter;
  readonly format: AuditExportFormat;
  readonly language: Language;
}

const PAGE_ROWS = 500;
const SHEETS: Readonly<Record<Exclude<AuditExportFormat, 'jsonl'>, SheetFormat>> = { xlsx: XLSX, csv: CSV };

/** Takes entries out of the audit as a job: what was and what is stand side by side, in the eyes of whoever asked. */
@Injectable()
export class AuditExport implements JobKind, OnModuleInit {
  readonly kind = 'audit_export';
  readonly title = { 'zh-CN': '导出日志', en: 'Export of the audit' };

  constructor(
    private readonly database: Database,
    private readonly inForce: InForce,
    private readonly words: EntryWords,
    private readonly audit: AuditLog,
    private readonly jobs: Jobs,
    private readonly kinds: JobKinds,
    private readonly files: StoredFiles,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  start(subject: Subject, wish: AuditExportWish, source: AuditSource): Promise<string> {
    return this.jobs.start({ kind: this.kind, params: { ...wish }, createdBy: subject.id }, source);
  }

  /** An export begins anew when its worker died: what it reads has moved on. */
  async run(job: RunningJob): Promise<JobEnd> {
    // The right may have gone since the job was asked for.
    if (!job.by.rights.audit) throw noRight({ right: 'audit' });
    const wish = job.head.params as AuditExportWish;
    const counted = { entries: 0 };
    const file = this.fileOf(job, wish, counted);
    const kept = await this.files.keep({ ...file, createdBy: job.by.id }, file.bytes);
    if (job.isCancelled) {
      await this.files.remove(kept.id);
      return { result: counted, cancelled: true };
    }
    const told = { entries: counted.entries, format: wish.format, filter: wish.filter };
    return {
      result: { ...counted, bytes: kept.bytes },
      resultFile: kept.id,
      write: (session) =>
        this.audit.write(session, {
          actor: job.by.id,
          channel: 'worker',
          action: 'audit:export',
          outcome: 'done',
          changes: [{ path: '/export', old: null, new: told }],
        }),
    };
  }

  private fileOf(job: RunningJob, wish: AuditExportWish, counted: { entries: number }) {
    const { format, language } = wish;
    const name = language === 'en' ? 'audit' : '操作日志';
    const day = businessDay(this.clock());
    const entries = this.entries(job, wish, counted);
    if (format === 'jsonl')
      return {
        name: `${name}-${day}.jsonl`,
        mediaType: 'application/jsonl; charset=utf-8',
        bytes: jsonLines(entries),
      };
    const sheets = SHEETS[format];
    const bytes = sheets.write([entrySheet(entries, language)]);
    return { name: `${name}-${day}.${sheets.extension}`, mediaType: sheets.mediaType, bytes };
  }

  private async *entries(
    job: RunningJob,
    { filter, language }: AuditExportWish,
    counted: { entries: number },
  ): AsyncGenerator<ExportedEntry> {
    let after: AuditPlace | undefined;
    for (;;) {
      const page = await this.page(job.by, filter, after, language);
      yield* page;
      counted.entries += page.length;
      const last = page.at(-1);
      if (!last || page.length < PAGE_ROWS) return;
      after = last.place;
      await job.chunk(() => Promise.resolve({ position: null, done: counted.entries }));
      if (job.isCancelled) return;
    }
  }

  private page(
    subject: Subject,
    filter: AuditFilter,
    after: AuditPlace | undefined,
    language: Language,
  ): Promise<ExportedEntry[]> {
    return this.inForce.read((standing) =>
      this.database.withSession(async (session) => {
        const rows = await readEntries(session, filter, after, PAGE_ROWS);
        const views = await this.words.views(session, { ...standing, subject, language }, rows);
        const proofs = await entryProofs(session, views);
        const value = views.map((view, at) => ({
          view,
          actor: standing.people.nameOf(view.actor ?? '') ?? view.actor,
          onBehalfOf: standing.people.nameOf(view.onBehalfOf ?? '') ?? view.onBehalfOf,
          place: { moment: rows[at]?.moment ?? '', id: view.id },
          proof: proofs.get(view.id),
        }));
        return { value };
      }),
    );
  }
}
