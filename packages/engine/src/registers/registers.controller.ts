import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AuditRefusals } from '../audit/audit-refusals.interceptor.js';
import { schemaObject } from '../http/schema-object.js';
import { CurrentSubject } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import { idOf } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import type { BalanceView, TurnoverView } from './ledger-reader.js';
import type { NamedMovement } from './movement-origin.js';
import { MovementPageWire } from './movements.wire.js';
import { RecordMovementViews } from './record-movements.js';
import type { RecordMovements } from './record-movements.js';
import { RegisterViews } from './register-views.js';
import type { LedgerPageView } from './register-views.js';

@ApiTags('registers')
@Controller('api/v1')
@UseInterceptors(AuditRefusals)
export class RegistersController {
  constructor(
    private readonly registers: RegisterViews,
    private readonly records: RecordMovementViews,
  ) {}

  @Get('registers/:key/balances')
  @ApiOperation({ summary: 'Lists the balances of a register' })
  @ApiQuery({ name: 'filter[dimension]', required: false })
  @ApiQuery({ name: 'empty', required: false, description: '`true` also shows balances of zero' })
  balances(
    @CurrentSubject() subject: Subject,
    @Param('key') key: string,
    @Query() query: RawQuery,
  ): Promise<LedgerPageView<BalanceView>> {
    return this.registers.balances(subject, key, query);
  }

  @Get('registers/:key/movements')
  @ApiOperation({ summary: 'Lists the movements of a register, the latest first' })
  @ApiQuery({ name: 'filter[dimension]', required: false })
  @ApiQuery({ name: 'keyId', required: false, description: 'those of one balance' })
  @ApiQuery({ name: 'recordId', required: false, description: 'those of one document' })
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
  @ApiOperation({ summary: 'Sums what came in and went out between two days' })
  @ApiQuery({ name: 'from', description: 'first day, YYYY-MM-DD' })
  @ApiQuery({ name: 'to', description: 'last day' })
  @ApiQuery({ name: 'filter[dimension]', required: false })
  turnovers(
    @CurrentSubject() subject: Subject,
    @Param('key') key: string,
    @Query() query: RawQuery,
  ): Promise<LedgerPageView<TurnoverView>> {
    return this.registers.turnovers(subject, key, query);
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
