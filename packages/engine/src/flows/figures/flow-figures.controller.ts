import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { schemaObject } from '../../http/schema-object.js';
import { CurrentSubject } from '../../identity/decorators.js';
import type { Subject } from '../../identity/subject.js';
import type { RawQuery } from '../../records/query-text.js';
import { FlowFigures } from './flow-figures.js';
import { FiguresWire } from './figures.wire.js';

@ApiTags('flows')
@Controller('api/v1/flows/:key/figures')
export class FlowFiguresController {
  constructor(private readonly figures: FlowFigures) {}

  @Get()
  @ApiOperation({
    summary: 'Tells how work goes through a flow: backlog, handling times, exceptions, what is overdue',
  })
  @ApiQuery({ name: 'from', required: false, description: 'first day; thirty days unless said otherwise' })
  @ApiQuery({ name: 'to', required: false, description: 'last day, included; today unless said otherwise' })
  @ApiResponse({
    status: 200,
    description: 'over the records that you may see',
    schema: schemaObject(FiguresWire),
  })
  @ApiResponse({ status: 403, description: 'you do not read the form of the flow' })
  @ApiResponse({ status: 404, description: 'there is no such flow' })
  read(
    @CurrentSubject() subject: Subject,
    @Param('key') key: string,
    @Query() query: RawQuery,
  ): Promise<FiguresWire> {
    return this.figures.of(subject, key, query);
  }
}
