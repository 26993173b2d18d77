import { Controller, Get, Param, Post, Query, Req, Res, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { auditSourceOf } from '../audit/audit-log.js';
import { AuditRefusals } from '../audit/audit-refusals.interceptor.js';
import { Answers, AnswersFile } from '../http/answers.js';
import { attachment, inline } from '../http/attachment.js';
import { Refusal } from '../http/refusal.js';
import { uploadOf } from '../http/uploads.js';
import { CurrentSubject } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import { idOf, textParameter } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { FileWire } from './file.wire.js';
import { RecordFiles } from './record-files.js';

/** Files that records keep. */
@ApiTags('records')
@Controller('api/v1/forms/:form')
@UseInterceptors(AuditRefusals)
export class RecordFilesController {
  constructor(private readonly files: RecordFiles) {}

  @Post('fields/:field/files')
  @ApiOperation({
    summary: 'Takes a file for a field of a record; what no record names within a day is thrown away',
  })
  @ApiConsumes('application/octet-stream')
  @ApiQuery({
    name: 'name',
    required: false,
    description: 'what the file is called; its ending tells its kind',
  })
  @ApiBody({ schema: { type: 'string', format: 'binary' }, description: 'the file itself' })
  @Answers(FileWire, 201)
  @ApiResponse({ status: 403, description: 'the caller writes no records of this form, or not this field' })
  @ApiResponse({ status: 413, description: 'larger than the field takes' })
  @ApiResponse({ status: 422, description: 'not of a kind that the field takes, or not what its name says' })
  @ApiResponse({ status: 429, description: 'too many uploads of the caller wait for a record' })
  async take(
    @CurrentSubject() subject: Subject,
    @Param('form') form: string,
    @Param('field') field: string,
    @Query() query: RawQuery,
    @Req() request: FastifyRequest,
  ): Promise<FileWire> {
    const source = uploadOf(request);
    if (!source) throw new Refusal(400, 'upload_missing');
    const upload = {
      name: textParameter(query, 'name') ?? '',
      source: source as AsyncIterable<Uint8Array>,
    };
    return this.files.take({ subject, form, field }, upload, auditSourceOf(request));
  }

  @Get('records/:id/files/:file')
  @ApiOperation({ summary: 'Gives a file of a record; pictures may be shown in a page, all else is saved' })
  @AnswersFile('the file, with its media type')
  @ApiResponse({ status: 404, description: 'not there, or not visible' })
  async read(
    @CurrentSubject() subject: Subject,
    @Param('form') form: string,
    @Param('id') id: string,
    @Param('file') fileId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.files.read({ subject, form, id: idOf(id) }, idOf(fileId));
    await reply
      .header('content-type', file.mediaType)
      .header('content-disposition', (file.isImage ? inline : attachment)(file.name))
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "sandbox; default-src 'none'")
      .header('cache-control', 'private, no-store')
      .send(file.bytes);
  }
}
