import { Module } from '@nestjs/common';
import { LedgerReader } from './ledger-reader.js';
import { MovementOrigins } from './movement-origin.js';
import { RecordMovementViews } from './record-movements.js';
import { RegisterViews } from './register-views.js';
import { RegistersController } from './registers.controller.js';
import { MonthTotals } from './totals/month-totals.js';
import { Ageing } from './views/ageing.js';
import { AgeingViews } from './views/ageing-views.js';
import { Available } from './views/available.js';
import { AvailableViews } from './views/available-views.js';
import { Expiry } from './views/expiry.js';
import { ExpiryViews } from './views/expiry-views.js';
import { FigureViews } from './views/figure-views.js';
import { LedgerFigures } from './views/ledger-figures.js';
import { LotReader } from './views/lot-reader.js';
import { PickViews } from './views/pick-views.js';
import { VoucherReader } from './voucher-reader.js';

/** Registers for reading: balances, movements, turnovers, ages, what is available, what expires, what goes first. */
@Module({
  controllers: [RegistersController],
  providers: [
    Ageing,
    AgeingViews,
    Available,
    AvailableViews,
    Expiry,
    ExpiryViews,
    FigureViews,
    LedgerFigures,
    LedgerReader,
    LotReader,
    MonthTotals,
    MovementOrigins,
    PickViews,
    RecordMovementViews,
    RegisterViews,
    VoucherReader,
  ],
})
export class RegistersReadModule {}
