import { Injectable } from '@nestjs/common';
import type { Language } from '@dougong/kernel/foundation';
import { AuditLog } from '../audit/audit-log.js';
import type { AuditSource } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import { notFound, Refusal } from '../http/refusal.js';
import { sentence } from '../http/sentences/index.js';
import type { Subject } from '../identity/subject.js';
import { JobKinds } from './job-kind.js';
import { JobStore } from './job-store.js';
import type { JobRow, NewJob } from './job-store.js';
import type { JobWire } from './job.wire.js';

/** Jobs for those who asked for them: nobody else sees one, but administrators. */
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
    return row;
  }

  async cancel(subject: Subject, id: string, source: AuditSource): Promise<JobRow> {
    const row = await this.visible(subject, id);
    await this.database.transaction(async (session) => {
      if (!(await this.store.cancel(session, id)))
        throw new Refusal(409, 'job_is_over', [], { params: { state: row.state } });
      const entry = {
        ...source,
        actor: subject.id,
        action: `job:cancel:${row.kind}`,
        outcome: 'done' as const,
      };
      const changes = [{ path: `/jobs/${id}`, old: row.state, new: 'cancelled' }];
      await this.audit.write(session, {
        ...entry,
        ...(row.form === null ? {} : { form: row.form }),
        changes,
      });
    });
    return this.visible(subject, id);
  }

  wire(row: JobRow, language: Language): JobWire {
    const file = (name: string) => `/api/v1/jobs/${row.id}/files/${name}`;
    return {
      id: row.id,
      kind: row.kind,
      title: { ...(this.kinds.find(row.kind)?.title ?? { 'zh-CN': row.kind, en: row.kind }) },
      form: row.form,
      state: row.state,
      progress: { done: row.done, total: row.total },
      cancelAsked: row.cancelAsked,
      result: row.result,
      problem: problemOf(row, language),
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

function problemOf({ code, issues }: JobRow, language: Language): JobWire['problem'] {
  if (code === null) return null;
  const errors = (issues ?? []).map(({ path, code: found, params = {} }) => ({
    pointer: `#${path}`,
    code: found,
    detail: sentence(found, params, language),
    params: { ...params },
  }));
  return { code, detail: sentence(code, {}, language), errors };
}
