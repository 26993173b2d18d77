import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Language } from '@dougong/kernel/foundation';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from '../http/request-language.js';
import { Public } from '../identity/decorators.js';
import type { RawQuery } from '../records/query-text.js';
import { AddressLimit } from './address-limit.js';
import { ProgressLinks } from './progress-links.js';
import { messagePage, PAGE_POLICY, progressPage } from './progress-page.js';
import { ProgressReader } from './progress-reader.js';

const NOT_FOUND = 404;
const TOO_MANY = 429;

/** What whoever has a link sees, without signing in. */
@ApiTags('progress')
@Controller('p')
export class ProgressPageController {
  constructor(
    private readonly links: ProgressLinks,
    private readonly reader: ProgressReader,
    private readonly limit: AddressLimit,
  ) {}

  @Public()
  @Get(':token')
  @ApiOperation({ summary: 'Shows how far a record has come to whoever has the link: a page, no data' })
  @ApiQuery({ name: 'lang', required: false, enum: ['zh', 'en'] })
  @ApiResponse({
    status: 200,
    description: 'the page',
    content: { 'text/html': { schema: { type: 'string' } } },
  })
  @ApiResponse({ status: 404, description: 'unknown, revoked and over alike' })
  @ApiResponse({ status: 429, description: 'too many looks from this address; see Retry-After' })
  async page(
    @Param('token') token: string,
    @Query() query: RawQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const language = languageIn(query, request);
    const wait = this.limit.count(request.ip);
    if (wait !== undefined) {
      reply.header('retry-after', String(wait));
      return send(reply, TOO_MANY, messagePage('tooMany', language));
    }
    const linked = await this.links.open(token);
    const progress = linked && (await this.reader.read(linked, language));
    if (!progress) return send(reply, NOT_FOUND, messagePage('notFound', language));
    return send(reply, 200, progressPage(progress, language));
  }
}

function languageIn({ lang }: RawQuery, request: FastifyRequest): Language {
  if (lang === 'zh') return 'zh-CN';
  return lang === 'en' ? 'en' : languageOf(request);
}

/** Nothing of it is kept on the way, found by search engines or told to other sites. */
function send(reply: FastifyReply, status: number, page: string): void {
  void reply
    .status(status)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': PAGE_POLICY,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    })
    .send(page);
}
