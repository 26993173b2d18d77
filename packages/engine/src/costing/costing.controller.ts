import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { auditSourceOf } from '../audit/audit-log.js';
import { AuditRefusals } from '../audit/audit-refusals.interceptor.js';
import { Answers } from '../http/answers.js';
import { languageOf } from '../http/request-language.js';
import { schemaObject } from '../http/schema-object.js';
import { OptionalBody, SchemaPipe } from '../http/schema.pipe.js';
import { CurrentSubject, Requires, subjectOf } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import { badQuery } from '../records/query-refusal.js';
import { idOf, limitParameter, textParameter, uuidParameter } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { CostNames } from './cost-names.js';
import { CostRuns } from './cost-runs.js';
import {
  AgainBody,
  AllocationsWire,
  CompareWire,
  PreviewWire,
  RunBody,
  RunDetailWire,
  RunsWire,
  TraceWire,
  VariancesWire,
} from './costing.wire.js';
import { RunPages } from './run-pages.js';
import { unitCosts } from './run-tables.js';
import type { CostingActor } from './settlements.js';

const ACCEPTED = 202;
const TRACE_DEFAULT = 200;
const TRACE_MAX = 1000;

/** Cost runs: numbered versions of a period, what they came to, and why. */
@ApiTags('costing')
@ApiResponse({ status: 403, description: 'without the right `costing`' })
@Controller('api/v1/costing')
@Requires('costing')
@UseInterceptors(AuditRefusals)
export class CostingController {
  constructor(
    private readonly runs: CostRuns,
    private readonly pages: RunPages,
    private readonly names: CostNames,
  ) {}

  @Get('allocations')
  @ApiOperation({ summary: 'Lists the allocations that costs can be run by' })
  @Answers(AllocationsWire)
  allocations(): Promise<AllocationsWire> {
    return this.pages.allocations();
  }

  @Post('runs')
  @HttpCode(ACCEPTED)
  @ApiOperation({ summary: 'Starts a new version of a month; it is worked out in the background' })
  @ApiBody({ schema: schemaObject(RunBody) })
  @Answers(RunDetailWire, ACCEPTED, 'it is under way')
  @ApiResponse({ status: 404, description: 'there is no such allocation' })
  @ApiResponse({ status: 409, description: 'the month is closed' })
  async start(
    @Body(new SchemaPipe(RunBody)) body: RunBody,
    @Req() request: FastifyRequest,
  ): Promise<RunDetailWire> {
    return this.show(await this.runs.start(body, actorOf(request)), request);
  }

  @Post('runs/preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'Shows what a run would come to; keeps nothing' })
  @ApiBody({ schema: schemaObject(RunBody) })
  @Answers(PreviewWire)
  @ApiResponse({
    status: 422,
    description: 'what keeps it from being worked out, a pool without driver by name',
  })
  async preview(
    @Body(new SchemaPipe(RunBody)) body: RunBody,
    @CurrentSubject() subject: Subject,
  ): Promise<PreviewWire> {
    const { release, allocation, results } = await this.runs.preview(body);
    const { definition } = allocation;
    const refs = await this.names.read(release, subject, definition, results);
    return { table: unitCosts(results, definition.scale), results: [...results], refs };
  }

  @Get('runs')
  @ApiOperation({ summary: 'Lists versions, the latest month first' })
  @ApiQuery({ name: 'allocation', required: false })
  @ApiQuery({ name: 'period', required: false, description: 'month, YYYY-MM' })
  @Answers(RunsWire)
  list(@Query() query: RawQuery, @Req() request: FastifyRequest): Promise<RunsWire> {
    const period = textParameter(query, 'period');
    if (period !== undefined && !/^\d{4}-(0[1-9]|1[0-2])$/.test(period))
      throw badQuery('bad_parameter', ['period'], { name: 'period' });
    const from = period === undefined ? undefined : `${period}-01`;
    return this.pages.list(textParameter(query, 'allocation'), from, languageOf(request));
  }

  @Get('runs/:id')
  @ApiOperation({ summary: 'Gives a version with its table of unit costs' })
  @Answers(RunDetailWire)
  one(@Param('id') id: string, @Req() request: FastifyRequest): Promise<RunDetailWire> {
    return this.show(idOf(id), request);
  }

  @Get('runs/:id/trace')
  @ApiOperation({ summary: 'Tells where figures come from: shares of pools, drivers, and the rows counted' })
  @ApiQuery({ name: 'receiver', required: false })
  @ApiQuery({ name: 'element', required: false })
  @ApiQuery({ name: 'name', required: false, description: 'pool or asset' })
  @ApiQuery({ name: 'driver', required: false })
  @ApiQuery({ name: 'kind', required: false })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @Answers(TraceWire)
  trace(@Param('id') id: string, @Query() query: RawQuery): Promise<TraceWire> {
    const names = ['receiver', 'element', 'name', 'driver', 'kind', 'cursor'] as const;
    const asked = Object.fromEntries(names.map((name) => [name, textParameter(query, name)]));
    return this.pages.trace(idOf(id), { ...asked, limit: limitParameter(query, TRACE_DEFAULT, TRACE_MAX) });
  }

  @Get('runs/:id/variances')
  @ApiOperation({ summary: 'Splits what things cost beyond their standard into price, usage and efficiency' })
  @Answers(VariancesWire)
  variances(@Param('id') id: string, @CurrentSubject() subject: Subject): Promise<VariancesWire> {
    return this.pages.variances(idOf(id), subject);
  }

  @Get('runs/:id/comparison')
  @ApiOperation({ summary: 'Sets another version beside this one, by product, element and driver' })
  @ApiQuery({ name: 'with', description: 'id of the other version' })
  @Answers(CompareWire)
  compare(@Param('id') id: string, @Query() query: RawQuery): Promise<CompareWire> {
    const other = uuidParameter(query, 'with');
    if (other === undefined) throw badQuery('bad_parameter', ['with'], { name: 'with' });
    return this.pages.compare(idOf(id), other);
  }

  @Post('runs/:id/actions/again')
  @HttpCode(ACCEPTED)
  @ApiOperation({ summary: 'Starts a version again from its kept inputs and the definitions of its release' })
  @ApiBody({ schema: schemaObject(AgainBody), required: false })
  @Answers(RunDetailWire, ACCEPTED, 'the new version is under way')
  async again(
    @Param('id') id: string,
    @Body(new OptionalBody(AgainBody)) { comment }: AgainBody,
    @Req() request: FastifyRequest,
  ): Promise<RunDetailWire> {
    return this.show(await this.runs.again(idOf(id), comment, actorOf(request)), request);
  }

  @Post('runs/:id/actions/make-official')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Makes a version the official one of its month and settles it; called again, it makes only what is left',
  })
  @Answers(RunDetailWire)
  @ApiResponse({ status: 409, description: 'it is not worked out, or the month is closed' })
  async makeOfficial(@Param('id') id: string, @Req() request: FastifyRequest): Promise<RunDetailWire> {
    await this.runs.makeOfficial(idOf(id), actorOf(request));
    return this.show(id, request);
  }

  private show(id: string, request: FastifyRequest): Promise<RunDetailWire> {
    return this.pages.one(id, subjectOf(request), languageOf(request));
  }
}

function actorOf(request: FastifyRequest): CostingActor {
  return { subject: subjectOf(request), source: auditSourceOf(request) };
}
