import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  UseInterceptors,
} from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { businessDay } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import { DIFFERENCE_ACTS } from '@dougong/kernel/reconciliation';
import type { DifferenceAct } from '@dougong/kernel/reconciliation';
import type { FastifyRequest } from 'fastify';
import { AuditRefusals } from '../audit/audit-refusals.interceptor.js';
import { Answers } from '../http/answers.js';
import { notFound } from '../http/refusal.js';
import { schemaObject } from '../http/schema-object.js';
import { OptionalBody, SchemaPipe } from '../http/schema.pipe.js';
import { CurrentSubject, Requires } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import { Directory } from '../people/directory.js';
import { changeActorOf } from '../people/organisation-changes.js';
import { CLOCK } from '../ports.js';
import { badQuery } from '../records/query-refusal.js';
import { dayParameter, idOf } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { userNames } from '../records/user-names.js';
import type { UserNames } from '../records/user-names.js';
import type { Page } from '../registers/page.js';
import { pageQuery } from '../registers/views/view-parameters.js';
import { DataSets } from './data-sets.js';
import { DifferenceActs } from './differences/difference-acts.js';
import { DIFFERENCE_STATES, DifferenceList } from './differences/difference-list.js';
import type { DifferenceDetails } from './differences/difference-list.js';
import { seesAll } from './differences/difference-rights.js';
import type { DifferenceView } from './differences/difference-view.js';
import { ReconciliationReports } from './reports/reports.js';
import type { ReportView } from './reports/reports.js';
import {
  ActBody,
  DataSetWire,
  DifferenceDetailsWire,
  DifferenceWire,
  pageWire,
  PushBody,
  ReconciliationWire,
  ReportWire,
  RunBody,
  RunWire,
  UsersWire,
} from './reconciliation.wire.js';
import type { DataSetView } from './reconciliation.wire.js';
import { ReconciliationViews } from './reconciliation-views.js';
import type { ReconciliationView } from './reconciliation-views.js';
import { ReconciliationRuns, requireReconcile } from './runs/runs.js';
import type { RunWish } from './runs/runs.js';
import type { RunView } from './runs/run-row.js';

type WithUsers<T> = T & { readonly users: UserNames };

