import { Body, Controller, Headers, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FlowRequest, RecordPatch } from '@dougong/kernel/commands';
import type { RecordData } from '@dougong/kernel/expression';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { KeepsOwnAnswers } from '../http/kept-answers.interceptor.js';
import { auditSourceOf } from '../audit/audit-log.js';
import { CommandService } from '../commands/command-service.js';
import { recordAnswer, recordId } from '../commands/commands.controller.js';
import { Answers } from '../http/answers.js';
import { versionOfIfMatch } from '../http/entity-tag.js';
import { idempotencyOf } from '../http/idempotency.js';
import { usageOf } from '../http/request-usage.js';
import { schemaObject } from '../http/schema-object.js';
import { OptionalBody, SchemaPipe } from '../http/schema.pipe.js';
import { subjectOf } from '../identity/decorators.js';
import { RecordAnswerWire } from '../records/record.wire.js';
import { CommentBody, PlainBody, ResubmitBody, SignalBody, TakeBackBody } from './flow-bodies.wire.js';
import { FlowRights } from './flow-rights.js';

type Answer = Promise<{ record: RecordData | null }>;

interface Move {
  readonly form: string;
  readonly id: string;
  readonly step: FlowRequest;
  readonly instance?: string | undefined;
  readonly patch?: RecordPatch | undefined;
  readonly match?: string | undefined;
  readonly byPlatform?: true;
}

/** What people do with the flow of a record without a task of their own. */
@ApiTags('records')
@ApiHeader({ name: 'Idempotency-Key', required: false })
@KeepsOwnAnswers()
@Controller('api/v1/forms/:form/records/:id/flow/actions')
export class FlowActionsController {
  constructor(
    private readonly commands: CommandService,
    private readonly rights: FlowRights,
  ) {}

  @Post('resubmit')
  @HttpCode(200)
  @ApiOperation({ summary: 'Sends a document again that came back to its starter' })
  @Answers(RecordAnswerWire)
  @ApiBody({ schema: schemaObject(ResubmitBody), required: false })
  @ApiHeader({ name: 'If-Match', required: false, description: 'the version that the changes are about' })
  resubmit(
    @Param('form') form: string,
    @Param('id') id: string,
    @Body(new OptionalBody(ResubmitBody)) { instance, record, ...rest }: ResubmitBody,
    @Headers('if-match') match: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Answer {
    const step = { ...rest, type: 'resubmit' } as const;
    return this.take({ form, id, step, instance, patch: record, match }, request, reply);
  }

  @Post('recall')
  @HttpCode(200)
  @ApiOperation({ summary: 'The starter has the document back, as long as nobody has decided' })
  @Answers(RecordAnswerWire)
  @ApiBody({ schema: schemaObject(PlainBody), required: false })
  recall(
    @Param('form') form: string,
    @Param('id') id: string,
    @Body(new OptionalBody(PlainBody)) { instance, ...rest }: PlainBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Answer {
    return this.take({ form, id, instance, step: { ...rest, type: 'recall' } }, request, reply);
  }

  @Post('revoke')
  @HttpCode(200)
  @ApiOperation({ summary: 'The starter calls the flow off for good' })
  @Answers(RecordAnswerWire)
  @ApiBody({ schema: schemaObject(PlainBody), required: false })
  revoke(
    @Param('form') form: string,
    @Param('id') id: string,
    @Body(new OptionalBody(PlainBody)) { instance, ...rest }: PlainBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Answer {
    return this.take({ form, id, instance, step: { ...rest, type: 'revoke' } }, request, reply);
  }

  @Post('take-back')
  @HttpCode(200)
  @ApiOperation({ summary: 'Takes your answer back, as long as nobody after you has decided' })
  @Answers(RecordAnswerWire)
  @ApiBody({ schema: schemaObject(TakeBackBody) })
  takeBack(
    @Param('form') form: string,
    @Param('id') id: string,
    @Body(new SchemaPipe(TakeBackBody)) { instance, ...rest }: TakeBackBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Answer {
    return this.take({ form, id, instance, step: { ...rest, type: 'take_back' } }, request, reply);
  }

  @Post('urge')
  @HttpCode(200)
  @ApiOperation({ summary: 'Reminds everybody who still owes an answer' })
  @Answers(RecordAnswerWire)
  @ApiBody({ schema: schemaObject(PlainBody), required: false })
  urge(
    @Param('form') form: string,
    @Param('id') id: string,
    @Body(new OptionalBody(PlainBody)) { instance, ...rest }: PlainBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Answer {
    return this.take({ form, id, instance, step: { ...rest, type: 'urge' } }, request, reply);
  }

  @Post('comment')
  @HttpCode(200)
  @ApiOperation({ summary: 'Writes a comment into the trail and tells those whom it mentions' })
  @Answers(RecordAnswerWire)
  @ApiBody({ schema: schemaObject(CommentBody) })
  comment(
    @Param('form') form: string,
    @Param('id') id: string,
    @Body(new SchemaPipe(CommentBody)) { instance, ...rest }: CommentBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Answer {
    return this.take({ form, id, instance, step: { ...rest, type: 'comment' } }, request, reply);
  }

  @Post('signal')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Tells the flow that an event has happened; for other systems and administrators',
  })
  @Answers(RecordAnswerWire)
  @ApiBody({ schema: schemaObject(SignalBody) })
  async signal(
    @Param('form') form: string,
    @Param('id') id: string,
    @Body(new SchemaPipe(SignalBody)) { instance, event }: SignalBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Answer {
    await this.rights.requireOnRecord(subjectOf(request), form, recordId(id), instance);
    return this.take(
      { form, id, instance, step: { type: 'signal', event }, byPlatform: true },
      request,
      reply,
    );
  }

  private async take(move: Move, request: FastifyRequest, reply: FastifyReply): Answer {
    const { form, id, step, instance, patch, match, byPlatform } = move;
    const version = versionOfIfMatch(match);
    const answer = await this.commands.execute({
      subject: subjectOf(request),
      ...auditSourceOf(request),
      command: {
        type: 'move',
        form,
        id: recordId(id),
        step,
        ...(patch === undefined ? {} : { patch }),
        ...(version === undefined ? {} : { version }),
        ...(byPlatform === undefined ? {} : { byPlatform }),
      },
      ...(instance === undefined ? {} : { instance }),
      action: `flow:${step.type}`,
      idempotency: idempotencyOf(request),
      usage: usageOf(request),
    });
    return recordAnswer(answer, form, request, reply);
  }
}
