import { Body, Controller, Get, Headers, HttpCode, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { auditSourceOf } from '../audit/audit-log.js';
import { Answers } from '../http/answers.js';
import { versionOfIfMatch } from '../http/entity-tag.js';
import { notFound } from '../http/refusal.js';
import { languageOf } from '../http/request-language.js';
import { schemaObject } from '../http/schema-object.js';
import { OptionalBody, SchemaPipe } from '../http/schema.pipe.js';
import { Requires, subjectOf } from '../identity/decorators.js';
import { limitParameter, textParameter } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { bundleNameOf, DefinitionBundles } from './definition-bundles.js';
import { DiffWire } from './diff/diff.wire.js';
import { ReleaseDiffs } from './diff/release-diff.js';
import { actorOf, tagged, targetOf } from './drafts/drafts.controller.js';
import { DraftBundleWire } from './drafts/draft.wire.js';
import { Drafts } from './drafts.js';
import type { DraftBundle } from './drafts.js';
import { ReleaseHistory } from './history/release-history.js';
import {
  ReleaseDefinitionsWire,
  ReleaseDetailWire,
  ReleaseNameBody,
  ReleasesWire,
  RestoreBody,
} from './history/release.wire.js';
import { ReleaseImpactWire } from './impact/impact.wire.js';
import { ReleaseImpacts } from './release-impact.js';

const PAGE_MAX = 100;
const PAGE = 50;

/** Releases: what differs between them, what one would mean, and their history. */
@ApiTags('design')
@Controller('api/v1')
@Requires('design')
export class ReleasesController {
  constructor(
    private readonly drafts: Drafts,
    private readonly bundles: DefinitionBundles,
    private readonly diffs: ReleaseDiffs,
    private readonly impacts: ReleaseImpacts,
    private readonly history: ReleaseHistory,
  ) {}

  @Get('design/diff')
  @ApiOperation({ summary: 'Tells in words and as data what differs between releases, or from the drafts' })
  @ApiQuery({
    name: 'from',
    required: false,
    description: 'number of a release, `current` or `drafts`; `current`',
  })
  @ApiQuery({ name: 'to', required: false, description: 'the same; `drafts`' })
  @Answers(DiffWire)
  diff(@Query() query: RawQuery, @Req() request: FastifyRequest): Promise<DiffWire> {
    const from = bundleNameOf(textParameter(query, 'from') ?? 'current', 'from');
    const to = bundleNameOf(textParameter(query, 'to') ?? 'drafts', 'to');
    return this.diffs.between(from, to, languageOf(request));
  }

  @Get('releases/impact')
  @ApiOperation({
    summary: 'Tells what publishing all drafts would mean: for work under way, data, rights and programs',
  })
  @ApiResponse({ status: 200, description: 'what is touched', schema: schemaObject(ReleaseImpactWire) })
  impact(): Promise<ReleaseImpactWire> {
    return this.impacts.read();
  }

  @Get('releases')
  @ApiOperation({ summary: 'Lists releases, newest first' })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  @ApiQuery({ name: 'q', required: false, description: 'only those whose name or comment has this' })
  @Answers(ReleasesWire)
  list(@Query() query: RawQuery): Promise<ReleasesWire> {
    return this.history.page({
      limit: limitParameter(query, PAGE, PAGE_MAX),
      cursor: textParameter(query, 'cursor'),
      search: textParameter(query, 'q'),
    });
  }

  @Get('releases/:number')
  @ApiOperation({ summary: 'Tells of one release what it is made of and what still runs by it' })
  @Answers(ReleaseDetailWire)
  detail(@Param('number') number: string): Promise<ReleaseDetailWire> {
    return this.history.detail(numberOf(number));
  }

  @Get('releases/:number/definitions')
  @ApiOperation({ summary: 'Lists the definitions of a release' })
  @Answers(ReleaseDefinitionsWire)
  definitions(@Param('number') number: string): Promise<ReleaseDefinitionsWire> {
    return this.history.definitions(numberOf(number));
  }

  @Put('releases/:number/name')
  @ApiOperation({ summary: 'Gives a release a name, or takes it away' })
  @ApiBody({ schema: schemaObject(ReleaseNameBody) })
  @Answers(ReleaseDetailWire)
  rename(
    @Param('number') number: string,
    @Body(new SchemaPipe(ReleaseNameBody)) body: ReleaseNameBody,
    @Req() request: FastifyRequest,
  ): Promise<ReleaseDetailWire> {
    const name = body.name?.trim() || null;
    return this.history.rename(numberOf(number), name, subjectOf(request).id, auditSourceOf(request));
  }

  @Post('releases/:number/restore')
  @HttpCode(200)
  @ApiOperation({ summary: 'Makes the drafts say what a release says; publishing them brings it back' })
  @Answers(DraftBundleWire)
  @ApiBody({ schema: schemaObject(RestoreBody), required: false })
  async restore(
    @Param('number') number: string,
    @Body(new OptionalBody(RestoreBody)) { replace = false }: RestoreBody,
    @Headers('if-match') match: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DraftBundle> {
    const wanted = await this.bundles.ofRelease(numberOf(number));
    const how = { actor: actorOf(request), seen: versionOfIfMatch(match), replace };
    return tagged(reply, await this.drafts.restore(wanted, undefined, how));
  }

  @Post('releases/:number/definitions/:kind/:key/restore')
  @HttpCode(200)
  @ApiOperation({ summary: 'Makes the draft of one definition say what a release says of it' })
  @Answers(DraftBundleWire)
  @ApiBody({ schema: schemaObject(RestoreBody), required: false })
  async restoreOne(
    @Param('number') number: string,
    @Param('kind') kind: string,
    @Param('key') key: string,
    @Body(new OptionalBody(RestoreBody)) { replace = false }: RestoreBody,
    @Headers('if-match') match: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DraftBundle> {
    const wanted = await this.bundles.ofRelease(numberOf(number));
    const how = { actor: actorOf(request), seen: versionOfIfMatch(match), replace };
    return tagged(reply, await this.drafts.restore(wanted, targetOf(kind, key), how));
  }
}

function numberOf(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw notFound();
  return Number.parseInt(text, 10);
}
