import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { VoucherReader } from '../registers/voucher-reader.js';
import { TrialBalances } from './trial-balance.js';
import { TrialBalanceFiles } from './trial-balance-file.js';
import { VouchersController } from './vouchers.controller.js';

/** Vouchers for those with the right to read them. */
@Module({
  imports: [AuditModule],
  controllers: [VouchersController],
  providers: [TrialBalanceFiles, TrialBalances, VoucherReader],
})
export class VouchersModule {}
