import { Body, Controller, Headers, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { RecordData } from '@dougong/kernel/expression';
import type { Clock } from '@dougong/kernel/foundation';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { KeepsOwnAnswers } from '../http/kept-answers.interceptor.js';
import { AuditLog, auditSourceOf } from '../audit/audit-log.js';
import { CommandService } from '../commands/command-service.js';
import { recordAnswer } from '../commands/commands.controller.js';
import type { CommandDraft } from '../commands/command-run.js';
import { Database } from '../database/database.js';
import { Answers } from '../http/answers.js';
import { versionOfIfMatch } from '../http/entity-tag.js';
import { idempotencyOf } from '../http/idempotency.js';
import { Refusal } from '../http/refusal.js';
import { usageOf } from '../http/request-usage.js';
import { schemaObject } from '../http/schema-object.js';
import { OptionalBody } from '../http/schema.pipe.js';
import { subjectOf } from '../identity/decorators.js';
import { RecordAnswerWire } from '../records/record.wire.js';
import { CLOCK } from '../ports.js';
import { OwnTasks } from './own-tasks.js';
import { AnswerBody } from './task-bodies.wire.js';
import type { TaskHead } from './task-register.js';

const ACTIONS = ['approve', 'reject', 'submit', 'complete', 'read'] as const;
const ANSWERS: ReadonlySet<string> = new Set(['approve', 'reject', 'submit']);

/** Answering tasks. */
@ApiTags('tasks')
@ApiHeader({ name: 'Idempotency-Key', required: false })
@KeepsOwnAnswers()
@Controller('api/v1/tasks')
export class TaskActionsController {
  constructor(
    private readonly commands: CommandService,
    private readonly own: OwnTasks,
    private readonly database: Database,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post(':id/actions/:action')
  @HttpCode(200)
  @ApiOperation({ summary: 'Answers a task: approve, reject, submit, complete or read' })
  @Answers(RecordAnswerWire)
  @ApiParam({ name: 'action', enum: ACTIONS })
  @ApiBody({ schema: schemaObject(AnswerBody), required: false })
  @ApiHeader({ name: 'If-Match', required: false, description: 'the version that the answer is about' })
  async answer(
    @Param('id') id: string,
    @Param('action') action: string,
    @Body(new OptionalBody(AnswerBody)) body: AnswerBody,
    @Headers('if-match') match: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ record: RecordData | null }> {
    const task = await this.own.find(id, `answer:${action}`, request);
    if (task.kind === 'cc') return this.markRead(task, action, request);
    const answer = await this.commands.execute({
      subject: subjectOf(request),
      ...auditSourceOf(request),
      command: commandOf(task, action, body, versionOfIfMatch(match)),
      ...instanceOf(task),
      action: `answer:${action}`,
      idempotency: idempotencyOf(request),
      usage: usageOf(request),
    });
    return recordAnswer(answer, task.form, request, reply);
  }

  private async markRead(task: TaskHead, action: string, request: FastifyRequest): Promise<{ record: null }> {
    if (action !== 'read') throw notAllowed(action);
    await this.database.transaction(async (session) => {
      const { rowCount } = await session.query(READ, [task.id, this.clock()]);
      if (rowCount === 0) return;
      await this.audit.write(session, {
        ...auditSourceOf(request),
        actor: subjectOf(request).id,
        action: 'answer:read',
        outcome: 'done',
        form: task.form,
        recordId: task.recordId,
      });
    });
    return { record: null };
  }
}

const READ = `
  UPDATE core.task SET state = 'done', outcome = 'read', done_at = $2, done_by = assignee WHERE id = $1 AND state = 'open'`;

/** Several instances may run on one record: the command is about the task's own. */
export function instanceOf({ instanceId }: TaskHead): { readonly instance?: string } {
  return instanceId === null ? {} : { instance: instanceId };
}

function commandOf(
  task: TaskHead,
  action: string,
  { record, comment, chosen }: AnswerBody,
  version: number | undefined,
): CommandDraft {
  const head = {
    form: task.form,
    id: task.recordId,
    ...(record === undefined ? {} : { patch: record }),
    ...(comment === undefined ? {} : { comment }),
    ...(version === undefined ? {} : { version }),
  };
  if (task.kind === 'complete' && action === 'complete' && task.forAction !== null)
    return { ...head, type: 'act', action: task.forAction };
  if (task.kind === 'complete' || !ANSWERS.has(action)) throw notAllowed(action);
  const choices = chosen === undefined ? {} : { chosen };
  if (task.kind === 'resubmit') return resubmitCommand(task, action, { record, comment, chosen }, version);
  return {
    ...head,
    type: 'answer',
    taskId: task.id,
    answer: action as 'approve' | 'reject' | 'submit',
    ...choices,
  };
}

/** Submitting a document that came back is sending it again. */
export function resubmitCommand(
  task: TaskHead,
  action: string,
  { record, comment, chosen }: AnswerBody,
  version: number | undefined,
): CommandDraft {
  if (action !== 'submit') throw notAllowed(action);
  return {
    type: 'move',
    form: task.form,
    id: task.recordId,
    step: {
      type: 'resubmit',
      taskId: task.id,
      ...(comment === undefined ? {} : { comment }),
      ...(chosen === undefined ? {} : { chosen }),
    },
    ...(record === undefined ? {} : { patch: record }),
    ...(version === undefined ? {} : { version }),
  };
}

function notAllowed(action: string): Refusal {
  return new Refusal(403, 'not_allowed', [], { params: { action } });
}
