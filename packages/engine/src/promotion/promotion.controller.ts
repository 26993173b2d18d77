import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  UseInterceptors,
} from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AuditRefusals } from '../audit/audit-refusals.interceptor.js';
import { ChangeSet } from '@dougong/kernel/promotion';
import type { Static } from '@sinclair/typebox';
import type { FastifyRequest } from 'fastify';
import { Answers } from '../http/answers.js';
import { notFound } from '../http/refusal.js';
import { languageOf } from '../http/request-language.js';
import { schemaObject } from '../http/schema-object.js';
import { SchemaPipe } from '../http/schema.pipe.js';
import { Requires } from '../identity/decorators.js';
import { changeActorOf } from '../people/organisation-changes.js';
import { badQuery } from '../records/query-refusal.js';
import { textParameter, wordParameter } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { changeSetText, readChangeSet } from './change-set-file.js';
import { PromotedWire, PromoteBody } from './promotion.wire.js';
import type { PromotedView } from './promotion.wire.js';
import { Promotions } from './promotions.js';

const FLAG = ['true', 'false'] as const;

/** Releases on their way from one installation to another. */
@ApiTags('design')
@Controller('api/v1')
@UseInterceptors(AuditRefusals)
@Requires('design')
export class PromotionController {
  constructor(private readonly promotions: Promotions) {}

  @Get('releases/:number/change-set')
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiOperation({
    summary:
      'A release as a change set: over a base, or all of it. No secrets, addresses, people or records are in it',
  })
  @ApiQuery({ name: 'base', required: false, description: 'number of the release that the changes are over' })
  @Answers(ChangeSet)
  @ApiResponse({ status: 404, description: 'there is no such release' })
  async changeSet(@Param('number') number: string, @Query() query: RawQuery): Promise<string> {
    const base = textParameter(query, 'base');
    if (base !== undefined && !isNumber(base)) throw badQuery('bad_parameter', ['base'], { name: 'base' });
    if (!isNumber(number)) throw notFound();
    const set = await this.promotions.export(
      Number.parseInt(number, 10),
      base === undefined ? undefined : Number.parseInt(base, 10),
    );
    return changeSetText(set);
  }

  @Post('change-sets')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Takes a change set: into the drafts, or published at once; a dry run only tells what it would do',
  })
  @ApiQuery({ name: 'dryRun', required: false, enum: FLAG })
  @ApiQuery({ name: 'publish', required: false, enum: FLAG })
  @ApiBody({ schema: schemaObject(PromoteBody) })
  @Answers(PromotedWire)
  @ApiResponse({
    status: 409,
    description: 'conflicts are open, or somebody works on a definition of the set',
  })
  @ApiResponse({
    status: 422,
    description: 'it is no change set, was changed on its way, or cannot be published',
  })
  async promote(
    @Query() query: RawQuery,
    @Body(new SchemaPipe(PromoteBody)) body: Static<typeof PromoteBody>,
    @Req() request: FastifyRequest,
  ): Promise<PromotedView> {
    const { changeSet, all, comment, choices } = body;
    const wish = {
      set: readChangeSet(changeSet),
      choices: choices as Readonly<Record<string, 'mine' | 'theirs' | 'merge'>> | undefined,
      all: all as 'mine' | 'theirs' | undefined,
      comment,
      language: languageOf(request),
    };
    if (isSet(query, 'dryRun')) {
      const promotion = await this.promotions.preview(wish);
      return { outcome: 'dry-run', release: null, draftRevision: null, promotion };
    }
    return this.promotions.carryOut(wish, changeActorOf(request), isSet(query, 'publish'));
  }
}

function isSet(query: RawQuery, name: string): boolean {
  return wordParameter(query, name, FLAG) === 'true';
}

function isNumber(text: string): boolean {
  return /^\d{1,9}$/.test(text);
}
