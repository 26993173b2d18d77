import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AuditLog } from '../audit/audit-log.js';
import { recordId } from '../commands/commands.controller.js';
import { notFound, Refusal } from '../http/refusal.js';
import { usageOf } from '../http/request-usage.js';
import { subjectOf } from '../identity/decorators.js';
import { TaskRegister } from './task-register.js';
import type { TaskHead } from './task-register.js';

/** Finds the task that somebody is about to work on. Another's is refused, and the attempt is audited. */
@Injectable()
export class OwnTasks {
  constructor(
    private readonly tasks: TaskRegister,
    private readonly audit: AuditLog,
  ) {}

  /** @param action as the audit names it. */
  async find(id: string, action: string, request: FastifyRequest): Promise<TaskHead> {
    const task = await this.tasks.head(recordId(id), usageOf(request));
    if (!task) throw notFound();
    if (task.assignee === subjectOf(request).id) return task;
    const { form, recordId: record } = task;
    await this.audit.refused(request, { action, code: 'not_yours', form, recordId: record });
    throw new Refusal(403, 'not_yours');
  }
}
