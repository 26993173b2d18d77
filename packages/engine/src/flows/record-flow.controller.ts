import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentSubject } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import { idOf } from '../records/query-text.js';
import { RecordFlows } from './record-flow.js';
import type { RecordFlow } from './record-flow.js';

@ApiTags('records')
@Controller('api/v1/forms/:form/records/:id/flow')
export class RecordFlowController {
  constructor(private readonly flows: RecordFlows) {}

  @Get()
  @ApiOperation({ summary: 'Tells how a record moves through its flows, what will follow included' })
  flow(
    @CurrentSubject() subject: Subject,
    @Param('form') form: string,
    @Param('id') id: string,
  ): Promise<RecordFlow> {
    return this.flows.flow({ subject, form, id: idOf(id) });
  }
}
