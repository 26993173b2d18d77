import { Controller, Get, Param, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AuditRefusals } from '../audit/audit-refusals.interceptor.js';
import { schemaObject } from '../http/schema-object.js';
import { CurrentSubject } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import { idOf } from '../records/query-text.js';
import { RecordFlows } from './record-flow.js';
import type { RecordFlow } from './record-flow.js';
import { RecordFlowWire } from './record-flow.wire.js';

@ApiTags('records')
@Controller('api/v1/forms/:form/records/:id/flow')
@UseInterceptors(AuditRefusals)
export class RecordFlowController {
  constructor(private readonly flows: RecordFlows) {}

  @Get()
  @ApiOperation({ summary: 'Tells how a record moves through its flows, what will follow included' })
  @ApiResponse({
    status: 200,
    description: 'the latest instance first',
    schema: schemaObject(RecordFlowWire),
  })
  @ApiResponse({ status: 404, description: 'not there, or not visible' })
  flow(
    @CurrentSubject() subject: Subject,
    @Param('form') form: string,
    @Param('id') id: string,
  ): Promise<RecordFlow> {
    return this.flows.flow({ subject, form, id: idOf(id) });
  }
}
