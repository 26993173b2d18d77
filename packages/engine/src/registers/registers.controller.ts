import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { TSchema } from '@sinclair/typebox';
import { AuditRefusals } from '../audit/audit-refusals.interceptor.js';
import { InPages } from '../http/in-pages.js';
import { schemaObject } from '../http/schema-object.js';
import { CurrentSubject } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import { idOf } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import type { NamedMovement } from './movement-origin.js';
import { MovementPageWire } from './movements.wire.js';
import { RecordMovementViews } from './record-movements.js';
import type { RecordMovements } from './record-movements.js';
import { RegisterViews } from './register-views.js';
import type { LedgerPageView } from './register-views.js';
import { AgeingViews } from './views/ageing-views.js';
import type { AgeingFigure } from './views/ageing-views.js';
import { AvailableViews } from './views/available-views.js';
import type { AvailableFigure } from './views/available-views.js';
import { ExpiryViews } from './views/expiry-views.js';
import type { ExpiryFigure } from './views/expiry-views.js';
import { PERIODICITIES } from './views/figure-pieces.js';
import { FigureViews } from './views/figure-views.js';
import type { BalanceFigure, TurnoverFigure } from './views/figure-views.js';
import { PICK_ORDERS, PickViews } from './views/pick-views.js';
import type { PickAnswer } from './views/pick-views.js';
import {
  AgeingPageWire,
  AvailablePageWire,
  BalancePageWire,
  ExpiryPageWire,
  PickWire,
  TurnoverPageWire,
} from './views/views.wire.js';

const page = (schema: TSchema) => ({ status: 200, description: 'one page', schema: schemaObject(schema) });
const BAD_QUERY = { status: 400, description: 'a parameter, dimension or cursor that is none' };
const GROUP = {
  name: 'group',
  required: false,
  description: 'dimensions, separated by commas: sums over the others instead of each key by itself',
};
const KEY_ID = { name: 'keyId', required: false, description: 'those of one balance' };
const FILTER = {
  name: 'filter[dimension]',
  required: false,
  description: 'what the dimension must be; blank for what is blank',
};

@ApiTags('registers')
@Controller('api/v1')
@UseInterceptors(AuditRefusals)
export class RegistersController {
  constructor(
    private readonly registers: RegisterViews,
    private readonly records: RecordMovementViews,
    private readonly figures: FigureViews,
    private readonly ages: AgeingViews,
    private readonly promises: AvailableViews,
    private readonly expiries: ExpiryViews,
    private readonly picks: PickViews,
  ) {}

  @Get('registers/:key/balances')
  @InPages()
  @ApiOperation({ summary: 'Lists the balances of a register, now or at the end of a day' })
  @ApiQuery({ name: 'at', required: false, description: 'a day, YYYY-MM-DD; now without it' })
  @ApiQuery(GROUP)
  @ApiQuery(FILTER)
  @ApiQuery(KEY_ID)
  @ApiQuery({ name: 'empty', required: false, description: '`true` also shows balances of zero' })
  @ApiResponse(page(BalancePageWire))
  @ApiResponse(BAD_QUERY)
  balances(
    @CurrentSubject() subject: Subject,
    @Param('key') key: string,
    @Query() query: RawQuery,
  ): Promise<LedgerPageView<BalanceFigure>> {
    return this.figures.balances(subject, key, query);
  }

  @Get('registers/:key/movements')
  @InPages()
  @ApiOperation({ summary: 'Lists the movements of a register, the latest first' })
  @ApiQuery(FILTER)
  @ApiQuery(KEY_ID)
  @ApiQuery({ name: 'recordId', required: false, description: 'those of one document' })
  @ApiQuery({ name: 'from', required: false, description: 'first business date, YYYY-MM-DD' })
  @ApiQuery({ name: 'to', required: false, description: 'last business date' })
  @ApiResponse({ status: 200, description: 'one page', schema: schemaObject(MovementPageWire) })
  @ApiResponse({ status: 400, description: 'unknown dimension, or a cursor that is none' })
  movements(
    @CurrentSubject() subject: Subject,
    @Param('key') key: string,
    @Query() query: RawQuery,
  ): Promise<LedgerPageView<NamedMovement>> {
    return this.registers.movements(subject, key, query);
  }

  @Get('registers/:key/turnovers')
  @InPages()
  @ApiOperation({
    summary: 'Sums what came in and went out between two days, with the balance before and after',
  })
  @ApiQuery({ name: 'from', description: 'first day, YYYY-MM-DD' })
  @ApiQuery({ name: 'to', description: 'last day' })
  @ApiQuery({ name: 'by', required: false, enum: PERIODICITIES })
  @ApiQuery(GROUP)
  @ApiQuery(FILTER)
  @ApiQuery(KEY_ID)
  @ApiResponse(page(TurnoverPageWire))
  @ApiResponse(BAD_QUERY)
  turnovers(
    @CurrentSubject() subject: Subject,
    @Param('key') key: string,
    @Query() query: RawQuery,
  ): Promise<LedgerPageView<TurnoverFigure>> {
    return this.figures.turnovers(subject, key, query);
  }

