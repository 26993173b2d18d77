import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { LedgerPeriods } from '../registers/ledger-periods.js';
import { ReferredFacts } from '../rules/referred-facts.js';
import { BillPages } from './bill-pages.js';
import { BillsController } from './bills.controller.js';
import { CostNames } from './cost-names.js';
import { CostRuns } from './cost-runs.js';
import { CostWorker } from './cost-worker.js';
import { CostingController } from './costing.controller.js';
import { CostingGate } from './costing.gate.js';
import { CostInputsReader } from './kept-inputs.js';
import { RunPages } from './run-pages.js';
import { RunStore } from './run-store.js';
import { Settlements } from './settlements.js';

/** Cost accounting: runs of a period, bills of materials, and what settles them. */
@Module({
  imports: [AuditModule],
  controllers: [CostingController, BillsController],
  providers: [
    BillPages,
    CostInputsReader,
    CostNames,
    CostRuns,
    CostWorker,
    CostingGate,
    LedgerPeriods,
    ReferredFacts,
    RunPages,
    RunStore,
    Settlements,
  ],
})
export class CostingModule {}
