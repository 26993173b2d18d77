import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { CurrentSubject, Requires } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import type { RawQuery } from '../records/query-text.js';
import { AuditList } from './audit-list.js';
import type { AuditPage } from './audit-list.js';

@ApiTags('audit')
@Controller('api/v1/audit')
@Requires('audit')
export class AuditController {
  constructor(private readonly entries: AuditList) {}

  @Get()
  @ApiOperation({ summary: 'Lists what was done and what was refused, the newest first' })
  @ApiQuery({ name: 'actor', required: false })
  @ApiQuery({ name: 'form', required: false })
  @ApiQuery({ name: 'recordId', required: false })
  @ApiQuery({ name: 'action', required: false })
  @ApiQuery({ name: 'outcome', required: false, enum: ['done', 'refused'] })
  @ApiQuery({ name: 'from', required: false, description: 'instant, included' })
  @ApiQuery({ name: 'to', required: false, description: 'instant, not included' })
  list(@CurrentSubject() subject: Subject, @Query() query: RawQuery): Promise<AuditPage> {
    return this.entries.page(subject, query);
  }
}
