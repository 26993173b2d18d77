import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { auditSourceOf } from '../../audit/audit-log.js';
import { schemaObject } from '../../http/schema-object.js';
import { CurrentSubject, Requires, subjectOf } from '../../identity/decorators.js';
import type { Subject } from '../../identity/subject.js';
import type { RawQuery } from '../../records/query-text.js';
import { askerOf } from '../rules.controller.js';
import { OCCASION_STATES, OccasionStateWire, OccasionsWire } from './occasion.wire.js';
import { OccasionCare } from './occasion-care.js';
import type { Carer } from './occasion-care.js';
import { OccasionList } from './occasion-list.js';
import { OccasionWorker } from './occasion-worker.js';

/** Calls of rules by schedules, limits and webhooks that were not carried out, and what is done about them. */
@ApiTags('rules')
@Controller('api/v1/rules/occasions')
@Requires('design')
export class OccasionsController {
  constructor(
    private readonly occasions: OccasionList,
    private readonly care: OccasionCare,
    private readonly worker: OccasionWorker,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists the occasions on which a rule failed, or that wait, the newest first' })
  @ApiQuery({ name: 'state', required: false, enum: OCCASION_STATES, description: 'failed unless said so' })
  @ApiQuery({ name: 'limit', required: false, description: '50, at most 200' })
  @ApiQuery({ name: 'cursor', required: false, description: 'nextCursor of the page before' })
  @ApiResponse({ status: 200, description: 'occasions', schema: schemaObject(OccasionsWire) })
  list(
    @CurrentSubject() subject: Subject,
    @Query() query: RawQuery,
    @Req() request: FastifyRequest,
  ): Promise<OccasionsWire> {
    return this.occasions.page(askerOf(subject, request), query);
  }

  @Post(':id/actions/retry')
  @HttpCode(200)
  @ApiOperation({ summary: 'Has an occasion tried again at once' })
  @ApiResponse({ status: 200, description: 'it waits', schema: schemaObject(OccasionStateWire) })
  @ApiResponse({ status: 404, description: 'there is no such occasion' })
  @ApiResponse({ status: 409, description: 'it was carried out already' })
  async retry(
    @Param('id', new ParseUUIDPipe()) id: string,
    @Req() request: FastifyRequest,
  ): Promise<OccasionStateWire> {
    const state = await this.care.retry(id, carerOf(request));
    this.worker.wake();
    return state;
  }

  @Post(':id/actions/skip')
  @HttpCode(200)
  @ApiOperation({ summary: 'Lets an occasion be: it is not tried any more' })
  @ApiResponse({ status: 200, description: 'it is skipped', schema: schemaObject(OccasionStateWire) })
  @ApiResponse({ status: 404, description: 'there is no such occasion' })
  @ApiResponse({ status: 409, description: 'it was carried out already' })
  skip(
    @Param('id', new ParseUUIDPipe()) id: string,
    @Req() request: FastifyRequest,
  ): Promise<OccasionStateWire> {
    return this.care.skip(id, carerOf(request));
  }
}

function carerOf(request: FastifyRequest): Carer {
  return { ...auditSourceOf(request), actor: subjectOf(request).id };
}
