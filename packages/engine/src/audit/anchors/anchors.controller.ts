import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answers, AnswersFile } from '../../http/answers.js';
import { attachment } from '../../http/attachment.js';
import { notFound } from '../../http/refusal.js';
import { languageOf } from '../../http/request-language.js';
import { CurrentSubject, Requires } from '../../identity/decorators.js';
import type { Subject } from '../../identity/subject.js';
import { JobWire } from '../../jobs/job.wire.js';
import { Jobs } from '../../jobs/jobs.js';
import { fingerprintOf } from '../../templates/package/package-signature.js';
import { auditSourceOf } from '../audit-log.js';
import { VerificationJob } from '../chain/verification-job.js';
import { AnchorDocument } from './anchor-document.js';
import { anchorFile, Anchors } from './anchors.js';
import type { KeptAnchor } from './anchors.js';

const AnchorWire = Type.Object({
  id: Type.String(),
  at: Type.String({ format: 'date-time' }),
  fingerprint: Type.String({ description: 'short name of the key that signed it' }),
  document: AnchorDocument,
});

type AnchorView = KeptAnchor & { readonly fingerprint: string };

/** Proofs: signed anchors, and the check of everything that is chained. */
@ApiTags('audit')
@Controller('api/v1/audit')
@Requires('audit')
export class AnchorsController {
  constructor(
    private readonly anchors: Anchors,
    private readonly verification: VerificationJob,
    private readonly jobs: Jobs,
  ) {}

  @Get('anchors')
  @ApiOperation({ summary: 'Lists the signed anchors, the newest first' })
  @Answers(Type.Object({ data: Type.Array(AnchorWire) }))
  async list(): Promise<{ readonly data: readonly AnchorView[] }> {
    return { data: (await this.anchors.list()).map(viewOf) };
  }

  @Get('anchors/:id/file')
  @ApiOperation({ summary: 'Gives an anchor as a file for whoever keeps it' })
  @AnswersFile('the signed anchor, JSON')
  async file(@Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const anchor = /^\d{1,18}$/.test(id) ? await this.anchors.one(id) : undefined;
    if (!anchor) throw notFound();
    await reply
      .header('content-type', 'application/json; charset=utf-8')
      .header('content-disposition', attachment(`anchor-${id}-${anchor.at.slice(0, 10)}.json`))
      .header('cache-control', 'private, no-store')
      .send(anchorFile(anchor.document));
  }

  @Post('anchors')
  @ApiOperation({ summary: 'Signs where the chains of audit, releases and ledger stand now' })
  @Answers(AnchorWire, 201)
  async make(@CurrentSubject() { id }: Subject, @Req() request: FastifyRequest): Promise<AnchorView> {
    return viewOf(await this.anchors.make({ ...auditSourceOf(request), actor: id }));
  }

  @Post('verifications')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Has ledger, audit, releases and anchors verified as a job; its result names what differs',
  })
  @Answers(JobWire, 202)
  async verify(
    @CurrentSubject() subject: Subject,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JobWire> {
    const id = await this.verification.start(subject, auditSourceOf(request));
    void reply.header('location', `/api/v1/jobs/${id}`);
    return this.jobs.wire(await this.jobs.visible(subject, id), languageOf(request));
  }
}

function viewOf(anchor: KeptAnchor): AnchorView {
  return { ...anchor, fingerprint: fingerprintOf(anchor.document.key) };
}
