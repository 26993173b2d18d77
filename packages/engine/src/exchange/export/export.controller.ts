import { Controller, Get, Param, Post, Query, Req, Res, HttpCode, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { auditSourceOf } from '../../audit/audit-log.js';
import { AuditRefusals } from '../../audit/audit-refusals.interceptor.js';
import { Answers, AnswersFile } from '../../http/answers.js';
import { attachment } from '../../http/attachment.js';
import { languageOf } from '../../http/request-language.js';
import { CurrentSubject } from '../../identity/decorators.js';
import type { Subject } from '../../identity/subject.js';
import { Jobs } from '../../jobs/jobs.js';
import { JobWire } from '../../jobs/job.wire.js';
import type { RawQuery } from '../../records/query-text.js';
import { parseExportQuestion } from './export-question.js';
import { Exports } from './exports.js';

/** Taking records out of a form. */
@ApiTags('import and export')
@ApiQuery({ name: 'format', required: false, enum: ['xlsx', 'csv'] })
@ApiQuery({
  name: 'lines',
  required: false,
  enum: ['none', 'rows', 'sheets'],
  description:
    'rows: each line on a row with its document repeated; sheets: each table on a sheet of its own',
})
@ApiQuery({ name: 'fields', required: false, description: 'keys of header fields, in the order wanted' })
@ApiQuery({ name: 'ids', required: false, enum: ['true'], description: 'with the ids of the records' })
@ApiQuery({
  name: 'filter[field][operator]',
  required: false,
  description: 'as in the list of records; `sort`, `q` and `list` too',
})
@ApiResponse({ status: 403, description: 'no role of the caller allows `export` on this form' })
@Controller('api/v1/forms/:form/export')
@UseInterceptors(AuditRefusals)
export class ExportController {
  constructor(
    private readonly exports: Exports,
    private readonly jobs: Jobs,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Gives records as a file, written while they are read' })
  @AnswersFile('an xlsx or csv file')
  async download(
    @CurrentSubject() subject: Subject,
    @Param('form') form: string,
    @Query() query: RawQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const question = parseExportQuestion(query, languageOf(request));
    const file = await this.exports.stream(subject, form, question, auditSourceOf(request));
    await reply
      .header('content-type', file.mediaType)
      .header('content-disposition', attachment(file.name))
      .header('cache-control', 'private, no-store')
      .send(Readable.from(file.bytes, { objectMode: false }));
  }

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'The same as a job, for many records: its result is the file' })
  @Answers(JobWire, 202)
  async start(
    @CurrentSubject() subject: Subject,
    @Param('form') form: string,
    @Query() query: RawQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobWire> {
    const language = languageOf(request);
    const question = parseExportQuestion(query, language);
    const id = await this.exports.start(subject, form, question, auditSourceOf(request));
    void reply.header('location', `/api/v1/jobs/${id}`);
    return this.jobs.wire(await this.jobs.visible(subject, id), language);
  }
}
