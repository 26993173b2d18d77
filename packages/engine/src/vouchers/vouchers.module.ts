import { Module } from '@nestjs/common';
import { VoucherReader } from '../registers/voucher-reader.js';
import { VouchersController } from './vouchers.controller.js';

/** Vouchers for those with the right to read them. */
@Module({ controllers: [VouchersController], providers: [VoucherReader] })
export class VouchersModule {}
