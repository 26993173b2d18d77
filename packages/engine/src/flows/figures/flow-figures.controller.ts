import { Controller, Get, Param, Query, Req, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AuditRefusals } from '../../audit/audit-refusals.interceptor.js';
import { languageOf } from '../../http/request-language.js';
import { schemaObject } from '../../http/schema-object.js';
import { CurrentSubject } from '../../identity/decorators.js';
import type { Subject } from '../../identity/subject.js';
import type { RawQuery } from '../../records/query-text.js';
import { InstancesWire } from '../instances/instance.wire.js';
import { LISTED_FIGURES } from './figure-conditions.js';
import { FigureList } from './figure-list.js';
import { EXCEPTIONS } from './figures-query.js';
import { FiguresWire } from './figures.wire.js';
import { FlowFigures } from './flow-figures.js';

@ApiTags('flows')
@Controller('api/v1/flows/:key/figures')
@UseInterceptors(AuditRefusals)
export class FlowFiguresController {
  constructor(
    private readonly figures: FlowFigures,
    private readonly list: FigureList,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Tells how work goes through a flow: backlog, handling times, exceptions, what is overdue',
  })
  @ApiQuery({ name: 'from', required: false, description: 'first day; thirty days unless said otherwise' })
  @ApiQuery({ name: 'to', required: false, description: 'last day, included; today unless said otherwise' })
  @ApiResponse({
    status: 200,
    description: 'over the records that you may see',
    schema: schemaObject(FiguresWire),
  })
  @ApiResponse({ status: 403, description: 'you do not read the form of the flow' })
  @ApiResponse({ status: 404, description: 'there is no such flow' })
  read(
    @CurrentSubject() subject: Subject,
    @Param('key') key: string,
    @Query() query: RawQuery,
  ): Promise<FiguresWire> {
    return this.figures.of(subject, key, query);
  }

  @Get('instances')
  @ApiOperation({ summary: 'Lists the instances behind a number, the newest first' })
  @ApiQuery({ name: 'figure', enum: LISTED_FIGURES })
  @ApiQuery({ name: 'node', required: false, description: 'of one node: backlog, overdue, handled' })
  @ApiQuery({ name: 'kind', required: false, enum: EXCEPTIONS, description: 'of one kind: exceptions' })
  @ApiQuery({ name: 'from', required: false, description: 'as for the figures' })
  @ApiQuery({ name: 'to', required: false })
  @ApiQuery({ name: 'limit', required: false, description: '50, at most 200' })
  @ApiQuery({ name: 'cursor', required: false, description: 'nextCursor of the page before' })
  @ApiResponse({ status: 200, description: 'instances', schema: schemaObject(InstancesWire) })
  @ApiResponse({ status: 403, description: 'you do not read the form of the flow' })
  instances(
    @Param('key') key: string,
    @Query() query: RawQuery,
    @CurrentSubject() subject: Subject,
    @Req() request: FastifyRequest,
  ): Promise<InstancesWire> {
    return this.list.page({ subject, language: languageOf(request) }, key, query);
  }
}
