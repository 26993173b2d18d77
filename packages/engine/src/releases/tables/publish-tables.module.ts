import { Module } from '@nestjs/common';
import { LiveUsesModule } from '../design/live-uses.module.js';
import { PublishLock } from './publish-lock.js';
import { PublishPlans } from './publish-plans.js';
import { PublishRuns } from './publish-runs.js';
import { PublishRunsController } from './publish-runs.controller.js';
import { PublishUpkeep } from './publish-upkeep.js';
import { RemovedFields } from './removed-fields.js';
import { TableWork } from './table-work.js';

/** What a publish does to the tables of forms, and the record of it. */
@Module({
  imports: [LiveUsesModule],
  controllers: [PublishRunsController],
  providers: [PublishLock, PublishPlans, PublishRuns, PublishUpkeep, RemovedFields, TableWork],
  exports: [PublishLock, PublishPlans, PublishRuns, RemovedFields, TableWork],
})
export class PublishTablesModule {}
