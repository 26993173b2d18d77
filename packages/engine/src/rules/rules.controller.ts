import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuditRefusals } from '../audit/audit-refusals.interceptor.js';
import type { Asker } from '../expressions/expression-evaluation.js';
import { languageOf } from '../http/request-language.js';
import { usageOf } from '../http/request-usage.js';
import { schemaObject } from '../http/schema-object.js';
import { SchemaPipe } from '../http/schema.pipe.js';
import { CurrentSubject, Requires } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import type { RawQuery } from '../records/query-text.js';
import { DryRuns } from './dry-run.js';
import type { DryRunAnswer } from './dry-run.js';
import { Replays } from './replay.js';
import type { ReplayAnswer } from './replay-answer.js';
import { RuleTraces } from './rule-traces.js';
import type { RuleTracesAnswer } from './rule-traces.js';
import { DryRun, DryRunWire, Replay, ReplayWire, RuleTracesWire } from './rule-wire.js';

/** Rules as designers try them out, and what they did. */
@ApiTags('rules')
@Controller('api/v1/rules')
@UseInterceptors(AuditRefusals)
export class RulesController {
  constructor(
    private readonly dryRuns: DryRuns,
    private readonly replays: Replays,
    private readonly traces: RuleTraces,
  ) {}

  @Post('dry-run')
  @HttpCode(200)
  @ApiOperation({ summary: 'Tries a rule out on a record or on given values, and tells why it fires or not' })
  @ApiBody({ schema: schemaObject(DryRun) })
  @ApiResponse({ status: 200, description: 'what would happen', schema: schemaObject(DryRunWire) })
  @ApiResponse({
    status: 403,
    description: 'the form may not be read, or a draft without the right to design',
  })
  @ApiResponse({ status: 404, description: 'the rule or the record is not there, or not visible' })
  @ApiResponse({ status: 422, description: 'mistakes in the rule or the values, each with its pointer' })
  dryRun(
    @CurrentSubject() subject: Subject,
    @Body(new SchemaPipe(DryRun)) asked: DryRun,
    @Req() request: FastifyRequest,
  ): Promise<DryRunAnswer> {
    return this.dryRuns.run(askerOf(subject, request), asked);
  }

  @Requires('design')
  @Post('replay')
  @HttpCode(200)
  @ApiOperation({ summary: 'Runs draft rules against the published ones over the last records of a form' })
  @ApiBody({ schema: schemaObject(Replay) })
  @ApiResponse({ status: 200, description: 'where they part', schema: schemaObject(ReplayWire) })
  @ApiResponse({ status: 403, description: 'no right to design, or the form may not be read' })
  @ApiResponse({ status: 422, description: 'mistakes in the rules, each with its pointer' })
  replay(
    @CurrentSubject() subject: Subject,
    @Body(new SchemaPipe(Replay)) asked: Replay,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReplayAnswer> {
    let gone = false;
    reply.raw.once('close', () => (gone = true));
    return this.replays.run(askerOf(subject, request), asked, () => gone);
  }

  @Requires('design')
  @Get(':key/traces')
  @ApiOperation({ summary: 'Lists what a rule did on real records, newest first' })
  @ApiQuery({ name: 'limit', required: false, description: '50, at most 200' })
  @ApiQuery({ name: 'cursor', required: false, description: 'nextCursor of the page before' })
  @ApiQuery({ name: 'outcome', required: false, enum: ['fired', 'refused', 'failed'] })
  @ApiResponse({ status: 200, description: 'firings and failures', schema: schemaObject(RuleTracesWire) })
  @ApiResponse({ status: 404, description: 'there is no such rule' })
  list(
    @CurrentSubject() subject: Subject,
    @Param('key') key: string,
    @Query() query: RawQuery,
    @Req() request: FastifyRequest,
  ): Promise<RuleTracesAnswer> {
    return this.traces.of(askerOf(subject, request), key, query);
  }
}

/** Who asks, in which language, and where the cost is counted. */
export function askerOf(subject: Subject, request: FastifyRequest): Asker {
  return { subject, language: languageOf(request), usage: usageOf(request) };
}
