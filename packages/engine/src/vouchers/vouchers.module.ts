import { Module } from '@nestjs/common';
import { VoucherReader } from '../registers/voucher-reader.js';
import { TrialBalances } from './trial-balance.js';
import { VouchersController } from './vouchers.controller.js';

/** Vouchers for those with the right to read them. */
@Module({ controllers: [VouchersController], providers: [TrialBalances, VoucherReader] })
export class VouchersModule {}