  @Get('registers/:key/ageing')
  @InPages()
  @ApiOperation({ summary: 'Divides the balances by how long ago what they hold came in' })
  @ApiQuery({
    name: 'days',
    required: false,
    description: 'greatest ages of the parts, ascending; `30,60,90` without it',
  })
  @ApiQuery(GROUP)
  @ApiQuery(FILTER)
  @ApiQuery(KEY_ID)
  @ApiResponse(page(AgeingPageWire))
  @ApiResponse(BAD_QUERY)
  ageing(
    @CurrentSubject() subject: Subject,
    @Param('key') key: string,
    @Query() query: RawQuery,
  ): Promise<LedgerPageView<AgeingFigure>> {
    return this.ages.page(subject, key, query);
  }

  @Get('registers/:key/available')
  @InPages()
  @ApiOperation({ summary: 'Tells what can be promised: the balance and what is added to it and taken off' })
  @ApiQuery({
    name: 'minus',
    required: false,
    description: 'registers that are taken off, separated by commas',
  })
  @ApiQuery({ name: 'plus', required: false, description: 'registers that are added' })
  @ApiQuery({
    name: 'where[register][dimension]',
    required: false,
    description: 'what a dimension must be in one of these registers',
  })
  @ApiQuery({ ...GROUP, description: 'dimensions that all registers share; all of those without it' })
  @ApiQuery(FILTER)
  @ApiResponse(page(AvailablePageWire))
  @ApiResponse(BAD_QUERY)
  available(
    @CurrentSubject() subject: Subject,
    @Param('key') key: string,
    @Query() query: RawQuery,
  ): Promise<LedgerPageView<AvailableFigure>> {
    return this.promises.page(subject, key, query);
  }

  @Get('registers/:key/expiry')
  @InPages()
  @ApiOperation({ summary: 'Lists balances that have expired or soon will, the first to expire first' })
  @ApiQuery({ name: 'dimension', description: 'whose records say the last good day' })
  @ApiQuery({ name: 'field', description: 'the date field in these records' })
  @ApiQuery({ name: 'within', required: false, description: 'levels in days, ascending; `30` without it' })
  @ApiQuery({ name: 'on', required: false, description: 'the day of the question; today without it' })
  @ApiQuery(FILTER)
  @ApiQuery(KEY_ID)
  @ApiResponse(page(ExpiryPageWire))
  @ApiResponse(BAD_QUERY)
  expiry(
    @CurrentSubject() subject: Subject,
    @Param('key') key: string,
    @Query() query: RawQuery,
  ): Promise<LedgerPageView<ExpiryFigure>> {
    return this.expiries.page(subject, key, query);
  }

  @Get('registers/:key/pick')
  @ApiOperation({
    summary: 'Suggests which lots a quantity is taken from, as a posting that picks would take it now',
  })
  @ApiQuery({ name: 'dimension', description: 'which names the lots' })
  @ApiQuery({ name: 'quantity', description: 'how much is wanted, a decimal' })
  @ApiQuery({ name: 'order', required: false, enum: PICK_ORDERS, description: '`first_expired` without it' })
  @ApiQuery({ name: 'lastDay', required: false, description: 'the date field of a lot: its last good day' })
  @ApiQuery({ name: 'received', required: false, description: 'the date field of a lot: when it came in' })
  @ApiQuery({ name: 'goodThrough', required: false, description: 'YYYY-MM-DD; today without it' })
  @ApiQuery({ name: 'minimumDays', required: false, description: 'so many days longer' })
  @ApiQuery({ ...FILTER, description: 'what every other dimension must be; blank for what is blank' })
  @ApiResponse(page(PickWire))
  @ApiResponse(BAD_QUERY)
  pick(
    @CurrentSubject() subject: Subject,
    @Param('key') key: string,
    @Query() query: RawQuery,
  ): Promise<PickAnswer> {
    return this.picks.suggest(subject, key, query);
  }

  @Get('forms/:form/records/:id/movements')
  @ApiOperation({ summary: 'Lists what a document moved, and its vouchers' })
  @ApiResponse({
    status: 200,
    description: 'in the order of posting',
    schema: schemaObject(MovementPageWire),
  })
  ofRecord(
    @CurrentSubject() subject: Subject,
    @Param('form') form: string,
    @Param('id') id: string,
  ): Promise<RecordMovements> {
    return this.records.movements({ subject, form, id: idOf(id) });
  }
}
