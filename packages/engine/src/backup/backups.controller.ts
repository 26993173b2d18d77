import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { auditSourceOf } from '../audit/audit-log.js';
import { Answers } from '../http/answers.js';
import { schemaObject } from '../http/schema-object.js';
import { OptionalBody } from '../http/schema.pipe.js';
import { CurrentSubject, Requires } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import { JobAnswers } from '../jobs/job-answers.js';
import { JobWire } from '../jobs/job.wire.js';
import { changeActorOf } from '../people/organisation-changes.js';
import { idOf, limitParameter } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { Backups } from './backups.js';
import { BackupsWire, BackupWire, DrillWish } from './backup.wire.js';
import type { BackupsView, BackupView } from './backup.wire.js';
import { DrillJob } from './drill/drill-job.js';

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;

/** Backups and drills for those who administer. Restoring into the database in use is a matter of the command line. */
@ApiTags('administration')
@Controller('api/v1/administration/backups')
@Requires('administer')
export class BackupsController {
  constructor(
    private readonly backups: Backups,
    private readonly drills: DrillJob,
    private readonly answers: JobAnswers,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists backups, the age of the last good one, and how often they are made' })
  @ApiQuery({ name: 'limit', required: false })
  @Answers(BackupsWire)
  list(@Query() query: RawQuery): Promise<BackupsView> {
    return this.backups.list(limitParameter(query, LIMIT_DEFAULT, LIMIT_MAX));
  }

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Asks for a backup; a worker makes it in the folder for backups' })
  @Answers(BackupWire, 202)
  @ApiResponse({ status: 409, description: 'one is being made already, or no folder for backups is set' })
  request(@Req() request: FastifyRequest): Promise<BackupView> {
    return this.backups.request(changeActorOf(request));
  }

  @Post('actions/drill')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Begins a drill: a backup is restored into a server of its own, compared, verified and read',
  })
  @ApiBody({ schema: schemaObject(DrillWish), required: false })
  @Answers(JobWire, 202)
  @ApiResponse({ status: 404, description: 'there is no such backup, or its file was removed' })
  @ApiResponse({ status: 409, description: 'a drill is under way already' })
  async drill(
    @CurrentSubject() subject: Subject,
    @Body(new OptionalBody(DrillWish)) { backup = 'last' }: DrillWish,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobWire> {
    const asked = backup === 'last' || backup === 'fresh' ? backup : { backup: idOf(backup) };
    const id = await this.drills.start(subject, asked, auditSourceOf(request));
    return this.answers.accepted(subject, id, request, reply);
  }
}
