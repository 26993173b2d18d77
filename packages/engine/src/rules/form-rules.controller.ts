import { Controller, Get, Param, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { RULE_EVENTS } from '@dougong/kernel/metadata';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuditRefusals } from '../audit/audit-refusals.interceptor.js';
import { schemaObject } from '../http/schema-object.js';
import { CurrentSubject } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import { idOf, textParameter, wordParameter } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { FormRules } from './form-rules.js';
import type { FormRulesAnswer } from './form-rules.js';
import { RecordRules } from './record-rules.js';
import type { RecordRulesAnswer } from './record-rules.js';
import type { WireEvent } from './rule-occasion.js';
import { FormRulesWire, RecordRulesWire } from './rule-wire.js';
import { askerOf } from './rules.controller.js';

/** The rules of a form: those that its page runs, and what becomes of each on one record. */
@ApiTags('rules')
@Controller('api/v1/forms/:form')
@UseInterceptors(AuditRefusals)
export class FormRulesController {
  constructor(
    private readonly formRules: FormRules,
    private readonly recordRules: RecordRules,
  ) {}

  @Get('rules')
  @ApiOperation({ summary: 'Gives the rules that a form runs on the screen' })
  @ApiResponse({ status: 200, description: 'definitions', schema: schemaObject(FormRulesWire) })
  @ApiResponse({ status: 304, description: 'still those of If-None-Match' })
  @ApiResponse({ status: 403, description: 'the form may not be read' })
  async rules(
    @CurrentSubject() subject: Subject,
    @Param('form') form: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FormRulesAnswer | undefined> {
    const { answer, etag } = await this.formRules.of(subject, form);
    reply.header('etag', etag).header('cache-control', 'private, no-cache');
    if (!isKnown(request.headers['if-none-match'], etag)) return answer;
    reply.status(304);
    return undefined;
  }

  @Get('records/:id/rules')
  @ApiOperation({
    summary: 'Tells of each rule of the form why it fires on a record as it stands, or why not',
  })
  @ApiQuery({
    name: 'event',
    required: false,
    enum: [...RULE_EVENTS],
    description: 'what happens to the record; without it each rule is asked under the event it waits for',
  })
  @ApiQuery({ name: 'action', required: false })
  @ApiQuery({ name: 'state', required: false })
  @ApiQuery({
    name: 'changed',
    required: false,
    description: 'paths of fields, with commas; all when left out',
  })
  @ApiResponse({
    status: 200,
    description: 'an outcome for each rule',
    schema: schemaObject(RecordRulesWire),
  })
  @ApiResponse({ status: 404, description: 'not there, or not visible' })
  outcomes(
    @CurrentSubject() subject: Subject,
    @Param('form') form: string,
    @Param('id') id: string,
    @Query() query: RawQuery,
    @Req() request: FastifyRequest,
  ): Promise<RecordRulesAnswer> {
    return this.recordRules.of(askerOf(subject, request), form, idOf(id), eventOf(query));
  }
}

function eventOf(query: RawQuery): WireEvent | undefined {
  const type = wordParameter(query, 'event', RULE_EVENTS);
  if (type === undefined) return undefined;
  const [action, state] = [textParameter(query, 'action'), textParameter(query, 'state')];
  const changed = textParameter(query, 'changed')?.split(',');
  return {
    type,
    ...(action === undefined ? {} : { action }),
    ...(state === undefined ? {} : { state }),
    ...(changed === undefined ? {} : { changed }),
  };
}

function isKnown(header: string | undefined, etag: string): boolean {
  return header !== undefined && header.split(',').some((each) => each.trim().replace(/^W\//, '') === etag);
}
