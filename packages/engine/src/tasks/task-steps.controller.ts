import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FlowRequest } from '@dougong/kernel/commands';
import type { RecordData } from '@dougong/kernel/expression';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { KeepsOwnAnswers } from '../http/kept-answers.interceptor.js';
import { auditSourceOf } from '../audit/audit-log.js';
import { CommandService } from '../commands/command-service.js';
import { recordAnswer } from '../commands/commands.controller.js';
import { Answers } from '../http/answers.js';
import { idempotencyOf } from '../http/idempotency.js';
import { Refusal } from '../http/refusal.js';
import { usageOf } from '../http/request-usage.js';
import { schemaObject } from '../http/schema-object.js';
import { SchemaPipe } from '../http/schema.pipe.js';
import { subjectOf } from '../identity/decorators.js';
import { RecordAnswerWire } from '../records/record.wire.js';
import { OwnTasks } from './own-tasks.js';
import { instanceOf } from './task-actions.controller.js';
import { AddSignBody, HandOnBody, RemoveSignBody, ReturnBody } from './task-bodies.wire.js';
import { TaskRegister } from './task-register.js';
import type { TaskHead } from './task-register.js';

type Answer = Promise<{ record: RecordData | null }>;
type StepOf = (task: TaskHead) => FlowRequest | Promise<FlowRequest>;

const IN_FLOWS: ReadonlySet<TaskHead['kind']> = new Set(['approve', 'handle']);

/** What the holder of a task of a flow does with it besides answering: the node says what he may. */
@ApiTags('tasks')
@ApiHeader({ name: 'Idempotency-Key', required: false })
@KeepsOwnAnswers()
@Controller('api/v1/tasks/:id/actions')
export class TaskStepsController {
  constructor(
    private readonly commands: CommandService,
    private readonly own: OwnTasks,
    private readonly tasks: TaskRegister,
  ) {}

  @Post('transfer')
  @HttpCode(200)
  @ApiOperation({ summary: 'Hands the task to somebody else, who decides from now on' })
  @Answers(RecordAnswerWire)
  @ApiBody({ schema: schemaObject(HandOnBody) })
  transfer(
    @Param('id') id: string,
    @Body(new SchemaPipe(HandOnBody)) body: HandOnBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Answer {
    return this.take(id, 'transfer', request, reply, (task) => ({
      ...body,
      type: 'transfer',
      taskId: task.id,
    }));
  }

  @Post('delegate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Asks somebody to answer first; the task comes back and only your answer counts' })
  @Answers(RecordAnswerWire)
  @ApiBody({ schema: schemaObject(HandOnBody) })
  delegate(
    @Param('id') id: string,
    @Body(new SchemaPipe(HandOnBody)) body: HandOnBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Answer {
    return this.take(id, 'delegate', request, reply, (task) => ({
      ...body,
      type: 'delegate',
      taskId: task.id,
    }));
  }

  @Post('add-sign')
  @HttpCode(200)
  @ApiOperation({ summary: 'Has others sign, too: before, after or together with you' })
  @Answers(RecordAnswerWire)
  @ApiBody({ schema: schemaObject(AddSignBody) })
  addSign(
    @Param('id') id: string,
    @Body(new SchemaPipe(AddSignBody)) body: AddSignBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Answer {
    return this.take(id, 'add-sign', request, reply, (task) => ({
      ...body,
      type: 'add_sign',
      taskId: task.id,
    }));
  }

  @Post('remove-sign')
  @HttpCode(200)
  @ApiOperation({ summary: 'Takes out somebody whom you have added and who has not answered' })
  @Answers(RecordAnswerWire)
  @ApiBody({ schema: schemaObject(RemoveSignBody) })
  removeSign(
    @Param('id') id: string,
    @Body(new SchemaPipe(RemoveSignBody)) body: RemoveSignBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Answer {
    return this.take(id, 'remove-sign', request, reply, async (task) => ({
      ...body,
      type: 'remove_sign',
      node: (await this.tasks.nodeOf(task.id)) ?? '',
    }));
  }

  @Post('return')
  @HttpCode(200)
  @ApiOperation({ summary: 'Returns the document to its starter or to a step that was done' })
  @Answers(RecordAnswerWire)
  @ApiBody({ schema: schemaObject(ReturnBody) })
  return(
    @Param('id') id: string,
    @Body(new SchemaPipe(ReturnBody)) body: ReturnBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Answer {
    return this.take(id, 'return', request, reply, (task) => ({ ...body, type: 'return', taskId: task.id }));
  }

  private async take(
    id: string,
    name: string,
    request: FastifyRequest,
    reply: FastifyReply,
    stepOf: StepOf,
  ): Answer {
    const action = `task:${name}`;
    const task = await this.own.find(id, action, request);
    if (!IN_FLOWS.has(task.kind)) throw new Refusal(403, 'not_allowed', [], { params: { action: name } });
    const answer = await this.commands.execute({
      subject: subjectOf(request),
      ...auditSourceOf(request),
      command: { type: 'move', form: task.form, id: task.recordId, step: await stepOf(task) },
      ...instanceOf(task),
      action,
      idempotency: idempotencyOf(request),
      usage: usageOf(request),
    });
    return recordAnswer(answer, task.form, request, reply);
  }
}
