import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  Req,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AuditRefusals } from '../../audit/audit-refusals.interceptor.js';
import { Type } from '@sinclair/typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answers } from '../../http/answers.js';
import { versionOfIfMatch } from '../../http/entity-tag.js';
import { PREFER_HEADER, prefersAsync } from '../../http/prefer.js';
import { notFound } from '../../http/refusal.js';
import { languageOf } from '../../http/request-language.js';
import { schemaObject } from '../../http/schema-object.js';
import { OptionalBody, SchemaPipe } from '../../http/schema.pipe.js';
import { CurrentSubject, Requires } from '../../identity/decorators.js';
import type { Subject } from '../../identity/subject.js';
import { JobAnswers } from '../../jobs/job-answers.js';
import { JobWire } from '../../jobs/job.wire.js';
import { idOf, limitParameter } from '../../records/query-text.js';
import type { RawQuery } from '../../records/query-text.js';
import { DiffWire } from '../diff/diff.wire.js';
import { ReleaseDiffs } from '../diff/release-diff.js';
import { actorOf } from '../drafts/drafts.controller.js';
import { PublishedWire } from '../history/release.wire.js';
import { DesignSettings } from './design-settings.js';
import { PublishJobs } from './publish-jobs.js';
import { PublishRequests } from './publish-requests.js';
import type { Decision, PublishOutcome } from './publish-requests.js';
import {
  DecisionBody,
  DesignSettingsBody,
  DesignSettingsWire,
  PublishBody,
  PublishRequestsWire,
  PublishRequestWire,
  RequestedWire,
} from './request.wire.js';

const LIST_MAX = 100;
const ACCEPTED = 202;
const DECISIONS: ReadonlySet<string> = new Set(['approve', 'reject', 'withdraw']);

/** Publishing, at once or after approval; approvers need not be designers. */
@ApiTags('design')
@Controller('api/v1')
@UseInterceptors(AuditRefusals)
export class PublishRequestsController {
  constructor(
    private readonly requests: PublishRequests,
    private readonly settings: DesignSettings,
    private readonly diffs: ReleaseDiffs,
    private readonly jobs: PublishJobs,
    private readonly answers: JobAnswers,
  ) {}

  @Post('publish')
  @Requires('design')
  @ApiOperation({
    summary: 'Publishes all drafts as one release, or asks for it where somebody must approve',
  })
  @ApiBody({ schema: schemaObject(PublishBody), required: false })
  @Answers(PublishedWire, 201)
  @ApiHeader(PREFER_HEADER)
  @ApiResponse({
    status: 202,
    description: 'it waits; with Prefer: respond-async the job that carries it out',
    schema: schemaObject(Type.Union([RequestedWire, JobWire])),
  })
  @ApiResponse({ status: 422, description: 'errors, or a scenario that fails' })
  async publish(
    @Body(new OptionalBody(PublishBody)) body: PublishBody,
    @Headers('if-match') match: string | undefined,
    @CurrentSubject() subject: Subject,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PublishOutcome | JobWire> {
    if (prefersAsync(request)) {
      const job = await this.jobs.start(subject, actorOf(request), versionOfIfMatch(match), body);
      return this.answers.accepted(subject, job, request, reply);
    }
    const outcome = await this.requests.publish(subject, actorOf(request), versionOfIfMatch(match), body);
    if ('request' in outcome) void reply.status(ACCEPTED);
    return outcome;
  }

  @Get('publish-requests')
  @ApiOperation({
    summary: 'Lists publishes that wait or waited and that you have to do with, the newest first',
  })
  @ApiQuery({ name: 'limit', required: false })
  @Answers(PublishRequestsWire)
  async list(@CurrentSubject() subject: Subject, @Query() query: RawQuery): Promise<PublishRequestsWire> {
    return { data: [...(await this.requests.list(subject, limitParameter(query, LIST_MAX, LIST_MAX)))] };
  }

  @Get('publish-requests/:id')
  @ApiOperation({ summary: 'Gives one of them' })
  @Answers(PublishRequestWire)
  read(@CurrentSubject() subject: Subject, @Param('id') id: string): Promise<PublishRequestWire> {
    return this.requests.read(subject, idOf(id));
  }

  @Get('publish-requests/:id/diff')
  @ApiOperation({ summary: 'Tells in words what would be published; after it was, what it changed' })
  @Answers(DiffWire)
  async diff(
    @CurrentSubject() subject: Subject,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<DiffWire> {
    const { release } = await this.requests.read(subject, idOf(id));
    const [from, to] = release === null ? (['current', 'drafts'] as const) : [release - 1, release];
    return this.diffs.between(from, to, languageOf(request));
  }

  @Post('publish-requests/:id/actions/:action')
  @HttpCode(200)
  @ApiOperation({ summary: 'Approves, rejects or withdraws a publish that waits' })
  @ApiBody({ schema: schemaObject(DecisionBody), required: false })
  @Answers(PublishRequestWire)
  decide(
    @Param('id') id: string,
    @Param('action') action: string,
    @Body(new OptionalBody(DecisionBody)) { comment }: DecisionBody,
    @CurrentSubject() subject: Subject,
    @Req() request: FastifyRequest,
  ): Promise<PublishRequestWire> {
    if (!DECISIONS.has(action)) throw notFound();
    return this.requests.decide(subject, actorOf(request), idOf(id), action as Decision, comment);
  }

  @Get('design/settings')
  @Requires('design')
  @ApiOperation({
    summary:
      'Tells whether a publish needs approval, of which roles, and whether it plays the scenarios unasked',
  })
  @Answers(DesignSettingsWire)
  readSettings(): Promise<DesignSettingsWire> {
    return this.settings.read();
  }

  @Put('design/settings')
  @Requires('administer')
  @ApiOperation({
    summary:
      'Says whether a publish needs approval, of which roles, and whether it plays the scenarios unasked',
  })
  @ApiBody({ schema: schemaObject(DesignSettingsBody) })
  @Answers(DesignSettingsWire)
  changeSettings(
    @Body(new SchemaPipe(DesignSettingsBody)) body: DesignSettingsBody,
    @Req() request: FastifyRequest,
  ): Promise<DesignSettingsWire> {
    return this.settings.change(body, actorOf(request));
  }
}
