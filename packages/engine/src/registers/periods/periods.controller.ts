import { Body, Controller, Get, HttpCode, Post, Query, Req, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { isError, issue } from '@dougong/kernel/foundation';
import type { Language } from '@dougong/kernel/foundation';
import type { SystemRight } from '@dougong/kernel/metadata';
import type { FastifyRequest } from 'fastify';
import { auditSourceOf } from '../../audit/audit-log.js';
import { AuditRefusals } from '../../audit/audit-refusals.interceptor.js';
import { Answers } from '../../http/answers.js';
import { invalid, noRight } from '../../http/refusal.js';
import { languageOf } from '../../http/request-language.js';
import { schemaObject } from '../../http/schema-object.js';
import { SchemaPipe } from '../../http/schema.pipe.js';
import { sentence } from '../../http/sentences/index.js';
import { CurrentSubject, Requires, subjectOf } from '../../identity/decorators.js';
import type { Subject } from '../../identity/subject.js';
import { Directory } from '../../people/directory.js';
import { badQuery } from '../../records/query-refusal.js';
import { dayParameter, textParameter } from '../../records/query-text.js';
import type { RawQuery } from '../../records/query-text.js';
import { isScalarOf } from '../../records/sql-scalars.js';
import { userNames } from '../../records/user-names.js';
import type { UserNames } from '../../records/user-names.js';
import type { GateFinding } from './close-gates.js';
import { LedgerClosing } from './ledger-closing.js';
import type { Closed, ClosingActor } from './ledger-closing.js';
import { PeriodList } from './period-list.js';
import type { Periods } from './period-list.js';
import { BoundaryWire, CloseBody, FindingsWire, PeriodsWire, ReopenBody } from './periods.wire.js';
import type { Finding } from './periods.wire.js';

/** Those who have to do with the books see how they stand. */
const READERS: readonly SystemRight[] = [
  'close_periods',
  'reopen_periods',
  'post_in_soft_closed',
  'vouchers',
  'audit',
];

/** Months of the ledger: how they stand, closing and reopening them. */
@ApiTags('registers')
@Controller('api/v1/ledger/periods')
@UseInterceptors(AuditRefusals)
export class PeriodsController {
  constructor(
    private readonly list: PeriodList,
    private readonly closing: LedgerClosing,
    private readonly directory: Directory,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists the months of the ledger with their states, and who closed them' })
  @Answers(PeriodsWire)
  @ApiQuery({
    name: 'organisation',
    required: false,
    description: 'as they stand for one organisation, whose own closings are added to those of the whole',
  })
  async periods(
    @CurrentSubject() { rights }: Subject,
    @Query() query: RawQuery,
  ): Promise<Periods & { readonly users: UserNames }> {
    if (!READERS.some((right) => rights[right])) throw noRight();
    const periods = await this.list.read(textParameter(query, 'organisation'));
    const actors = periods.closings.map(({ actor }) => actor);
    return { ...periods, users: userNames(await this.directory.current(), actors) };
  }

  @Requires('close_periods')
  @Get('findings')
  @ApiOperation({ summary: 'Tells what speaks against closing through a day' })
  @ApiQuery({ name: 'through', description: 'the last day that would be closed' })
  @Answers(FindingsWire)
  async findings(
    @Query() query: RawQuery,
    @Req() request: FastifyRequest,
  ): Promise<{ readonly through: string; readonly findings: readonly Finding[] }> {
    const through = dayParameter(query, 'through');
    if (through === undefined) throw badQuery('bad_parameter', ['through'], { name: 'through' });
    const findings = await this.closing.preview(through);
    return { through, findings: findings.map((found) => wireFinding(found, languageOf(request))) };
  }

  @Requires('close_periods')
  @Post('close')
  @HttpCode(200)
  @ApiOperation({ summary: 'Closes through a day, softly or for everybody; waits for those who are posting' })
  @ApiBody({ schema: schemaObject(CloseBody) })
  @Answers(BoundaryWire)
  @ApiResponse({
    status: 409,
    description: 'closed already, or `errors` says what must be put in order first',
  })
  async close(
    @Body(new SchemaPipe(CloseBody)) body: CloseBody,
    @Req() request: FastifyRequest,
  ): Promise<BoundaryWire> {
    refuseNoDay(body.through);
    return wireClosed(await this.closing.close(actorOf(request), body), languageOf(request));
  }

  @Requires('reopen_periods')
  @Post('reopen')
  @HttpCode(200)
  @ApiOperation({ summary: 'Opens what lies behind a day again, for a reason that the audit keeps' })
  @ApiBody({ schema: schemaObject(ReopenBody) })
  @Answers(BoundaryWire)
  @ApiResponse({ status: 409, description: 'it is open already' })
  async reopen(
    @Body(new SchemaPipe(ReopenBody)) body: ReopenBody,
    @Req() request: FastifyRequest,
  ): Promise<BoundaryWire> {
    if (body.through !== null) refuseNoDay(body.through);
    return wireClosed(await this.closing.reopen(actorOf(request), body), languageOf(request));
  }
}

function actorOf(request: FastifyRequest): ClosingActor {
  return { ...auditSourceOf(request), actor: subjectOf(request).id };
}

/** The shape lets the 31st of June pass. */
function refuseNoDay(day: string): void {
  if (!isScalarOf('date', day)) throw invalid([issue('date_invalid', '/through', { value: day })]);
}

function wireClosed({ boundary, findings }: Closed, language: Language): BoundaryWire {
  return { ...boundary, findings: findings.map((found) => wireFinding(found, language)) };
}

function wireFinding({ gate, found }: GateFinding, language: Language): Finding {
  const { code, params = {} } = found;
  const level = isError(found) ? 'red' : 'yellow';
  return { gate, level, code, detail: sentence(code, params, language), params };
}
