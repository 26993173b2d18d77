import { Controller, Get, Headers, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answers } from '../http/answers.js';
import { entityTag, versionOfIfMatch } from '../http/entity-tag.js';
import { Requires } from '../identity/decorators.js';
import { actorOf } from '../releases/drafts/drafts.controller.js';
import { Completeness } from './completeness.service.js';
import { CompletenessWire, FixAnswerWire } from './completeness.wire.js';

/** Whether the processes of the application are whole. */
@ApiTags('design')
@Controller('api/v1/design/completeness')
@Requires('design')
export class CompletenessController {
  constructor(private readonly completeness: Completeness) {}

  @Get()
  @ApiOperation({ summary: 'Tells the gaps in the processes, drafts included, and what would close them' })
  @Answers(CompletenessWire)
  async read(@Res({ passthrough: true }) reply: FastifyReply) {
    const found = await this.completeness.read();
    void reply.header('etag', entityTag(found.revision));
    return found;
  }

  @Post('fixes/:id')
  @HttpCode(200)
  @ApiOperation({ summary: 'Puts what a finding offers into the drafts' })
  @Answers(FixAnswerWire)
  @ApiHeader({ name: 'If-Match', required: false, description: 'the revision of the drafts that was seen' })
  @ApiResponse({ status: 404, description: 'the gap is not there (any more)' })
  @ApiResponse({ status: 409, description: 'nothing is offered against it' })
  async fix(
    @Param('id') id: string,
    @Headers('if-match') match: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const fixed = await this.completeness.fix(id, actorOf(request), versionOfIfMatch(match));
    void reply.header('etag', entityTag(fixed.revision));
    return fixed;
  }
}
