import { Global, Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { Directory } from '../people/directory.js';
import { BalanceFolder } from '../registers/balance-folder.js';
import { LedgerPeriods } from '../registers/ledger-periods.js';
import { LedgerStore } from '../registers/ledger-store.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { OwnTasks } from '../tasks/own-tasks.js';
import { TaskActionsController } from '../tasks/task-actions.controller.js';
import { TaskRegister } from '../tasks/task-register.js';
import { TaskStepsController } from '../tasks/task-steps.controller.js';
import { CommandBatch } from './batch/command-batch.js';
import { CommandService } from './command-service.js';
import { CommandsController } from './commands.controller.js';
import { CommandWriter } from './command-writer.js';
import { DimensionLabels } from './dimension-labels.js';
import { FactStore } from './fact-store.js';
import { PostingPath } from './posting-path.js';
import { PostingQueue } from './queue/posting-queue.js';
import { SharedReading } from './queue/shared-reading.js';
import { RefusedCommands } from './refused-commands.js';
import { RunFacts } from './run-facts.js';
import { StaleAnswers } from './stale-answer.js';
import { SlowWorks } from '../work-times/slow-work.js';
import { WorkTimes } from '../work-times/work-times.js';

/** The one path of every command, and what it stands on. */
@Global()
@Module({
  imports: [AuditModule],
  controllers: [CommandsController, TaskActionsController, TaskStepsController],
  providers: [
    OwnTasks,
    TaskRegister,
    CommandBatch,
    CommandService,
    CommandWriter,
    FactStore,
    DimensionLabels,
    Directory,
    BalanceFolder,
    LedgerPeriods,
    LedgerStore,
    PostingPath,
    PostingQueue,
    RefusedCommands,
    ReleaseRegistry,
    RunFacts,
    SharedReading,
    SlowWorks,
    StaleAnswers,
    WorkTimes,
  ],
  exports: [
    TaskRegister,
    CommandBatch,
    CommandService,
    FactStore,
    Directory,
    LedgerStore,
    RefusedCommands,
    ReleaseRegistry,
    SlowWorks,
  ],
})
export class CommandsModule {}
