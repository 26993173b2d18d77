import { Injectable } from '@nestjs/common';
import { hasFormAction } from '@dougong/kernel/access';
import type { Language } from '@dougong/kernel/foundation';
import { AuditLog } from '../audit/audit-log.js';
import type { AuditSource } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { problemOf } from '../http/problem.js';
import { notFound, Refusal } from '../http/refusal.js';
import { sentence } from '../http/sentences/index.js';
import type { Subject } from '../identity/subject.js';
import { JobKinds } from './job-kind.js';
import { JobStore } from './job-store.js';
import type { JobRow, NewJob } from './job-store.js';
import type { JobWire } from './job.wire.js';
import { placeOfStep } from './long-work.js';

/**
 * Jobs for those who asked for them. Nobody else sees one, but administrators: they see how it goes and can end it, and
 * nothing of the records that it reads or brings, which their roles may hide from them.
 */
@Injectable()
export class Jobs {
  constructor(
    private readonly database: Database,
    private readonly store: JobStore,
    private readonly kinds: JobKinds,
    private readonly audit: AuditLog,
  ) {}

  /** Makes a job; the audit tells in the same transaction who wanted it and from where. */
  start(job: NewJob, source: Partial<AuditSource> = {}): Promise<string> {
    return this.database.transaction(async (session) => {
      const id = await this.store.make(session, job);
      const { kind, form, createdBy } = job;
      await this.audit.write(session, {
        ...source,
        ...(form === undefined ? {} : { form }),
        actor: createdBy,
        action: `job:start:${kind}`,
        outcome: 'done',
        changes: [{ path: `/jobs/${id}`, old: null, new: 'queued' }],
      });
      return id;
    });
  }

  /** A job that the subject may see. */
  async visible(subject: Subject, id: string): Promise<JobRow> {
    const row = await this.store.find(id);
    if (!row || (row.createdBy !== subject.id && !subject.rights.administer)) throw notFound();
    if (row.form !== null && !isInScope(subject, row.form)) throw notFound();
    return row;
  }

  /** Ends a job after the chunk in hand. */
  async cancel(subject: Subject, id: string, source: AuditSource): Promise<JobRow> {
    return this.turn(subject, id, source, { action: 'cancel', to: 'cancelled' }, async (session, row) => {
      if (!(await this.store.cancel(session, id))) throw await this.tooLate(id, row);
    });
  }

  /** Lets a job that failed go on after its last chunk, in the name of whoever asked for it. */
  async retry(subject: Subject, id: string, source: AuditSource): Promise<JobRow> {
    return this.turn(subject, id, source, { action: 'retry', to: 'queued' }, async (session, { state }) => {
      if (!(await this.store.retry(session, id)))
        throw new Refusal(409, 'job_has_not_failed', [], { params: { state } });
    });
  }

  /** Does something with a job that the subject may see, and says so in the audit. */
  private async turn(
    subject: Subject,
    id: string,
    source: AuditSource,
    { action, to }: { readonly action: string; readonly to: JobRow['state'] },
    act: (session: SqlSession, row: JobRow) => Promise<void>,
  ): Promise<JobRow> {
    const row = await this.visible(subject, id);
    await this.database.transaction(async (session) => {
      await act(session, row);
      await this.audit.write(session, {
        ...source,
        ...(row.form === null ? {} : { form: row.form }),
        actor: subject.id,
        action: `job:${action}:${row.kind}`,
        outcome: 'done',
        changes: [{ path: `/jobs/${id}`, old: row.state, new: to }],
      });
    });
    return this.visible(subject, id);
  }

  /** A job as the subject may see it. */
  seenBy(subject: Subject, row: JobRow, language: Language): JobWire {
    const wire = this.wire(row, language, subject.id);
    return isHis(subject, row) ? wire : ofSomebodyElse(wire);
  }

  /** A job among others: without the rows that it shows by itself. */
  listed(subject: Subject, row: JobRow, language: Language): JobWire {
    return withoutRows(this.seenBy(subject, row, language));
  }

