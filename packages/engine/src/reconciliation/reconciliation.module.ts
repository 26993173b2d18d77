import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { DataSets } from './data-sets.js';
import { DifferenceActs } from './differences/difference-acts.js';
import { DifferenceList } from './differences/difference-list.js';
import { Escalations } from './differences/escalations.js';
import { ReconciliationController } from './reconciliation.controller.js';
import { ReconciliationViews } from './reconciliation-views.js';
import { ReconciliationWorker } from './reconciliation-worker.js';
import { RedDifferencesGate } from './red-differences.gate.js';
import { ReconciliationReports } from './reports/reports.js';
import { RunBell } from './runs/run-bell.js';
import { RunQueue } from './runs/run-queue.js';
import { RunSchedules } from './runs/run-schedules.js';
import { ReconciliationRuns } from './runs/runs.js';

/** Two sets of books compared, and the life of what differs. */
@Module({
  imports: [AuditModule],
  controllers: [ReconciliationController],
  providers: [
    DataSets,
    DifferenceActs,
    DifferenceList,
    Escalations,
    ReconciliationReports,
    ReconciliationRuns,
    ReconciliationViews,
    ReconciliationWorker,
    RedDifferencesGate,
    RunBell,
    RunQueue,
    RunSchedules,
  ],
})
export class ReconciliationModule {}
