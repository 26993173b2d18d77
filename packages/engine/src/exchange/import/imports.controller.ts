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
import { ApiBody, ApiConsumes, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { AuditRefusals } from '../../audit/audit-refusals.interceptor.js';
import { auditSourceOf } from '../../audit/audit-log.js';
import { Answers, AnswersFile } from '../../http/answers.js';
import { attachment } from '../../http/attachment.js';
import { Refusal } from '../../http/refusal.js';
import { languageOf } from '../../http/request-language.js';
import { schemaObject } from '../../http/schema-object.js';
import { SchemaPipe } from '../../http/schema.pipe.js';
import { uploadOf } from '../../http/uploads.js';
import { CurrentSubject } from '../../identity/decorators.js';
import type { Subject } from '../../identity/subject.js';
import { Jobs } from '../../jobs/jobs.js';
import { JobWire } from '../../jobs/job.wire.js';
import { idOf, limitParameter, textParameter } from '../../records/query-text.js';
import type { RawQuery } from '../../records/query-text.js';
import type { ExportFile } from '../export/exports.js';
import { ImportBody, ImportFileWire } from './import.wire.js';
import { Imports } from './imports.js';

const HEADER_ROW_MAX = 1000;

/** Bringing files into a form: upload, look at the columns, try, run, take back. */
@ApiTags('import and export')
@ApiResponse({ status: 403, description: 'no role of the caller allows `import` on this form' })
@Controller('api/v1/forms/:form')
@UseInterceptors(AuditRefusals)
export class ImportsController {
  constructor(
    private readonly imports: Imports,
    private readonly jobs: Jobs,
  ) {}

  @Post('imports')
  @ApiOperation({ summary: 'Takes an xlsx or csv file and tells how its columns would go to fields' })
  @ApiConsumes('text/csv', 'application/octet-stream')
  @ApiQuery({ name: 'name', required: false, description: 'what the file is called' })
  @ApiBody({ schema: { type: 'string', format: 'binary' }, description: 'the file itself, 64 MB at most' })
  @Answers(ImportFileWire, 201)
  @ApiResponse({ status: 413, description: 'too large' })
  @ApiResponse({ status: 422, description: 'not a file of sheets' })
  async bring(
    @CurrentSubject() subject: Subject,
    @Param('form') form: string,
    @Query() query: RawQuery,
    @Req() request: FastifyRequest,
  ): Promise<ImportFileWire> {
    const source = uploadOf(request);
    if (!source) throw new Refusal(400, 'upload_missing');
    const name = textParameter(query, 'name') ?? 'import';
    const mediaType = request.headers['content-type'] ?? 'application/octet-stream';
    return this.imports.bring(subject, form, {
      name,
      mediaType,
      source: source as AsyncIterable<Uint8Array>,
    });
  }

  @Get('imports/:id')
  @ApiOperation({ summary: 'Tells again what a file holds, with another header row if wanted' })
  @ApiQuery({ name: 'headerRow', required: false })
  @Answers(ImportFileWire)
  file(
    @CurrentSubject() subject: Subject,
    @Param('form') form: string,
    @Param('id') id: string,
    @Query() query: RawQuery,
  ): Promise<ImportFileWire> {
    const { headerRow } = query;
    const row = headerRow === undefined ? 0 : limitParameter({ limit: headerRow }, 0, HEADER_ROW_MAX);
    return this.imports.file(subject, form, idOf(id), row === 0 ? undefined : row);
  }

  @Post('imports/:id/actions/run')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Brings the rows of a file in, as a job; with dryRun only tells what would become of each',
  })
  @ApiBody({ schema: schemaObject(ImportBody) })
  @Answers(JobWire, 202)
  async run(
    @CurrentSubject() subject: Subject,
    @Param('form') form: string,
    @Param('id') id: string,
    @Body(new SchemaPipe(ImportBody)) body: ImportBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobWire> {
    const job = await this.imports.start(subject, form, idOf(id), body, askedBy(request));
    return this.told(subject, job, request, reply);
  }

  @Post('imports/jobs/:job/actions/undo')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Takes back what an import has done, as a job; what somebody changed since stays and is listed',
  })
  @Answers(JobWire, 202)
  @ApiResponse({ status: 409, description: 'the import is still under way' })
  async undo(
    @CurrentSubject() subject: Subject,
    @Param('form') form: string,
    @Param('job') job: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobWire> {
    const undo = await this.imports.undo(subject, form, idOf(job), askedBy(request));
    return this.told(subject, undo, request, reply);
  }

  @Get('import-template.xlsx')
  @ApiOperation({ summary: 'Gives a file to fill in: titles, notes, lists to choose from' })
  @AnswersFile('an xlsx file')
  async template(
    @CurrentSubject() subject: Subject,
    @Param('form') form: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = { format: 'xlsx' as const, language: languageOf(request) };
    await this.send(await this.imports.template(subject, form, asked), reply);
  }

  @Get('import-template.csv')
  @ApiOperation({ summary: 'Gives the same file as CSV: titles and notes' })
  @AnswersFile('a csv file')
  async templateCsv(
    @CurrentSubject() subject: Subject,
    @Param('form') form: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = { format: 'csv' as const, language: languageOf(request) };
    await this.send(await this.imports.template(subject, form, asked), reply);
  }

  private async send(file: ExportFile, reply: FastifyReply): Promise<void> {
    await reply
      .header('content-type', file.mediaType)
      .header('content-disposition', attachment(file.name))
      .header('cache-control', 'private, no-store')
      .send(Readable.from(file.bytes, { objectMode: false }));
  }

  private async told(
    subject: Subject,
    id: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<JobWire> {
    void reply.header('location', `/api/v1/jobs/${id}`);
    return this.jobs.wire(await this.jobs.visible(subject, id), languageOf(request));
  }
}

function askedBy(request: FastifyRequest) {
  return { language: languageOf(request), source: auditSourceOf(request) };
}