/** Two sets of books compared: runs, what they found, and what people do about it. */
@ApiTags('reconciliation')
@Controller('api/v1/reconciliations')
@UseInterceptors(AuditRefusals)
export class ReconciliationController {
  constructor(
    private readonly views: ReconciliationViews,
    private readonly runs: ReconciliationRuns,
    private readonly differences: DifferenceList,
    private readonly acts: DifferenceActs,
    private readonly sets: DataSets,
    private readonly reports: ReconciliationReports,
    private readonly directory: Directory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({
    summary:
      'Lists the reconciliations that you have to do with, by which fields their sides are read, and their last runs',
  })
  @Answers(pageWire(ReconciliationWire))
  async list(@CurrentSubject() subject: Subject): Promise<{ readonly data: readonly ReconciliationView[] }> {
    return { data: await this.views.list(subject) };
  }

  @Requires('reconcile')
  @Post(':key/data-sets')
  @ApiOperation({ summary: 'Pushes rows for a side: begins a set, or adds to one that no run has read' })
  @ApiBody({ schema: schemaObject(PushBody) })
  @Answers(DataSetWire, 201)
  async push(
    @Param('key') key: string,
    @Body(new SchemaPipe(PushBody)) body: PushBody,
    @Req() request: FastifyRequest,
  ): Promise<DataSetView> {
    return this.sets.push(changeActorOf(request), await this.runs.definition(key), body);
  }

  @Requires('reconcile')
  @Post(':key/runs')
  @HttpCode(202)
  @ApiOperation({ summary: 'Asks for a run; a worker carries it out' })
  @ApiBody({ schema: schemaObject(RunBody), required: false })
  @Answers(RunWire, 202)
  @ApiResponse({ status: 422, description: 'nothing was pushed for a side, or the last day lies ahead' })
  request(
    @Param('key') key: string,
    @Body(new OptionalBody(RunBody)) wish: RunWish,
    @Req() request: FastifyRequest,
  ): Promise<RunView> {
    return this.runs.request(changeActorOf(request), key, wish);
  }

  @Get(':key/runs')
  @ApiOperation({ summary: 'Lists runs, the newest first' })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false, description: 'nextCursor of the page before' })
  @Answers(pageWire(RunWire))
  async runsOf(
    @CurrentSubject() subject: Subject,
    @Param('key') key: string,
    @Query() query: RawQuery,
  ): Promise<Page<RunView>> {
    await this.requireAll(subject, key);
    return this.runs.list(key, pageQuery(query));
  }

  @Get(':key/runs/:id')
  @ApiOperation({ summary: 'One run: how far it is, what it read and what it found' })
  @Answers(RunWire)
  async run(
    @CurrentSubject() subject: Subject,
    @Param('key') key: string,
    @Param('id') id: string,
  ): Promise<RunView> {
    await this.requireAll(subject, key);
    if (!/^\d{1,18}$/.test(id)) throw notFound();
    const run = await this.runs.get(id);
    if (run.definition !== key) throw notFound();
    return run;
  }

  @Get(':key/differences')
  @ApiOperation({ summary: 'Lists differences, the most urgent first; your own unless you see all' })
  @ApiQuery({ name: 'state', required: false, enum: [...DIFFERENCE_STATES] })
  @ApiQuery({ name: 'category', required: false })
  @ApiQuery({ name: 'level', required: false })
  @ApiQuery({ name: 'period', required: false, description: 'the first day of a month' })
  @ApiQuery({ name: 'place', required: false })
  @ApiQuery({ name: 'item', required: false })
  @ApiQuery({ name: 'document', required: false })
  @ApiQuery({ name: 'reason', required: false })
  @ApiQuery({ name: 'role', required: false })
  @ApiQuery({ name: 'assignee', required: false })
  @ApiQuery({ name: 'overdue', required: false })
  @ApiQuery({ name: 'unresolved', required: false })
  @ApiQuery({ name: 'limit', required: false })
  @ApiQuery({ name: 'cursor', required: false, description: 'nextCursor of the page before' })
  @Answers(pageWire(DifferenceWire, { users: UsersWire }))
  async differencesOf(
    @CurrentSubject() subject: Subject,
    @Param('key') key: string,
    @Query() query: RawQuery,
  ): Promise<WithUsers<Page<DifferenceView>>> {
    const reconciliation = await this.runs.definition(key);
    const today = businessDay(this.clock());
    const page = await this.differences.list(subject, reconciliation, query, pageQuery(query), today);
    const named = page.data.flatMap(({ assignee }) => assignee ?? []);
    return { ...page, users: userNames(await this.directory.current(), named) };
  }

  @Get(':key/differences/:id')
  @ApiOperation({ summary: 'One difference with the rows of both sides and everything that happened to it' })
  @Answers(DifferenceDetailsWire)
  async difference(
    @CurrentSubject() subject: Subject,
    @Param('key') key: string,
    @Param('id') id: string,
  ): Promise<WithUsers<DifferenceDetails>> {
    const found = await this.differences.get(subject, await this.runs.definition(key), idOf(id));
    const named = [found.assignee, ...found.history.map(({ actor }) => actor)].flatMap((user) => user ?? []);
    return { ...found, users: userNames(await this.directory.current(), named) };
  }

  @Post(':key/differences/:id/actions/:act')
  @HttpCode(200)
  @ApiOperation({ summary: 'Assigns, explains, fixes, approves, closes or opens a difference again' })
  @ApiBody({ schema: schemaObject(ActBody), required: false })
  @Answers(DifferenceWire)
  @ApiResponse({ status: 403, description: 'it is not yours, or the act is for those who approve' })
  @ApiResponse({ status: 409, description: 'not in this state, or approving what you explained yourself' })
  @ApiResponse({ status: 412, description: 'somebody else has done something about it' })
  async act(
    @CurrentSubject() subject: Subject,
    @Param('key') key: string,
    @Param('id') id: string,
    @Param('act') act: string,
    @Body(new OptionalBody(ActBody)) body: ActBody,
    @Req() request: FastifyRequest,
  ): Promise<DifferenceView> {
    if (!isAct(act)) throw notFound();
    const reconciliation = await this.runs.definition(key);
    return this.acts.act(changeActorOf(request), subject, reconciliation, idOf(id), { ...body, act });
  }

  @Get(':key/report')
  @ApiOperation({ summary: 'The report of a month; as it was when the month was closed' })
  @ApiQuery({ name: 'period', description: 'any day of the month' })
  @Answers(ReportWire)
  async report(
    @CurrentSubject() subject: Subject,
    @Param('key') key: string,
    @Query() query: RawQuery,
  ): Promise<ReportView> {
    await this.requireAll(subject, key);
    const day = dayParameter(query, 'period');
    if (day === undefined) throw badQuery('bad_parameter', ['period'], { name: 'period' });
    return this.reports.of(key, day);
  }

  /** Runs and reports tell of everybody's differences. */
  private async requireAll(subject: Subject, key: string): Promise<void> {
    const { definition } = await this.runs.definition(key);
    if (!seesAll(subject, definition)) requireReconcile(subject);
  }
}

function isAct(text: string): text is DifferenceAct {
  return (DIFFERENCE_ACTS as readonly string[]).includes(text);
}
