import { Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answers } from '../http/answers.js';
import { languageOf } from '../http/request-language.js';
import { CurrentSubject, Requires } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import { Jobs } from '../jobs/jobs.js';
import { JobWire } from '../jobs/job.wire.js';
import { wordParameter } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { AUDIT_EXPORT_FORMATS, AuditExport } from './reading/audit-export.js';
import { auditFilterOf } from './reading/audit-filter.js';
import { auditSourceOf } from './audit-log.js';
import { AuditList } from './audit-list.js';
import { AuditPageWire } from './audit.wire.js';
import type { AuditPage } from './audit.wire.js';
import { AuditQueries } from './reading/audit-queries.js';

@ApiTags('audit')
@Controller('api/v1/audit')
@Requires('audit')
export class AuditController {
  constructor(
    private readonly entries: AuditList,
    private readonly exports: AuditExport,
    private readonly jobs: Jobs,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists what was done and what was refused, the newest first' })
  @AuditQueries()
  @ApiQuery({ name: 'limit', required: false, description: '50, at most 200' })
  @ApiQuery({ name: 'cursor', required: false })
  @Answers(AuditPageWire)
  list(
    @CurrentSubject() subject: Subject,
    @Query() query: RawQuery,
    @Req() request: FastifyRequest,
  ): Promise<AuditPage> {
    return this.entries.page(subject, query, languageOf(request));
  }

  @Post('exports')
  @HttpCode(202)
  @ApiOperation({ summary: 'Takes entries out as a job; its file has what was and what is side by side' })
  @AuditQueries()
  @ApiQuery({ name: 'format', required: false, enum: [...AUDIT_EXPORT_FORMATS] })
  @Answers(JobWire, 202)
  async export(
    @CurrentSubject() subject: Subject,
    @Query() query: RawQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobWire> {
    const language = languageOf(request);
    const format = wordParameter(query, 'format', AUDIT_EXPORT_FORMATS) ?? 'xlsx';
    const wish = { filter: auditFilterOf(query), format, language };
    const id = await this.exports.start(subject, wish, auditSourceOf(request));
    void reply.header('location', `/api/v1/jobs/${id}`);
    return this.jobs.wire(await this.jobs.visible(subject, id), language);
  }
}
