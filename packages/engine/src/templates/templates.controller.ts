import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiHeader,
  ApiOperation,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { auditSourceOf } from '../audit/audit-log.js';
import { Answers, AnswersFile } from '../http/answers.js';
import { attachment } from '../http/attachment.js';
import { PREFER_HEADER, prefersAsync } from '../http/prefer.js';
import { Refusal } from '../http/refusal.js';
import { languageOf } from '../http/request-language.js';
import { schemaObject } from '../http/schema-object.js';
import { OptionalBody, SchemaPipe } from '../http/schema.pipe.js';
import { Requires, subjectOf } from '../identity/decorators.js';
import { JobAnswers } from '../jobs/job-answers.js';
import { JobWire } from '../jobs/job.wire.js';
import { limitParameter, textParameter, wordParameter } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { PACKAGE_MEDIA_TYPE } from './package/package-limits.js';
import { SampleData } from './sample-data.js';
import { SentPackages } from './sent-packages.js';
import type { ChangeSource } from './template-changes.js';
import { TemplateJobs } from './template-jobs.js';
import { TemplateOrders } from './template-orders.js';
import type { TemplateOrder } from './template-orders.js';
import { TemplateReverts } from './template-reverts.js';
import { TemplateViews } from './template-views.js';
import {
  ChangesWire,
  ChoicesBody,
  ClearBody,
  ClearedWire,
  clearedWire,
  InstallBody,
  PackageWire,
  PlanWire,
  RemovalWire,
  SamplesWire,
  TemplatesWire,
} from './template.wire.js';

const HISTORY_MAX = 100;
const DRY_RUN = {
  name: 'dryRun',
  required: false,
  enum: ['true', 'false'],
  description: 'tells and writes nothing',
};

const SCENARIOS = {
  name: 'scenarios',
  required: false,
  enum: ['true', 'false'],
  description:
    'false leaves the scenarios of the templates out, and history shows it; true plays them in a dry run too',
};

/** Templates: installed, upgraded, removed, taken back. Packages come as bytes; a folder of the server is never named here. */
@ApiTags('templates')
@Controller('api/v1')
@Requires('administer')
export class TemplatesController {
  constructor(
    private readonly views: TemplateViews,
    private readonly sent: SentPackages,
    private readonly orders: TemplateOrders,
    private readonly jobs: TemplateJobs,
    private readonly answers: JobAnswers,
    private readonly reverts: TemplateReverts,
    private readonly samples: SampleData,
  ) {}

  @Get('templates')
  @ApiOperation({ summary: 'Lists the installed templates, the first one first' })
  @Answers(TemplatesWire)
  async list() {
    return { data: await this.views.list() };
  }

  @Post('template-packages')
  @ApiOperation({ summary: 'Sends a package; it is checked and waits a day to be installed' })
  @ApiConsumes(PACKAGE_MEDIA_TYPE)
  @Answers(PackageWire, 201)
  @ApiResponse({ status: 413, description: 'too large, packed or unpacked' })
  @ApiResponse({ status: 422, description: 'no package, damaged, or its signature is broken' })
  async send(@Body() body: unknown, @Req() request: FastifyRequest) {
    if (!Buffer.isBuffer(body)) throw new Refusal(415, 'unsupported_media_type');
    return this.sent.keep(body, sourceOf(request));
  }

