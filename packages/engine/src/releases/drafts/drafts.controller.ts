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
import { ApiBody, ApiHeader, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { ReleaseFinding } from '@dougong/kernel/commands';
import { issue } from '@dougong/kernel/foundation';
import { DEFINITION_SCHEMAS, KEY_PATTERN } from '@dougong/kernel/metadata';
import type { ConflictChoices, Definition, DefinitionKind, Operation } from '@dougong/kernel/metadata';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { auditSourceOf } from '../../audit/audit-log.js';
import { Answers } from '../../http/answers.js';
import { versionOfIfMatch } from '../../http/entity-tag.js';
import { invalid, notFound } from '../../http/refusal.js';
import { languageOf } from '../../http/request-language.js';
import { schemaObject } from '../../http/schema-object.js';
import { OptionalBody, SchemaPipe } from '../../http/schema.pipe.js';
import { Requires, subjectOf } from '../../identity/decorators.js';
import { limitParameter, textParameter } from '../../records/query-text.js';
import type { RawQuery } from '../../records/query-text.js';
import { DefinitionStatuses, DesignStatusWire } from '../definition-status.js';
import { Drafts } from '../drafts.js';
import type { DraftBundle } from '../drafts.js';
import type { DraftActor, DraftKey } from './draft-book.js';
import { DraftHistory } from './draft-history.js';
import { DraftRebase } from './draft-rebase.js';
import {
  DraftBundleWire,
  DraftHistoryWire,
  FindingsWire,
  OperationsBody,
  RebaseBody,
  RebaseWire,
} from './draft.wire.js';

const HISTORY_MAX = 100;
const HISTORY_PAGE = 50;
const KEY = new RegExp(KEY_PATTERN);

/** Definitions under work: every change of one is an operation, whoever makes it. */
@ApiTags('design')
@Controller('api/v1')
@Requires('design')
export class DraftsController {
  constructor(
    private readonly drafts: Drafts,
    private readonly history: DraftHistory,
    private readonly rebases: DraftRebase,
    private readonly statuses: DefinitionStatuses,
  ) {}

  @Get('drafts')
  @ApiOperation({ summary: 'Lists all drafts and their revision' })
  @Answers(DraftBundleWire)
  async list(@Res({ passthrough: true }) reply: FastifyReply): Promise<DraftBundle> {
    return tagged(reply, await this.drafts.read());
  }

  @Get('design/status')
  @ApiOperation({ summary: 'Tells of each definition, and of the application, whether it is as published' })
  @Answers(DesignStatusWire)
  status(): Promise<DesignStatusWire> {
    return this.statuses.read();
  }

  @Post('drafts/check')
  @HttpCode(200)
  @ApiOperation({ summary: 'Checks the published definitions with all drafts put in' })
  @Answers(FindingsWire)
  async check(): Promise<{ findings: readonly unknown[] }> {
    const findings = await this.drafts.check();
    return { findings: findings.map(wireFinding) };
  }

  @Post('drafts/discard')
  @HttpCode(200)
  @ApiOperation({ summary: 'Throws all drafts away; their history stays' })
  @Answers(DraftBundleWire)
  @ApiHeader({ name: 'if-match', required: false, description: 'revision of the drafts that was seen' })
  async discardAll(
    @Headers('if-match') match: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DraftBundle> {
    return tagged(reply, await this.drafts.discardAll(actorOf(request), versionOfIfMatch(match)));
  }

  @Post('drafts/rebase')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Puts drafts that were begun on an older release onto the one in force, or tells the conflicts',
  })
  @ApiBody({ schema: schemaObject(RebaseBody), required: false })
  @Answers(RebaseWire)
  rebase(
    @Body(new OptionalBody(RebaseBody)) body: RebaseBody,
    @Headers('if-match') match: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<RebaseWire> {
    return this.rebases.run({
      actor: actorOf(request),
      seen: versionOfIfMatch(match),
      language: languageOf(request),
      choices: body.choices as ConflictChoices | undefined,
      dryRun: body.dryRun,
    });
  }

  @Put('drafts/:kind/:key')
  @ApiOperation({ summary: 'Keeps a draft of a definition; noted as the operations that it amounts to' })
  @Answers(DraftBundleWire)
  async put(
    @Param('kind') kind: string,
    @Param('key') key: string,
    @Body() body: { definition?: unknown } | undefined,
    @Headers('if-match') match: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DraftBundle> {
    const { id, ...source } = actorOf(request);
    const seen = versionOfIfMatch(match);
    return tagged(reply, await this.drafts.put(targetOf(kind, key), definitionIn(body), id, seen, source));
  }

  @Delete('drafts/:kind/:key')
  @ApiOperation({ summary: 'Throws a draft away' })
  @Answers(DraftBundleWire)
  async discard(
    @Param('kind') kind: string,
    @Param('key') key: string,
    @Headers('if-match') match: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DraftBundle> {
    const seen = versionOfIfMatch(match);
    return tagged(reply, await this.drafts.discard(targetOf(kind, key), seen, actorOf(request)));
  }

  @Post('drafts/:kind/:key/operations')
  @HttpCode(200)
  @ApiOperation({ summary: 'Carries operations out on a draft: set, add, remove, move; all or none' })
  @Answers(DraftBundleWire)
  @ApiBody({ schema: schemaObject(OperationsBody) })
  @ApiHeader({ name: 'if-match', required: false, description: 'revision of the drafts that was seen' })
  async operate(
    @Param('kind') kind: string,
    @Param('key') key: string,
    @Body(new SchemaPipe(OperationsBody)) body: OperationsBody,
    @Headers('if-match') match: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DraftBundle> {
    const operations = body.operations as readonly Operation[];
    const seen = versionOfIfMatch(match);
    return tagged(reply, await this.drafts.apply(targetOf(kind, key), operations, actorOf(request), seen));
  }

  @Get('drafts/:kind/:key/operations')
  @ApiOperation({ summary: 'Lists what was done to a draft, the newest first' })
  @Answers(DraftHistoryWire)
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false })
  operations(
    @Param('kind') kind: string,
    @Param('key') key: string,
    @Query() query: RawQuery,
  ): Promise<DraftHistoryWire> {
    const limit = limitParameter(query, HISTORY_PAGE, HISTORY_MAX);
    return this.history.page(targetOf(kind, key), limit, textParameter(query, 'cursor'));
  }

  @Post('drafts/:kind/:key/undo')
  @HttpCode(200)
  @ApiOperation({ summary: 'Takes back the last operation on a draft that was not taken back yet' })
  @Answers(DraftBundleWire)
  async undo(
    @Param('kind') kind: string,
    @Param('key') key: string,
    @Headers('if-match') match: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DraftBundle> {
    const seen = versionOfIfMatch(match);
    return tagged(reply, await this.drafts.undo(targetOf(kind, key), actorOf(request), seen));
  }
}

/** Who makes a request that changes drafts. */
export function actorOf(request: FastifyRequest): DraftActor {
  return { id: subjectOf(request).id, ...auditSourceOf(request) };
}

/** The definition that an address names; a kind or key that none can have is not found. */
export function targetOf(kind: string, key: string): DraftKey {
  if (!Object.hasOwn(DEFINITION_SCHEMAS, kind) || !KEY.test(key)) throw notFound();
  return { kind: kind as DefinitionKind, key };
}

/** Puts the revision of the drafts into the headers of an answer. */
export function tagged(reply: FastifyReply, bundle: DraftBundle): DraftBundle {
  void reply.header('etag', `"${bundle.revision}"`);
  return bundle;
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
