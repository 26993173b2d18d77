import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { DEFINITION_SCHEMAS } from '@dougong/kernel/metadata';
import type { Definition, DefinitionKind } from '@dougong/kernel/metadata';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Database } from '../database/database.js';
import { versionOfIfMatch } from '../http/entity-tag.js';
import { invalid, notFound } from '../http/refusal.js';
import { issue } from '@dougong/kernel/foundation';
import { Requires, subjectOf } from '../identity/decorators.js';
import { limitParameter } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { schemaObject } from '../http/schema-object.js';
import { Drafts } from './drafts.js';
import type { DraftBundle } from './drafts.js';
import { ReleaseImpacts, ReleaseImpactWire } from './release-impact.js';
import type { ReleaseImpact } from './release-impact.js';
import type { ReleaseFinding } from '@dougong/kernel/commands';

const RELEASES_MAX = 100;

/** What designers work with: drafts, the publish check, publishing, history of releases. */
@ApiTags('design')
@Controller('api/v1')
@Requires('design')
export class DesignController {
  constructor(
    private readonly drafts: Drafts,
    private readonly impacts: ReleaseImpacts,
    private readonly database: Database,
  ) {}

  @Get('drafts')
  @ApiOperation({ summary: 'Lists all drafts and their revision' })
  async list(@Res({ passthrough: true }) reply: FastifyReply): Promise<DraftBundle> {
    return tagged(reply, await this.drafts.read());
  }

  @Put('drafts/:kind/:key')
  @ApiOperation({ summary: 'Keeps a draft of a definition' })
  async put(
    @Param('kind') kind: string,
    @Param('key') key: string,
    @Body() body: { definition?: unknown } | undefined,
    @Headers('if-match') match: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DraftBundle> {
    const definition = definitionIn(body);
    const bundle = await this.drafts.put(
      { kind: kindOf(kind), key },
      definition,
      subjectOf(request).id,
      versionOfIfMatch(match),
    );
    return tagged(reply, bundle);
  }

  @Delete('drafts/:kind/:key')
  @ApiOperation({ summary: 'Throws a draft away' })
  async discard(
    @Param('kind') kind: string,
    @Param('key') key: string,
    @Headers('if-match') match: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DraftBundle> {
    return tagged(reply, await this.drafts.discard({ kind: kindOf(kind), key }, versionOfIfMatch(match)));
  }

  @Post('drafts/check')
  @HttpCode(200)
  @ApiOperation({ summary: 'Checks the published definitions with all drafts put in' })
  async check(): Promise<{ findings: readonly unknown[] }> {
    const findings = await this.drafts.check();
    return { findings: findings.map(wireFinding) };
  }

  @Post('publish')
  @ApiOperation({ summary: 'Publishes all drafts as one release' })
  async publish(
    @Body() body: { comment?: unknown } | undefined,
    @Headers('if-match') match: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<{ release: { number: number } }> {
    const comment = typeof body?.comment === 'string' ? body.comment : undefined;
    const release = await this.drafts.publish(subjectOf(request).id, versionOfIfMatch(match), comment);
    return { release: { number: release.number } };
  }

  @Get('releases/impact')
  @ApiOperation({
    summary: 'Counts the running instances that publishing all drafts would leave on the old flows',
  })
  @ApiResponse({
    status: 200,
    description: 'flows that the drafts change',
    schema: schemaObject(ReleaseImpactWire),
  })
  impact(): Promise<ReleaseImpact> {
    return this.impacts.read();
  }

  @Get('releases')
  @ApiOperation({ summary: 'Lists releases, newest first' })
  @ApiQuery({ name: 'limit', required: false })
  async releases(@Query() query: RawQuery): Promise<{ data: readonly unknown[] }> {
    const count = limitParameter(query, RELEASES_MAX, RELEASES_MAX);
    const { rows } = await this.database.query(
      `SELECT r.number, r.created_at AS at, u.name AS by, r.comment, r.changes, r.templates
         FROM core.release r LEFT JOIN core.user_account u ON u.id = r.created_by ORDER BY r.number DESC LIMIT $1`,
      [count],
    );
    return { data: rows };
  }
}

function tagged(reply: FastifyReply, bundle: DraftBundle): DraftBundle {
  void reply.header('etag', `"${bundle.revision}"`);
  return bundle;
}

function kindOf(kind: string): DefinitionKind {
  if (!Object.hasOwn(DEFINITION_SCHEMAS, kind)) throw notFound();
  return kind as DefinitionKind;
}

function definitionIn(body: { definition?: unknown } | undefined): Definition {
  const definition = body?.definition;
  if (typeof definition !== 'object' || definition === null || Array.isArray(definition)) {
    throw invalid([issue('bad_shape', '/definition', { expected: 'object' })]);
  }
  return definition as Definition;
}

function wireFinding({ definition, severity = 'error', ...found }: ReleaseFinding) {
  return { ...found, severity, kind: definition.kind, key: definition.key };
}
