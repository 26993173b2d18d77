import { Global, Module } from '@nestjs/common';
import { Sealer } from '../seals/sealer.js';
import { CloseGates } from './close-gates.js';
import { LedgerClosing } from './ledger-closing.js';
import { PeriodList } from './period-list.js';
import { PeriodsController } from './periods.controller.js';
import { SealsGate } from './seals.gate.js';
import { UnfoldedGate } from './unfolded.gate.js';

/** Closing of periods and sealing of what was posted. Other features register their gates here. */
@Global()
@Module({
  controllers: [PeriodsController],
  providers: [CloseGates, LedgerClosing, PeriodList, Sealer, SealsGate, UnfoldedGate],
  exports: [CloseGates, LedgerClosing, Sealer],
})
export class PeriodsModule {}
