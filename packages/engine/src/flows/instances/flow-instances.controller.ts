import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FlowRequest } from '@dougong/kernel/commands';
import type { FastifyRequest } from 'fastify';
import { AuditRefusals } from '../../audit/audit-refusals.interceptor.js';
import { KeepsOwnAnswers } from '../../http/kept-answers.interceptor.js';
import { languageOf } from '../../http/request-language.js';
import { Answers } from '../../http/answers.js';
import { schemaObject } from '../../http/schema-object.js';
import { OptionalBody, SchemaPipe } from '../../http/schema.pipe.js';
import { subjectOf } from '../../identity/decorators.js';
import { idOf } from '../../records/query-text.js';
import type { RawQuery } from '../../records/query-text.js';
import { CancelBody, JumpBody, MigrateBody, ReasonBody, ReassignBody } from '../flow-bodies.wire.js';
import { MigrationTargets } from '../migrations/migration-targets.js';
import { InstanceList } from './instance-list.js';
import { InstanceMoves } from './instance-moves.js';
import { INSTANCE_STATUSES, InstancesWire, OneInstanceWire } from './instance.wire.js';

/** Instances of flows for those who look after them: holders of the right to administer, or of the flow's own role. */
@ApiTags('flows')
@ApiResponse({ status: 403, description: 'the flow is not yours to administer' })
@KeepsOwnAnswers()
@Controller('api/v1/flow-instances')
@UseInterceptors(AuditRefusals)
export class FlowInstancesController {
  constructor(
    private readonly list: InstanceList,
    private readonly moves: InstanceMoves,
    private readonly targets: MigrationTargets,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists instances, those under way unless said otherwise, the newest first' })
  @ApiQuery({ name: 'flow', required: false, description: 'key of a flow' })
  @ApiQuery({ name: 'status', required: false, enum: INSTANCE_STATUSES })
  @ApiQuery({
    name: 'stuck',
    required: false,
    enum: ['true', 'false'],
    description: 'those that do not get on, with the cause',
  })
  @ApiQuery({
    name: 'inactive',
    required: false,
    enum: ['true', 'false'],
    description: 'those that wait for people who have left',
  })
  @ApiQuery({
    name: 'overdue',
    required: false,
    enum: ['true', 'false'],
    description: 'those with a to-do past its time',
  })
  @ApiQuery({ name: 'record', required: false, description: 'id of a record: all of its instances' })
  @ApiQuery({ name: 'limit', required: false, description: '50, at most 200' })
  @ApiQuery({ name: 'cursor', required: false, description: 'nextCursor of the page before' })
  @ApiResponse({ status: 200, description: 'instances', schema: schemaObject(InstancesWire) })
  page(@Query() query: RawQuery, @Req() request: FastifyRequest): Promise<InstancesWire> {
    return this.list.page(askedBy(request), query);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Shows where an instance stands' })
  @ApiResponse({ status: 200, description: 'the instance', schema: schemaObject(OneInstanceWire) })
  one(@Param('id') id: string, @Req() request: FastifyRequest): Promise<OneInstanceWire> {
    return this.list.one(askedBy(request), idOf(id));
  }

  @Post(':id/actions/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ends the instance; everything open is cancelled' })
  @Answers(OneInstanceWire)
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiBody({ schema: schemaObject(CancelBody) })
  cancel(
    @Param('id') id: string,
    @Body(new SchemaPipe(CancelBody)) { reason }: CancelBody,
    @Req() request: FastifyRequest,
  ): Promise<OneInstanceWire> {
    return this.take(id, { type: 'cancel', reason }, request);
  }

  @Post(':id/actions/reassign')
  @HttpCode(200)
  @ApiOperation({ summary: 'Gives the open to-do of one person to another' })
  @Answers(OneInstanceWire)
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiBody({ schema: schemaObject(ReassignBody) })
  reassign(
    @Param('id') id: string,
    @Body(new SchemaPipe(ReassignBody)) body: ReassignBody,
    @Req() request: FastifyRequest,
  ): Promise<OneInstanceWire> {
    return this.take(id, { ...body, type: 'reassign' }, request);
  }

  @Post(':id/actions/jump')
  @HttpCode(200)
  @ApiOperation({ summary: 'Gives up everything open and goes on at another node' })
  @Answers(OneInstanceWire)
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiBody({ schema: schemaObject(JumpBody) })
  jump(
    @Param('id') id: string,
    @Body(new SchemaPipe(JumpBody)) body: JumpBody,
    @Req() request: FastifyRequest,
  ): Promise<OneInstanceWire> {
    return this.take(id, { ...body, type: 'jump' }, request);
  }

  @Post(':id/actions/retry')
  @HttpCode(200)
  @ApiOperation({ summary: 'Tries again what an instance has stopped at' })
  @Answers(OneInstanceWire)
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiBody({ schema: schemaObject(ReasonBody), required: false })
  retry(
    @Param('id') id: string,
    @Body(new OptionalBody(ReasonBody)) body: ReasonBody,
    @Req() request: FastifyRequest,
  ): Promise<OneInstanceWire> {
    return this.take(id, { ...body, type: 'retry' }, request);
  }

  @Post(':id/actions/skip')
  @HttpCode(200)
  @ApiOperation({ summary: 'Passes over what an instance has stopped at' })
  @Answers(OneInstanceWire)
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiBody({ schema: schemaObject(ReasonBody), required: false })
  skip(
    @Param('id') id: string,
    @Body(new OptionalBody(ReasonBody)) body: ReasonBody,
    @Req() request: FastifyRequest,
  ): Promise<OneInstanceWire> {
    return this.take(id, { ...body, type: 'skip' }, request);
  }

  @Post(':id/actions/migrate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Goes on by another version of the flow; whole or not at all' })
  @Answers(OneInstanceWire)
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiBody({ schema: schemaObject(MigrateBody), required: false })
  async migrate(
    @Param('id') id: string,
    @Body(new OptionalBody(MigrateBody)) { to, ...rest }: MigrateBody,
    @Req() request: FastifyRequest,
  ): Promise<OneInstanceWire> {
    const release = await this.targets.releaseOf(to);
    return this.take(id, { ...rest, type: 'migrate', release }, request);
  }

  private async take(id: string, step: FlowRequest, request: FastifyRequest): Promise<OneInstanceWire> {
    await this.moves.take(idOf(id), step, request);
    return this.list.one(askedBy(request), idOf(id));
  }
}

function askedBy(request: FastifyRequest) {
  return { subject: subjectOf(request), language: languageOf(request) };
}
