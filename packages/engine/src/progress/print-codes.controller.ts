import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import type { FastifyRequest } from 'fastify';
import { auditSourceOf } from '../audit/audit-log.js';
import { Answers } from '../http/answers.js';
import { CurrentSubject } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import { idOf } from '../records/query-text.js';
import { ProgressLinks } from './progress-links.js';
import type { PrintCode } from './progress-links.js';
import { originOf } from './progress-links.controller.js';

const PrintCodeWire = Type.Object({
  url: Type.String(),
  code: Type.String({ description: 'the address as a QR code, SVG' }),
  isProgress: Type.Boolean({
    description: 'true: the progress, read without signing in; false: the record, for those who may read it',
  }),
});

/** The code that stands on a printed record. */
@ApiTags('records')
@Controller('api/v1/forms/:form/records/:id/print-code')
export class PrintCodesController {
  constructor(private readonly links: ProgressLinks) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Gives the code for a printed record: its progress link, made where there is none, or its address',
  })
  @Answers(PrintCodeWire)
  @ApiResponse({ status: 403, description: 'the caller may not print records of the form' })
  @ApiResponse({ status: 404, description: 'there is no such record, or the caller does not see it' })
  code(
    @CurrentSubject() subject: Subject,
    @Param('form') form: string,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<PrintCode> {
    return this.links.codeForPrint(
      { subject, form, id: idOf(id) },
      originOf(request),
      auditSourceOf(request),
    );
  }
}
