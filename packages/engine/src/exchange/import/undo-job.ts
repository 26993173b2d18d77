import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { patchBack } from '@dougong/kernel/exchange';
import { issue } from '@dougong/kernel/foundation';
import type { Issue, Language } from '@dougong/kernel/foundation';
import type { Difference } from '@dougong/kernel/records';
import { AuditLog } from '../../audit/audit-log.js';
import { CommandBatch } from '../../commands/batch/command-batch.js';
import type { BatchItem, BatchResult } from '../../commands/batch/command-batch.js';
import { isDeadlock } from '../../commands/command-refusal.js';
import { Outdated } from '../../commands/run-facts.js';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { sentence } from '../../http/sentences/index.js';
import { JobKinds } from '../../jobs/job-kind.js';
import type { JobEnd, JobKind } from '../../jobs/job-kind.js';
import type { RunningJob } from '../../jobs/running-job.js';
import { Directory } from '../../people/directory.js';
import { formOf } from '../../records/form-grant.js';
import { ReleaseRegistry } from '../../releases/release-registry.js';

const CHUNK_DOCUMENTS = 200;
const ATTEMPTS_MAX = 4;
const TOLD_MAX = 200;

export interface UndoParams {
  readonly form: string;
  /** The job of the import. */
  readonly import: string;
  readonly language: Language;
}

interface Position {
  /** Documents are taken back from the last to the first, so that what names another goes before it. */
  readonly before: number;
  readonly undone: number;
  readonly conflicts: number;
}

interface DoneDocument {
  readonly doc: number;
  readonly outcome: 'created' | 'updated';
  readonly recordId: string;
  readonly version: number;
  readonly before: readonly Difference[] | null;
  readonly [column: string]: unknown;
}

const NEXT = `
  SELECT doc_no AS doc, outcome, record_id AS "recordId", version, before FROM core.import_document
   WHERE job_id = $1 AND doc_no < $2 AND outcome IN ('created', 'updated') AND undone IS NULL
   ORDER BY doc_no DESC LIMIT ${CHUNK_DOCUMENTS}`;

const TOTAL = `
  SELECT count(*)::integer AS count FROM core.import_document
   WHERE job_id = $1 AND outcome IN ('created', 'updated') AND undone IS NULL`;

const KEEP = `
  UPDATE core.import_document d SET undone = x.undone, undo_issues = x.issues
    FROM jsonb_to_recordset($2::jsonb) AS x(doc integer, undone text, issues jsonb)
   WHERE d.job_id = $1 AND d.doc_no = x.doc`;

const CONFLICTS = `
  SELECT doc_no AS doc, record_id AS "recordId", undo_issues AS issues FROM core.import_document
   WHERE job_id = $1 AND undone = 'conflict' ORDER BY doc_no LIMIT ${TOLD_MAX}`;

/**
 * Takes an import back: records that it made are deleted, those that it changed get their old values again, by the same commands
 * that people use. What somebody has worked on since, or what may not be deleted any more, stays and is listed.
 */
@Injectable()
export class UndoJob implements JobKind, OnModuleInit {
  readonly kind = 'import_undo';
  readonly title = { 'zh-CN': '撤销导入', en: 'Undo an import' };

  about({ import: of }: Readonly<Record<string, unknown>>) {
    return { import: of };
  }

  constructor(
    private readonly kinds: JobKinds,
    private readonly releases: ReleaseRegistry,
    private readonly directory: Directory,
    private readonly batch: CommandBatch,
    private readonly audit: AuditLog,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  async run(job: RunningJob): Promise<JobEnd> {
    const params = job.head.params as UndoParams;
    let failures = 0;
    for (let more = true; more && !job.isCancelled;) {
      try {
        more = await this.chunk(job, params);
        failures = 0;
      } catch (error) {
        failures += 1;
        if (!(error instanceof Outdated || isDeadlock(error)) || failures >= ATTEMPTS_MAX) throw error;
        await Promise.all([this.releases.refresh(), this.directory.refresh()]);
      }
    }
    return this.end(job, params);
  }

  /** Tells whether there may be more. */
  private async chunk(job: RunningJob, params: UndoParams): Promise<boolean> {
    const position = positionOf(job);
    const [release, people] = await Promise.all([this.releases.current(), this.directory.current()]);
    const model = formOf(release, params.form);
    let results: readonly BatchResult[] = [];
    let more = false;
    await job.chunk(async (session) => {
      const { rows: total } = await session.query<{ count: number }>(TOTAL, [params.import]);
      const { rows } = await session.query<DoneDocument>(NEXT, [params.import, position.before]);
      const head = { subject: job.by, channel: 'import' as const, requestId: job.id };
      const items = rows.map(({ outcome, recordId, version, before }): BatchItem => {
        const on = { form: params.form, id: recordId, version };
        if (outcome === 'created')
          return { request: { ...head, action: 'delete', command: { type: 'delete', ...on } } };
        const patch = patchBack(model, before ?? []);
        return { request: { ...head, action: 'update', command: { type: 'change', ...on, patch } } };
      });
      results = await this.batch.run(session, { release, people }, items);
      await this.keep(session, params.import, rows, results);
      const undone = results.filter(({ kind }) => kind === 'done').length;
      const next: Position = {
        before: rows.at(-1)?.doc ?? 0,
        undone: position.undone + undone,
        conflicts: position.conflicts + rows.length - undone,
      };
      more = rows.length === CHUNK_DOCUMENTS;
      const done = next.undone + next.conflicts;
      return { position: next, done, total: done + (total[0]?.count ?? 0) - rows.length };
    });
    this.batch.announce(results);
    return more;
  }

  private async keep(
    session: SqlSession,
    job: string,
    documents: readonly DoneDocument[],
    results: readonly BatchResult[],
  ): Promise<void> {
    const rows = documents.map(({ doc }, at) => {
      const result = results[at];
      if (result?.kind === 'done') return { doc, undone: 'undone', issues: null };
      const refusal = result?.refusal;
      const issues = refusal?.issues.length ? refusal.issues : [issue(refusal?.code ?? 'not_found')];
      return { doc, undone: 'conflict', issues };
    });
    if (rows.length > 0) await session.query(KEEP, [job, JSON.stringify(rows)]);
  }

  private async end(job: RunningJob, { form, import: of, language }: UndoParams): Promise<JobEnd> {
    const { undone, conflicts } = positionOf(job);
    const { rows } = await this.database.query<{ doc: number; recordId: string; issues: readonly Issue[] }>(
      CONFLICTS,
      [of],
    );
    const told = rows.map(({ doc, recordId, issues }) => ({
      document: doc,
      record: recordId,
      code: issues[0]?.code ?? 'not_found',
      detail: issues.map(({ code, params = {} }) => sentence(code, params, language)).join(' '),
    }));
    const entry = {
      actor: job.by.id,
      action: 'import:undo',
      outcome: 'done' as const,
      form,
      channel: 'import' as const,
    };
    const changes = [{ path: `/imports/${of}`, old: null, new: { undone, conflicts } }];
    return {
      result: { import: of, undone, conflicts, left: told },
      cancelled: job.isCancelled,
      write: (session) => this.audit.write(session, { ...entry, requestId: job.id, changes }),
    };
  }
}

function positionOf(job: RunningJob): Position {
  return (job.position as Position | null) ?? { before: 2_147_483_647, undone: 0, conflicts: 0 };
}