  /** The file that came out of a job, for whoever asked for it and nobody else. */
  async fileOf(subject: Subject, id: string, file: string): Promise<string> {
    const row = await this.visible(subject, id);
    const found = file === 'result' ? row.resultFile : file === 'errors' ? row.errorsFile : null;
    if (found === null || !isHis(subject, row)) throw notFound();
    return found;
  }

  private async tooLate(id: string, { state }: JobRow): Promise<Refusal> {
    const now = await this.store.find(id);
    const isUnderWay = now?.settled === true && now.state === 'running';
    return new Refusal(409, isUnderWay ? 'job_is_settled' : 'job_is_over', [], { params: { state } });
  }

  /** @param viewer what is told once is for whoever asked for the job. */
  wire(row: JobRow, language: Language, viewer?: string): JobWire {
    const file = (name: string) => `/api/v1/jobs/${row.id}/files/${name}`;
    return {
      id: row.id,
      kind: row.kind,
      title: { ...(this.kinds.find(row.kind)?.title ?? { 'zh-CN': row.kind, en: row.kind }) },
      form: row.form,
      about: { ...this.kinds.find(row.kind)?.about?.(row.params) },
      state: row.state,
      progress: { done: row.done, total: row.total },
      step: stepOf(row, language),
      cancelAsked: row.cancelAsked,
      cancellable: (row.state === 'queued' || row.state === 'running') && !row.cancelAsked && !row.settled,
      retryable: row.state === 'failed' && !row.settled,
      result: row.result && viewer === row.createdBy ? { ...row.result, ...row.toldOnce } : row.result,
      problem: jobProblem(row, language),
      files: {
        ...(row.resultFile === null ? {} : { result: file('result') }),
        ...(row.errorsFile === null ? {} : { errors: file('errors') }),
      },
      createdBy: row.createdBy,
      createdAt: row.createdAt,
      startedAt: row.startedAt,
      finishedAt: row.finishedAt,
    };
  }
}

const ROW_ACTIONS = ['export', 'import'];

/** Whether a key is for what goes out of a form or into it: another one of its account may have asked for the job. */
function isInScope({ key }: Subject, form: string): boolean {
  const scope = key?.scope ?? undefined;
  return ROW_ACTIONS.some((action) => hasFormAction(scope, form, action));
}

/** Whether what a job holds is the subject's to see; what is of no form is beyond the scope of any key. */
function isHis(subject: Subject, { createdBy, form }: JobRow): boolean {
  if (createdBy !== subject.id) return false;
  return form === null ? !subject.key?.scope : isInScope(subject, form);
}

function withoutRows(wire: JobWire): JobWire {
  if (wire.result === null) return wire;
  const { errors: _errors, warnings: _warnings, left: _left, ...result } = wire.result;
  // An export tells by the same word how many rows it has.
  return { ...wire, result: typeof result['rows'] === 'object' ? { ...result, rows: null } : result };
}

/** Of work on records, what went wrong with single ones may repeat their values. */
function ofSomebodyElse(wire: JobWire): JobWire {
  const { form, problem } = wire;
  const held = form === null || problem === null ? problem : { ...problem, errors: [] };
  return { ...withoutRows(wire), problem: held, files: {} };
}

function stepOf({ state, step }: JobRow, language: Language): JobWire['step'] {
  if (step === null || state !== 'running') return null;
  const { code, params = {} } = step;
  const words = sentence(`step_${code}`, params, language);
  return { code, sentence: words, ...placeOfStep(code) };
}

/** Jobs that failed before refusals were kept whole have neither status nor parameters. */
const STATUS_UNKNOWN = 422;

function jobProblem({ id, code, issues, refusal }: JobRow, language: Language): JobWire['problem'] {
  if (code === null) return null;
  const { status = STATUS_UNKNOWN, params = {} } = refusal ?? {};
  const told = new Refusal(status, code, issues ?? [], { params });
  const place = { instance: `/api/v1/jobs/${id}`, requestId: id, language };
  return problemOf(told, place) as JobWire['problem'];
}
