import { Controller, Get, Param, Query, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AuditRefusals } from '../audit/audit-refusals.interceptor.js';
import { Answers } from '../http/answers.js';
import { CurrentSubject, Requires } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import { dayParameter, textParameter, wordParameter } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { BillPages } from './bill-pages.js';
import type { BillQuestion } from './bill-pages.js';
import { ExplosionWire, RollUpWire, WhereUsedWire } from './costing.wire.js';

/** Bills of materials as an allocation reads them. */
@ApiTags('costing')
@ApiQuery({ name: 'on', required: false, description: 'the day whose bills count; today when left out' })
@ApiResponse({ status: 404, description: 'there is no such allocation, or it reads no bills' })
@ApiResponse({ status: 422, description: 'bills that need each other in a circle, or what has no price' })
@Controller('api/v1/costing/allocations/:allocation/bills/:item')
@Requires('costing')
@UseInterceptors(AuditRefusals)
export class BillsController {
  constructor(private readonly pages: BillPages) {}

  @Get('roll-up')
  @ApiOperation({ summary: 'Gives the standard cost of an item by its bills, level by level' })
  @Answers(RollUpWire)
  rollUp(
    @CurrentSubject() subject: Subject,
    @Param() path: BillPath,
    @Query() query: RawQuery,
  ): Promise<RollUpWire> {
    return this.pages.rollUp(questionOf(subject, path, query));
  }

  @Get('explosion')
  @ApiOperation({ summary: 'Gives what making a quantity of an item takes' })
  @ApiQuery({ name: 'quantity', required: false, description: '1 when left out' })
  @ApiQuery({ name: 'depth', required: false, enum: ['next', 'bought'] })
  @Answers(ExplosionWire)
  explode(
    @CurrentSubject() subject: Subject,
    @Param() path: BillPath,
    @Query() query: RawQuery,
  ): Promise<ExplosionWire> {
    const depth = wordParameter(query, 'depth', ['next', 'bought']) ?? 'bought';
    return this.pages.explode(
      questionOf(subject, path, query),
      textParameter(query, 'quantity') ?? '1',
      depth,
    );
  }

  @Get('where-used')
  @ApiOperation({ summary: 'Lists the bills that an item stands in, directly and inside of others' })
  @Answers(WhereUsedWire)
  whereUsed(
    @CurrentSubject() subject: Subject,
    @Param() path: BillPath,
    @Query() query: RawQuery,
  ): Promise<WhereUsedWire> {
    return this.pages.whereUsed(questionOf(subject, path, query));
  }
}

interface BillPath {
  readonly allocation: string;
  readonly item: string;
}

function questionOf(subject: Subject, { allocation, item }: BillPath, query: RawQuery): BillQuestion {
  return { subject, allocation, item, on: dayParameter(query, 'on') };
}
