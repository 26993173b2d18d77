import { Module } from '@nestjs/common';
import { FigureList } from './figures/figure-list.js';
import { FigureScope } from './figures/figure-scope.js';
import { FlowFigures } from './figures/flow-figures.js';
import { FlowFiguresController } from './figures/flow-figures.controller.js';
import { FlowActionsController } from './flow-actions.controller.js';
import { FlowRights } from './flow-rights.js';
import { FlowInstancesController } from './instances/flow-instances.controller.js';
import { InstanceList } from './instances/instance-list.js';
import { InstanceMoves } from './instances/instance-moves.js';
import { MigrationJobs } from './migrations/migration-jobs.js';
import { MigrationTargets } from './migrations/migration-targets.js';
import { MigrationTrials } from './migrations/migration-trials.js';
import { MigrationWorker } from './migrations/migration-worker.js';
import { MigrationsController } from './migrations/migrations.controller.js';
import { RecordFlowController } from './record-flow.controller.js';
import { RecordFlows } from './record-flow.js';

/** The progress of records through their flows, what people do about it, and what administrators look after. */
@Module({
  controllers: [
    FlowActionsController,
    FlowFiguresController,
    FlowInstancesController,
    MigrationsController,
    RecordFlowController,
  ],
  providers: [
    FigureList,
    FigureScope,
    FlowFigures,
    FlowRights,
    InstanceList,
    InstanceMoves,
    MigrationJobs,
    MigrationTargets,
    MigrationTrials,
    MigrationWorker,
    RecordFlows,
  ],
})
export class FlowsReadModule {}
