import { Body, Controller, Get, Param, Post, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Language } from '@dougong/kernel/foundation';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuditRefusals } from '../../audit/audit-refusals.interceptor.js';
import { auditSourceOf } from '../../audit/audit-log.js';
import { languageOf } from '../../http/request-language.js';
import { schemaObject } from '../../http/schema-object.js';
import { OptionalBody } from '../../http/schema.pipe.js';
import { CurrentSubject } from '../../identity/decorators.js';
import type { Subject } from '../../identity/subject.js';
import { idOf } from '../../records/query-text.js';
import { FlowRights } from '../flow-rights.js';
import { MigrationTrials } from './migration-trials.js';
import { MigrationJobs } from './migration-jobs.js';
import { MigrationWorker } from './migration-worker.js';
import { MigrationBody, MigrationsWire, MigrationWire } from './migration.wire.js';

const ACCEPTED = 202;
const DONE = 200;

/** Moving running instances to another version of their flow. */
@ApiTags('flows')
@ApiResponse({ status: 403, description: 'the flow is not yours to administer' })
@Controller('api/v1/flows/:key/migrations')
@UseInterceptors(AuditRefusals)
export class MigrationsController {
  constructor(
    private readonly rights: FlowRights,
    private readonly jobs: MigrationJobs,
    private readonly trials: MigrationTrials,
    private readonly worker: MigrationWorker,
  ) {}

  @Post()
  @ApiOperation({
    summary: 'Moves running instances to another version; with dryRun only tells what would happen',
  })
  @ApiBody({ schema: schemaObject(MigrationBody), required: false })
  @ApiResponse({ status: 202, description: 'it is under way', schema: schemaObject(MigrationWire) })
  @ApiResponse({ status: 200, description: 'the dry run', schema: schemaObject(MigrationWire) })
  async start(
    @Param('key') key: string,
    @Body(new OptionalBody(MigrationBody)) body: MigrationBody,
    @CurrentSubject() subject: Subject,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MigrationWire> {
    await this.rights.requireOnFlow(subject, key);
    const chosen = await this.jobs.choose(key, body);
    void reply.status(body.dryRun === true ? DONE : ACCEPTED);
    const language = languageOf(request);
    if (body.dryRun === true) return this.trials.run(key, chosen, body, subject, language);
    const id = await this.jobs.make(key, chosen, body, subject, auditSourceOf(request));
    this.worker.wake();
    return this.jobWithLeft(key, id, language, chosen.left);
  }

  @Get()
  @ApiOperation({ summary: 'Lists migrations of the flow, the newest first, with their progress' })
  @ApiResponse({ status: 200, description: 'migrations', schema: schemaObject(MigrationsWire) })
  async list(
    @Param('key') key: string,
    @CurrentSubject() subject: Subject,
    @Req() request: FastifyRequest,
  ): Promise<MigrationsWire> {
    await this.rights.requireOnFlow(subject, key);
    return { data: [...(await this.jobs.list(key, languageOf(request)))] };
  }

  @Get(':id')
  @ApiOperation({
    summary: 'Tells how far a migration has come, and which instances stay with their version',
  })
  @ApiResponse({ status: 200, description: 'the migration', schema: schemaObject(MigrationWire) })
  async one(
    @Param('key') key: string,
    @Param('id') id: string,
    @CurrentSubject() subject: Subject,
    @Req() request: FastifyRequest,
  ): Promise<MigrationWire> {
    await this.rights.requireOnFlow(subject, key);
    return this.jobs.one(key, idOf(id), languageOf(request));
  }

  private async jobWithLeft(
    key: string,
    id: string,
    language: Language,
    left: number,
  ): Promise<MigrationWire> {
    return { ...(await this.jobs.one(key, id, language)), left };
  }
}
