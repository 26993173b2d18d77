import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AuditLog } from '../audit/audit-log.js';
import { recordId } from '../commands/commands.controller.js';
import { notFound, Refusal } from '../http/refusal.js';
import { usageOf } from '../http/request-usage.js';
import { subjectOf } from '../identity/decorators.js';
import { VisibleRecords } from '../records/visible-record.js';
import { TaskRegister } from './task-register.js';
import type { TaskHead } from './task-register.js';

/**
 * Finds the task that somebody is about to work on. Another's is refused, and the attempt is audited. Whoever may not see the record either
 * is told what he would be told of a task that is not there.
 */
@Injectable()
export class OwnTasks {
  constructor(
    private readonly tasks: TaskRegister,
    private readonly records: VisibleRecords,
    private readonly audit: AuditLog,
  ) {}

  /** @param action as the audit names it. */
  async find(id: string, action: string, request: FastifyRequest): Promise<TaskHead> {
    const task = await this.tasks.head(recordId(id), usageOf(request));
    if (!task) throw notFound();
    const subject = subjectOf(request);
    if (task.assignee === subject.id) return task;
    const { form, recordId: record } = task;
    await this.audit.refused(request, { action, code: 'not_yours', form, recordId: record });
    await this.records.with({ subject, form, id: record }, () => Promise.resolve());
    throw new Refusal(403, 'not_yours');
  }
}
