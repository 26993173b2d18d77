import { Body, Controller, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { RecordData } from '@dougong/kernel/expression';
import type { Clock } from '@dougong/kernel/foundation';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuditLog, auditSourceOf } from '../audit/audit-log.js';
import { CommandService } from '../commands/command-service.js';
import { actionBody, recordAnswer, recordId } from '../commands/commands.controller.js';
import type { CommandDraft } from '../commands/command-run.js';
import { Database } from '../database/database.js';
import { idempotencyOf } from '../http/idempotency.js';
import { notFound, Refusal } from '../http/refusal.js';
import { usageOf } from '../http/request-usage.js';
import { subjectOf } from '../identity/decorators.js';
import { CLOCK } from '../ports.js';
import { TaskRegister } from './task-register.js';
import type { TaskHead } from './task-register.js';

const ANSWERS = new Set(['approve', 'reject', 'submit']);

/** Answering tasks. */
@ApiTags('tasks')
@ApiHeader({ name: 'Idempotency-Key', required: false })
@Controller('api/v1/tasks')
export class TaskActionsController {
  constructor(
    private readonly commands: CommandService,
    private readonly tasks: TaskRegister,
    private readonly database: Database,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post(':id/actions/:action')
  @HttpCode(200)
  @ApiOperation({ summary: 'Answers a task: approve, reject, submit, complete or read' })
  async answer(
    @Param('id') id: string,
    @Param('action') action: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ record: RecordData | null }> {
    const task = await this.tasks.head(recordId(id), usageOf(request));
    if (!task) throw notFound();
    if (task.assignee !== subjectOf(request).id) await this.refuseForeign(task, action, request);
    if (task.kind === 'cc') return this.markRead(task, action);
    const answer = await this.commands.execute({
      subject: subjectOf(request),
      ...auditSourceOf(request),
      command: commandOf(task, action, body),
      action: `answer:${action}`,
      idempotency: idempotencyOf(request),
      usage: usageOf(request),
    });
    return recordAnswer(answer, task.form, request, reply);
  }

  private async refuseForeign(task: TaskHead, action: string, request: FastifyRequest): Promise<never> {
    await this.audit.refused(request, {
      action: `answer:${action}`,
      code: 'not_yours',
      form: task.form,
      recordId: task.recordId,
    });
    throw new Refusal(403, 'not_yours');
  }

  private async markRead(task: TaskHead, action: string): Promise<{ record: null }> {
    if (action !== 'read') throw new Refusal(403, 'not_allowed', [], { params: { action } });
    await this.database.query(
      `UPDATE core.task SET state = 'done', outcome = 'read', done_at = $2, done_by = assignee WHERE id = $1 AND state = 'open'`,
      [task.id, this.clock()],
    );
    return { record: null };
  }
}

function commandOf(task: TaskHead, action: string, body: unknown): CommandDraft {
  const head = { form: task.form, id: task.recordId, ...actionBody(body) };
  if (task.kind === 'complete' && action === 'complete' && task.forAction !== null) {
    return { ...head, type: 'act', action: task.forAction };
  }
  if (task.kind !== 'complete' && ANSWERS.has(action)) {
    return { ...head, type: 'answer', taskId: task.id, answer: action as 'approve' | 'reject' | 'submit' };
  }
  throw new Refusal(403, 'not_allowed', [], { params: { action } });
}
