import { Body, Controller, Get, Header, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { auditSourceOf } from '../audit/audit-log.js';
import { Answers, AnswersNothing } from '../http/answers.js';
import { notFound, Refusal } from '../http/refusal.js';
import { languageOf } from '../http/request-language.js';
import { schemaObject } from '../http/schema-object.js';
import { OptionalBody, SchemaPipe } from '../http/schema.pipe.js';
import { Requires, subjectOf } from '../identity/decorators.js';
import { listOf } from '../people/organisation.wire.js';
import { idOf } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { ConnectorBook } from './connector-book.js';
import { ConnectorLists } from './connector-lists.js';
import { ConnectorProbe } from './connector-probe.js';
import { ConnectorSettings } from './connector-settings.js';
import type { ConnectorActor } from './connector-settings.js';
import { ConnectorStarts } from './connector-starts.js';
import {
  ComparisonWire,
  ConnectorWire,
  LETTER_STATES,
  LetterWire,
  ProbeWire,
  PutConnector,
  RunWire,
  StartedWire,
  StartRun,
} from './connector.wire.js';

const KEY = /^[a-z][a-z0-9_]{0,39}$/;

/** Outside systems: where they are, whether they answer, what ran, and what did not come through. */
@ApiTags('connectors')
@Controller('api/v1/connectors')
@Requires('administer')
export class ConnectorsController {
  constructor(
    private readonly lists: ConnectorLists,
    private readonly settings: ConnectorSettings,
    private readonly prober: ConnectorProbe,
    private readonly starts: ConnectorStarts,
    private readonly book: ConnectorBook,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Lists connectors with how far each import and export is; secrets are never shown',
  })
  @Answers(listOf(ConnectorWire))
  async list(@Req() request: FastifyRequest): Promise<{ readonly data: readonly ConnectorWire[] }> {
    return { data: await this.lists.all(languageOf(request)) };
  }

  @Put(':connector/settings')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Says where an outside system is, in whose name it is used, and how it lets us in',
  })
  @ApiBody({ schema: schemaObject(PutConnector) })
  @Answers(ConnectorWire)
  @ApiResponse({ status: 422, description: 'there is no such account of a program' })
  async put(
    @Param('connector') key: string,
    @Body(new SchemaPipe(PutConnector)) wanted: PutConnector,
    @Req() request: FastifyRequest,
  ): Promise<ConnectorWire> {
    await this.settings.put(keyOf(key), wanted, actorOf(request));
    const found = (await this.lists.all(languageOf(request))).find((each) => each.key === key);
    if (!found) throw notFound();
    return found;
  }

  @Post(':connector/actions/test')
  @HttpCode(200)
  @ApiOperation({ summary: 'Calls the other side and tells whether it answers and lets us in' })
  @Answers(ProbeWire)
  test(@Param('connector') key: string, @Req() request: FastifyRequest): Promise<ProbeWire> {
    return this.prober.probe(keyOf(key), languageOf(request));
  }

  @Post(':connector/pipelines/:pipeline/actions/run')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Starts a run, or the comparison of a day; one that is under way is answered as it is',
  })
  @ApiBody({ schema: schemaObject(StartRun), required: false })
  @Answers(StartedWire, 202)
  run(
    @Param('connector') key: string,
    @Param('pipeline') pipeline: string,
    @Body(new OptionalBody(StartRun)) { comparison }: StartRun,
    @Req() request: FastifyRequest,
  ): Promise<StartedWire> {
    const day = comparison === undefined ? {} : { day: comparison };
    return this.started({ connector: keyOf(key), pipeline, ...day }, request);
  }

  @Get(':connector/runs')
  @ApiOperation({ summary: 'Lists what ran, the newest first' })
  @ApiQuery({ name: 'pipeline', required: false })
  @ApiQuery({ name: 'limit', required: false, description: '50, at most 200' })
  @Answers(listOf(RunWire))
  async runs(@Param('connector') key: string, @Query() query: RawQuery, @Req() request: FastifyRequest) {
    return { data: await this.lists.runs(keyOf(key), query, languageOf(request)) };
  }

  @Get(':connector/dead-letters')
  @ApiOperation({ summary: 'Lists what did not come through, the newest first' })
  @ApiQuery({
    name: 'state',
    required: false,
    enum: LETTER_STATES,
    description: 'open unless said otherwise',
  })
  @ApiQuery({ name: 'pipeline', required: false })
  @ApiQuery({ name: 'limit', required: false, description: '50, at most 200' })
  @Answers(listOf(LetterWire))
  async letters(@Param('connector') key: string, @Query() query: RawQuery, @Req() request: FastifyRequest) {
    return { data: await this.lists.letters(keyOf(key), query, languageOf(request)) };
  }

  @Post(':connector/dead-letters/:id/actions/retry')
  @HttpCode(202)
  @ApiOperation({ summary: 'Has it tried again; of a conflict, theirs is taken' })
  @Answers(StartedWire, 202)
  @ApiResponse({ status: 409, description: 'it came through already, or somebody let it be' })
  async retry(
    @Param('connector') key: string,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<StartedWire> {
    const letter = await this.book.letter(keyOf(key), idOf(id));
    if (!letter) throw notFound();
    if (letter.state !== 'open') throw new Refusal(409, 'connector_letter_settled');
    return this.started({ connector: key, pipeline: letter.pipeline, letter: letter.id }, request);
  }

  @Post(':connector/dead-letters/:id/actions/dismiss')
  @HttpCode(204)
  @ApiOperation({ summary: 'Lets it be: it is not tried any more' })
  @AnswersNothing('it is left as it is')
  dismiss(
    @Param('connector') key: string,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.starts.dismiss(keyOf(key), idOf(id), actorOf(request));
  }

  @Get(':connector/comparisons')
  @ApiOperation({ summary: 'Lists what daily comparisons found, the newest day first' })
  @ApiQuery({ name: 'pipeline', required: false })
  @ApiQuery({ name: 'limit', required: false, description: '50, at most 200' })
  @Answers(listOf(ComparisonWire))
  async comparisons(@Param('connector') key: string, @Query() query: RawQuery) {
    return { data: await this.lists.comparisons(keyOf(key), query) };
  }

  private async started(
    wish: Parameters<ConnectorStarts['start']>[0],
    request: FastifyRequest,
  ): Promise<StartedWire> {
    const job = await this.starts.start(wish, actorOf(request));
    if (job === undefined) throw notFound();
    return { job };
  }
}

function keyOf(text: string): string {
  if (!KEY.test(text)) throw notFound();
  return text;
}

function actorOf(request: FastifyRequest): ConnectorActor {
  return { ...auditSourceOf(request), actor: subjectOf(request).id };
}
