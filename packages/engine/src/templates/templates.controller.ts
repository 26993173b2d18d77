import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Language } from '@dougong/kernel/foundation';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { auditSourceOf } from '../audit/audit-log.js';
import { Answers, AnswersFile } from '../http/answers.js';
import { attachment } from '../http/attachment.js';
import { Refusal } from '../http/refusal.js';
import { languageOf } from '../http/request-language.js';
import { schemaObject } from '../http/schema-object.js';
import { OptionalBody, SchemaPipe } from '../http/schema.pipe.js';
import { Requires, subjectOf } from '../identity/decorators.js';
import { limitParameter, textParameter, wordParameter } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { TemplateInstaller } from '../releases/template-installer.js';
import { wireOutcome } from '../scenarios/outcome.wire.js';
import { InstallPreviews } from './install-preview.js';
import { PACKAGE_MEDIA_TYPE } from './package/package-limits.js';
import { SampleData } from './sample-data.js';
import { SentPackages } from './sent-packages.js';
import type { ChangeSource, PlannedChange } from './template-changes.js';
import { TemplateRemoval } from './template-removal.js';
import { TemplateReverts } from './template-reverts.js';
import { TemplateViews } from './template-views.js';
import {
  ChangesWire,
  choicesIn,
  ChoicesBody,
  ClearBody,
  ClearedWire,
  clearedWire,
  InstallBody,
  PackageWire,
  PlanWire,
  planWire,
  RemovalWire,
  removalWire,
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
    private readonly installer: TemplateInstaller,
    private readonly previews: InstallPreviews,
    private readonly removal: TemplateRemoval,
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
  ) {
    const ids = body.packages as [string, ...string[]];
    const templates = await this.sent.load(ids, body.allowUnsigned ?? false);
    const scenarios = wordParameter(query, 'scenarios', ['true', 'false']);
    const options = {
      demo: body.demo ?? false,
      skipScenarios: scenarios === 'false',
      answers: body.answers,
      choices: choicesIn(body),
      prefer: body.prefer,
      source: sourceOf(request),
    };
    const language = languageOf(request);
    if (isDryRun(query)) {
      const plan = await this.installer.preview(templates, options);
      const seeds = await this.previews.seeds(plan, templates, options.demo);
      const told = { ...(await this.told(plan, language)), seeds };
      if (scenarios !== 'true') return told;
      const outcomes = await this.installer.rehearse(plan, templates, options);
      return { ...told, scenarios: outcomes.map(wireOutcome) };
    }
    const { plan, release, records, logins } = await this.installer.carryOut(templates, options);
    return {
      ...planWire(plan, language),
      release,
      records,
      logins,
      scenarios: plan.outcomes.map(wireOutcome),
    };
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
  @Answers(PlanWire)
  async revert(
    @Body(new OptionalBody(ChoicesBody)) body: ChoicesBody,
    @Query() query: RawQuery,
    @Req() request: FastifyRequest,
  ) {
    const [choices, language] = [choicesIn(body), languageOf(request)];
    if (isDryRun(query)) return this.told(await this.reverts.plan(choices, body.prefer), language);
    const done = await this.reverts.revert(sourceOf(request), choices, body.prefer);
    return { ...planWire(done, language), release: done.release };
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
  @Answers(RemovalWire)
  @ApiResponse({
    status: 409,
    description: 'other templates stand on it, or what would be purged is in the ledger',
  })
  @ApiResponse({ status: 422, description: 'others refer to what it defines' })
  async remove(@Param('key') key: string, @Query() query: RawQuery, @Req() request: FastifyRequest) {
    const data = wordParameter(query, 'data', ['keep', 'purge']) ?? 'keep';
    const language = languageOf(request);
    if (isDryRun(query)) {
      const plan = await this.removal.plan(key, { data });
      return { ...removalWire(plan, language), ...(await this.told(plan, language)) };
    }
    const done = await this.removal.remove(key, { data }, sourceOf(request));
    return { ...removalWire(done, language), release: done.release };
  }

  /** A plan as it is looked at before it is carried out: with every change in words. */
  private async told(plan: PlannedChange, language: Language) {
    return { ...planWire(plan, language), diff: await this.previews.diff(plan, language) };
  }
}

function isDryRun(query: RawQuery): boolean {
  return wordParameter(query, 'dryRun', ['true', 'false']) === 'true';
}

function sourceOf(request: FastifyRequest): ChangeSource & { readonly actor: string } {
  return { ...auditSourceOf(request), actor: subjectOf(request).id };
}