  @Post('templates')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Installs or upgrades a template from packages that were sent',
    description:
      'What was changed here is kept: changes of both sides are merged, and what cannot be is a conflict (409). ' +
      'The scenarios of all templates that will then be installed are played first, on scratch databases.',
  })
  @ApiQuery(DRY_RUN)
  @ApiQuery(SCENARIOS)
  @ApiHeader(PREFER_HEADER)
  @Answers(JobWire, 202, 'with Prefer: respond-async')
  @ApiBody({ schema: schemaObject(InstallBody) })
  @Answers(PlanWire)
  @ApiResponse({ status: 409, description: 'conflicts without a choice' })
  @ApiResponse({
    status: 422,
    description: 'packages that do not fit, untrusted ones, wrong answers, findings, scenarios that fail',
  })
  async install(
    @Body(new SchemaPipe(InstallBody)) body: InstallBody,
    @Query() query: RawQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const said = wordParameter(query, 'scenarios', ['true', 'false']);
    const scenarios = said === undefined ? {} : { scenarios: said === 'true' };
    return this.ordered({ what: 'install', body, isDryRun: isDryRun(query), ...scenarios }, request, reply);
  }

  @Get('templates/changes')
  @ApiOperation({ summary: 'Lists installations, upgrades, removals and reverts, newest first' })
  @ApiQuery({ name: 'limit', required: false })
  @Answers(ChangesWire)
  async history(@Query() query: RawQuery) {
    return { data: await this.reverts.history(limitParameter(query, HISTORY_MAX, HISTORY_MAX)) };
  }

  @Post('templates/revert')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Takes the last change of templates back: definitions and versions are as before, data stays',
  })
  @ApiQuery(DRY_RUN)
  @ApiBody({ schema: schemaObject(ChoicesBody), required: false })
  @ApiHeader(PREFER_HEADER)
  @Answers(JobWire, 202, 'with Prefer: respond-async')
  @Answers(PlanWire)
  async revert(
    @Body(new OptionalBody(ChoicesBody)) body: ChoicesBody,
    @Query() query: RawQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.ordered({ what: 'revert', body, isDryRun: isDryRun(query) }, request, reply);
  }

  @Get('templates/samples')
  @ApiOperation({ summary: 'Counts the sample records that there are, by form' })
  @ApiQuery({ name: 'template', required: false })
  @Answers(SamplesWire)
  async countSamples(@Query() query: RawQuery) {
    return { data: await this.samples.count(textParameter(query, 'template') ?? null) };
  }

  @Post('templates/samples/clear')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Takes the sample data away, exactly it; names each record that must stay, with the reason',
  })
  @ApiBody({ schema: schemaObject(ClearBody), required: false })
  @Answers(ClearedWire)
  async clearSamples(@Body(new OptionalBody(ClearBody)) body: ClearBody, @Req() request: FastifyRequest) {
    const cleared = await this.samples.clear(body.template ?? null, subjectOf(request), sourceOf(request));
    return clearedWire(cleared, languageOf(request));
  }

  @Get('templates/:key/package')
  @ApiOperation({ summary: 'Gives the package of an installed template, byte for byte as it was packed' })
  @AnswersFile(PACKAGE_MEDIA_TYPE)
  async package(@Param('key') key: string, @Res() reply: FastifyReply): Promise<void> {
    const bytes = await this.views.package(key);
    void reply.header('content-type', PACKAGE_MEDIA_TYPE);
    void reply.header('content-disposition', attachment(`${key}.dougong`));
    await reply.send(bytes);
  }

  @Delete('templates/:key')
  @HttpCode(200)
  @ApiOperation({ summary: 'Removes a template; a dry run lists what goes and who needs it' })
  @ApiQuery(DRY_RUN)
  @ApiQuery({
    name: 'data',
    required: false,
    enum: ['keep', 'purge'],
    description: 'keep, unless purge is said',
  })
  @ApiHeader(PREFER_HEADER)
  @Answers(JobWire, 202, 'with Prefer: respond-async')
  @Answers(RemovalWire)
  @ApiResponse({
    status: 409,
    description: 'other templates stand on it, or what would be purged is in the ledger',
  })
  @ApiResponse({ status: 422, description: 'others refer to what it defines' })
  async remove(
    @Param('key') key: string,
    @Query() query: RawQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const data = wordParameter(query, 'data', ['keep', 'purge']) ?? 'keep';
    return this.ordered({ what: 'uninstall', key, data, isDryRun: isDryRun(query) }, request, reply);
  }

  /** Carries an order out, or leaves it to a job where the caller prefers that. */
  private async ordered(order: TemplateOrder, request: FastifyRequest, reply: FastifyReply) {
    const by = { source: sourceOf(request), language: languageOf(request) };
    if (!prefersAsync(request)) return this.orders.carryOut(order, by);
    return this.answers.accepted(subjectOf(request), await this.jobs.start(order, by), request, reply);
  }
}

function isDryRun(query: RawQuery): boolean {
  return wordParameter(query, 'dryRun', ['true', 'false']) === 'true';
}

function sourceOf(request: FastifyRequest): ChangeSource & { readonly actor: string } {
  return { ...auditSourceOf(request), actor: subjectOf(request).id };
}
