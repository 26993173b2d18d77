import { Module } from '@nestjs/common';
import { RecordFlowController } from './record-flow.controller.js';
import { RecordFlows } from './record-flow.js';

/** The progress of records through their flows. */
@Module({ controllers: [RecordFlowController], providers: [RecordFlows] })
export class FlowsReadModule {}
