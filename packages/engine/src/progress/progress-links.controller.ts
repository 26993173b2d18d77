import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { FastifyRequest } from 'fastify';
import { AuditRefusals } from '../audit/audit-refusals.interceptor.js';
import { auditSourceOf } from '../audit/audit-log.js';
import { Answers, AnswersNothing } from '../http/answers.js';
import { schemaObject } from '../http/schema-object.js';
import { SchemaPipe } from '../http/schema.pipe.js';
import { CurrentSubject } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import { idOf } from '../records/query-text.js';
import { ProgressLinks } from './progress-links.js';
import type { ProgressLinkView } from './progress-links.js';

const LinkWire = Type.Object({
  id: Type.String(),
  url: Type.String({ description: 'whoever has it sees the progress without signing in' }),
  code: Type.String({ description: 'the address as a QR code, SVG' }),
  createdBy: Type.String(),
  createdAt: Type.String(),
  expiresAt: Type.String(),
  views: Type.Integer(),
  lastViewedAt: Type.Union([Type.String(), Type.Null()]),
});

const Issue = Type.Object(
  { days: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650, description: 'how long it is good' })) },
  { additionalProperties: false },
);

/** Links over which people without an account follow a record. */
@ApiTags('records')
@Controller('api/v1/forms/:form/records/:id/progress-links')
@UseInterceptors(AuditRefusals)
export class ProgressLinksController {
  constructor(private readonly links: ProgressLinks) {}

  @Get()
  @ApiOperation({ summary: 'Lists the progress links of a record that are good' })
  @Answers(Type.Object({ data: Type.Array(LinkWire) }))
  @ApiResponse({ status: 409, description: 'the form offers no public progress' })
  async list(
    @CurrentSubject() subject: Subject,
    @Param('form') form: string,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<{ readonly data: readonly ProgressLinkView[] }> {
    return { data: await this.links.list({ subject, form, id: idOf(id) }, originOf(request)) };
  }

  @Post()
  @ApiOperation({ summary: 'Gives out a link to the progress of a record; needs the action `share`' })
  @ApiBody({ schema: schemaObject(Issue) })
  @Answers(LinkWire, 201)
  issue(
    @CurrentSubject() subject: Subject,
    @Param('form') form: string,
    @Param('id') id: string,
    @Body(new SchemaPipe(Issue)) { days }: Static<typeof Issue>,
    @Req() request: FastifyRequest,
  ): Promise<ProgressLinkView> {
    const address = { subject, form, id: idOf(id) };
    return this.links.issue(address, originOf(request), auditSourceOf(request), days);
  }

  @Delete(':link')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revokes a progress link at once' })
  @AnswersNothing('it leads nowhere any more')
  revoke(
    @CurrentSubject() subject: Subject,
    @Param('form') form: string,
    @Param('id') id: string,
    @Param('link') link: string,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.links.revoke({ subject, form, id: idOf(id) }, idOf(link), auditSourceOf(request));
  }
}

/** As the browser that asks knows this installation. */
export function originOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`;
}
