import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import type { IdSource, Language } from '@dougong/kernel/foundation';
import { AuditLog } from '../../audit/audit-log.js';
import { CommandBatch } from '../../commands/batch/command-batch.js';
import type { BatchResult, BatchTerms } from '../../commands/batch/command-batch.js';
import { isDeadlock } from '../../commands/command-refusal.js';
import { Outdated } from '../../commands/run-facts.js';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { JobKinds } from '../../jobs/job-kind.js';
import type { JobEnd, JobKind } from '../../jobs/job-kind.js';
import type { RunningJob } from '../../jobs/running-job.js';
import { StoredFiles } from '../../jobs/stored-files.js';
import { Directory } from '../../people/directory.js';
import { ID_SOURCE } from '../../ports.js';
import { formOf } from '../../records/form-grant.js';
import { ReleaseRegistry } from '../../releases/release-registry.js';
import { toldRows } from './told-rows.js';
import { openSheets } from '../sheets/open-sheets.js';
import { DocumentImporter } from './document-importer.js';
import type { DocumentRows } from './document-importer.js';
import { ErrorFiles } from './error-file.js';
import { requireImport } from './import-plan.js';
import type { ImportPlan } from './import-plan.js';
import { countResults, keepResults, NO_COUNTS } from './import-results.js';
import type { Counts, DocumentResult } from './import-results.js';
import { unpackCell } from './packed-cells.js';
import { Staging } from './staging.js';

/** Documents of one transaction; few enough that users never wait long for what it has locked. */
const CHUNK_DOCUMENTS = 200;
const ATTEMPTS_MAX = 4;

/** What an import goes by, kept with its job. */
export interface ImportParams extends ImportPlan {
  readonly form: string;
  readonly fileId: string;
  readonly fileName: string;
  readonly language: Language;
}

type Position =
  | null
  | { readonly phase: 'read' }
  | { readonly phase: 'write'; readonly after: number; readonly documents: number; readonly counts: Counts };

type Writing = Extract<Position, { phase: 'write' }>;

/** Nothing of it is kept; what became of each document is. */
class RolledBack extends Error {
  constructor(readonly results: readonly DocumentResult[]) {
    super('rolled back');
  }
}

const ROWS = `
  SELECT r.sheet, r.row_no AS row, r.doc_no AS doc, r.cells FROM core.import_row r
   WHERE r.job_id = $1 AND r.doc_no > $2 AND r.doc_no <= $3
     AND NOT EXISTS (SELECT FROM core.import_document d WHERE d.job_id = r.job_id AND d.doc_no = r.doc_no)
   ORDER BY r.doc_no, r.sheet, r.row_no`;

const CLEAR_ROWS = 'DELETE FROM core.import_row WHERE job_id = $1';
const CLEAR_DOCUMENTS = 'DELETE FROM core.import_document WHERE job_id = $1';

const COUNT_FAULTS = `SELECT count(*)::integer AS count FROM core.import_document WHERE job_id = $1`;

/**
 * Brings a file into a form: reads it once, then has its documents carried out in chunks, each of which is committed together with
 * the position of the job. Whoever takes the job up again goes on behind the last chunk: no document comes twice, and none is left out.
 */
@Injectable()
export class ImportJob implements JobKind, OnModuleInit {
  readonly kind = 'import';
  readonly title = { 'zh-CN': '导入', en: 'Import' };

  about({ fileName: file, mode, dryRun }: Readonly<Record<string, unknown>>) {
    return { file, mode, dryRun };
  }

