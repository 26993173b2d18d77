import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from '../http/request-language.js';
import { Public } from '../identity/decorators.js';
import type { RawQuery } from '../records/query-text.js';
import { PROBLEM_PAGE_POLICY, problemPage, unknownProblemPage } from './problem-page.js';

const NOT_FOUND = 404;
const HOUR_SECONDS = 3600;

/** The pages that `type` of a problem leads to. They say what codes mean and hold no data, so nobody has to sign in. */
@ApiTags('problems')
@Controller('problems')
export class ProblemsController {
  @Public()
  @Get(':code')
  @ApiOperation({
    summary: 'Explains a kind of problem, the `type` of application/problem+json: a page, no data',
  })
  @ApiQuery({ name: 'lang', required: false, enum: ['zh', 'en'] })
  @ApiResponse({
    status: 200,
    description: 'the page',
    content: { 'text/html': { schema: { type: 'string' } } },
  })
  @ApiResponse({ status: 404, description: 'the platform has no such code; a page, too' })
  page(
    @Param('code') code: string,
    @Query() { lang }: RawQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): void {
    const language = lang === 'zh' ? 'zh-CN' : lang === 'en' ? 'en' : languageOf(request);
    const page = problemPage(code, language);
    void reply
      .status(page === undefined ? NOT_FOUND : 200)
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': PROBLEM_PAGE_POLICY,
        'cache-control': `public, max-age=${HOUR_SECONDS}`,
        vary: 'accept-language',
        'x-robots-tag': 'noindex, nofollow',
      })
      .send(page ?? unknownProblemPage(language));
  }
}
