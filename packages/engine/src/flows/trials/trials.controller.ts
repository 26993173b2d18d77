import { Body, Controller, HttpCode, Param, Post, Req, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AuditRefusals } from '../../audit/audit-refusals.interceptor.js';
import { schemaObject } from '../../http/schema-object.js';
import { OptionalBody, SchemaPipe } from '../../http/schema.pipe.js';
import { CurrentSubject, Requires } from '../../identity/decorators.js';
import type { Subject } from '../../identity/subject.js';
import { askerOf } from '../../rules/rules.controller.js';
import { TestOutcomesWire, TrialBody, TrialCheckBody, TrialWire } from './trial.wire.js';
import type { TestOutcome } from './flow-tests.js';
import type { TrialAnswer } from './trial-answer.js';
import { Trials } from './trials.js';

/** Flows as designers try them out. Nothing is written, nothing is sent. */
@ApiTags('flows')
@Controller('api/v1/flows/:key/trials')
@UseInterceptors(AuditRefusals)
@Requires('design')
export class TrialsController {
  constructor(private readonly trials: Trials) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Plays a draft of a flow as given people in virtual time, and leaves nothing behind',
  })
  @ApiBody({ schema: schemaObject(TrialBody) })
  @ApiResponse({ status: 200, description: 'what each step did', schema: schemaObject(TrialWire) })
  @ApiResponse({ status: 403, description: 'no right to design, or the records may not be read as a whole' })
  @ApiResponse({ status: 404, description: 'the flow or the record is not there' })
  @ApiResponse({ status: 422, description: 'mistakes, each with its pointer; or it took too long' })
  play(
    @CurrentSubject() subject: Subject,
    @Param('key') key: string,
    @Body(new SchemaPipe(TrialBody)) body: TrialBody,
    @Req() request: FastifyRequest,
  ): Promise<TrialAnswer> {
    return this.trials.play(askerOf(subject, request), key, body);
  }

  @Post('check')
  @HttpCode(200)
  @ApiOperation({ summary: 'Plays the saved tests of a flow as they will be played before a publish' })
  @ApiBody({ schema: schemaObject(TrialCheckBody), required: false })
  @ApiResponse({ status: 200, description: 'each test', schema: schemaObject(TestOutcomesWire) })
  @ApiResponse({ status: 403, description: 'no right to design, or the records may not be read as a whole' })
  @ApiResponse({ status: 422, description: 'mistakes in the drawing or its tests, each with its pointer' })
  check(
    @CurrentSubject() subject: Subject,
    @Param('key') key: string,
    @Body(new OptionalBody(TrialCheckBody)) body: TrialCheckBody,
  ): Promise<readonly TestOutcome[]> {
    return this.trials.check({ subject }, key, body);
  }
}
