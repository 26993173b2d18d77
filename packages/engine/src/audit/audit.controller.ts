import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Answers } from '../http/answers.js';
import { languageOf } from '../http/request-language.js';
import { CurrentSubject, Requires } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import type { RawQuery } from '../records/query-text.js';
import { AuditList } from './audit-list.js';
import { AuditPageWire } from './audit.wire.js';
import type { AuditPage } from './audit.wire.js';
import { AuditQueries } from './reading/audit-queries.js';

@ApiTags('audit')
@Controller('api/v1/audit')
@Requires('audit')
export class AuditController {
  constructor(private readonly entries: AuditList) {}

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
}