  constructor(
    private readonly kinds: JobKinds,
    private readonly files: StoredFiles,
    private readonly releases: ReleaseRegistry,
    private readonly directory: Directory,
    private readonly batch: CommandBatch,
    private readonly errors: ErrorFiles,
    private readonly audit: AuditLog,
    private readonly database: Database,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  async run(job: RunningJob): Promise<JobEnd> {
    const params = job.head.params as ImportParams;
    if ((job.position as Position)?.phase !== 'write') await this.read(job, params);
    if ((job.position as Position)?.phase === 'write') await this.write(job, params);
    return this.end(job, params);
  }

  private async read(job: RunningJob, params: ImportParams): Promise<void> {
    const terms = await this.terms();
    const model = formOf(terms.release, params.form);
    requireImport(terms.release, job.by, model);
    const file = await openSheets(await this.files.whole(params.fileId), params.fileName);
    const documents = await new Staging(job, model, params).read(file);
    if (job.isCancelled) return;
    await job.chunk(async (session) => {
      const { rows } = await session.query<{ count: number }>(COUNT_FAULTS, [job.id]);
      const failed = rows[0]?.count ?? 0;
      const counts = { ...NO_COUNTS, failed };
      const position: Writing = { phase: 'write', after: 0, documents, counts };
      return { position, done: 0, total: documents };
    });
  }

  private async write(job: RunningJob, params: ImportParams): Promise<void> {
    let terms = await this.terms();
    let importer = this.importerOf(job, params, terms);
    const step = params.atomic ? Number.MAX_SAFE_INTEGER : CHUNK_DOCUMENTS;
    let failures = 0;
    for (;;) {
      const position = job.position as Writing;
      if (position.after >= position.documents || job.isCancelled) return;
      try {
        await this.chunk(job, params, importer, position, step);
        failures = 0;
      } catch (error) {
        failures += 1;
        const mayPass = error instanceof Outdated || isDeadlock(error);
        if (!mayPass || failures >= ATTEMPTS_MAX) throw error;
        await this.releases.refresh();
        await this.directory.refresh();
        terms = await this.terms();
        importer = this.importerOf(job, params, terms);
      }
    }
  }

  private importerOf(job: RunningJob, plan: ImportParams, terms: BatchTerms): DocumentImporter {
    const model = formOf(terms.release, plan.form);
    const { batch, ids } = this;
    return new DocumentImporter({ batch, terms, model, subject: job.by, plan, jobId: job.id, ids });
  }

  private async chunk(
    job: RunningJob,
    plan: ImportParams,
    importer: DocumentImporter,
    { after, documents, counts }: Writing,
    step: number,
  ): Promise<void> {
    const upTo = Math.min(after + step, documents);
    const carried: BatchResult[] = [];
    await job.chunk(async (session) => {
      carried.length = 0;
      const found = await documentsOf(session, job.id, after, upTo);
      const keep = (results: readonly BatchResult[]) => void carried.push(...results);
      const results = await this.resultsOf(
        session,
        plan,
        () => importer.carryOut(session, found, keep),
        counts,
      );
      await keepResults(session, job.id, results);
      const position: Writing = {
        phase: 'write',
        after: upTo,
        documents,
        counts: countResults(counts, results),
      };
      return { position, done: upTo, total: documents };
    });
    if (!plan.dryRun) this.batch.announce(carried);
  }

  /** What is tried only, or fails as a whole, is undone again within the transaction that tells of it. */
  private async resultsOf(
    session: SqlSession,
    plan: ImportPlan,
    work: () => Promise<readonly DocumentResult[]>,
    { failed }: Counts,
  ): Promise<readonly DocumentResult[]> {
    if (!plan.dryRun && !plan.atomic) return work();
    await session.query('SAVEPOINT whole');
    try {
      const results = await work();
      const isWhole = failed === 0 && results.every(({ outcome }) => outcome !== 'failed');
      if (plan.dryRun || !isWhole) throw new RolledBack(results);
      await session.query('RELEASE SAVEPOINT whole');
      return results;
    } catch (error) {
      if (!(error instanceof RolledBack)) throw error;
      await session.query('ROLLBACK TO SAVEPOINT whole');
      return plan.dryRun ? error.results.map(untaken) : error.results.map(kept);
    }
  }

  private async end(job: RunningJob, params: ImportParams): Promise<JobEnd> {
    const position = job.position as Position;
    const counts = position?.phase === 'write' ? position.counts : NO_COUNTS;
    const model = (await this.releases.current()).models.get(params.form);
    const titleOf = (path: string) => model?.field(path)?.title;
    const { errorsFile, errors, warnings } = await this.errors.make(job, params, titleOf);
    const rows = await toldRows(this.database, job.id, params, titleOf);
    const { dryRun, mode } = params;
    const documents = position?.phase === 'write' ? position.documents : 0;
    const result = { dryRun, mode, documents, ...counts, errors, warnings, rows };
    return {
      result,
      ...(errorsFile === undefined ? {} : { errorsFile }),
      cancelled: job.isCancelled,
      write: async (session) => {
        // The failing rows stand in the file of errors; the way back needs the documents alone.
        await session.query(CLEAR_ROWS, [job.id]);
        if (dryRun) await session.query(CLEAR_DOCUMENTS, [job.id]);
        await this.note(session, job, params, { documents, ...counts });
      },
    };
  }

  private async note(
    session: SqlSession,
    job: RunningJob,
    params: ImportParams,
    told: object,
  ): Promise<void> {
    if (params.dryRun) return;
    const { form, mode, fileName } = params;
    await this.audit.write(session, {
      actor: job.by.id,
      action: 'import',
      outcome: 'done',
      form,
      channel: 'import',
      requestId: job.id,
      changes: [{ path: `/imports/${job.id}`, old: null, new: { file: fileName, mode, ...told } }],
    });
  }

  private async terms(): Promise<BatchTerms> {
    const [release, people] = await Promise.all([this.releases.current(), this.directory.current()]);
    return { release, people };
  }
}

/** Nothing was made that could be named. */
function untaken({ doc, outcome, issues }: DocumentResult): DocumentResult {
  return { doc, outcome, issues };
}

/** One bad document keeps all the others out. */
function kept({ doc, outcome, issues }: DocumentResult): DocumentResult {
  return outcome === 'failed' ? { doc, outcome, issues } : { doc, outcome: 'skipped' };
}

interface RowRead {
  readonly sheet: number;
  readonly row: number;
  readonly doc: number;
  readonly cells: readonly unknown[];
  readonly [column: string]: unknown;
}

async function documentsOf(
  session: SqlSession,
  job: string,
  after: number,
  upTo: number,
): Promise<readonly DocumentRows[]> {
  const { rows } = await session.query<RowRead>(ROWS, [job, after, Math.min(upTo, 2_147_483_647)]);
  const documents = new Map<
    number,
    DocumentRows & { rows: { sheet: number; row: number; cells: ReturnType<typeof unpackCell>[] }[] }
  >();
  for (const { sheet, row, doc, cells } of rows) {
    const known = documents.get(doc) ?? { doc, rows: [] };
    known.rows.push({ sheet, row, cells: cells.map(unpackCell) });
    documents.set(doc, known);
  }
  return [...documents.values()];
}
