import { Module } from '@nestjs/common';
import { LedgerReader } from './ledger-reader.js';
import { MovementOrigins } from './movement-origin.js';
import { RecordMovementViews } from './record-movements.js';
import { RegisterViews } from './register-views.js';
import { RegistersController } from './registers.controller.js';
import { VoucherReader } from './voucher-reader.js';

/** Registers for reading: balances, movements, turnovers. */
@Module({
  controllers: [RegistersController],
  providers: [LedgerReader, MovementOrigins, RecordMovementViews, RegisterViews, VoucherReader],
})
export class RegistersReadModule {}
