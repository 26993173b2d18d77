import { judgeVouchers } from '@dougong/kernel/templates';
import type { WireVoucher } from '../../vouchers/wire-voucher.js';
import type { ExpectationPart } from './expectation.js';
import { ROWS_MAX } from './register-filter.js';

/** What was booked for a record. */
export const vouchersExpectation: ExpectationPart<'vouchers'> = {
  kind: 'vouchers',
  async judge(expected, stage, at) {
    const place = await stage.placeOf(expected.record);
    const page = await stage.look(`/vouchers?limit=${ROWS_MAX}&recordId=${place?.id ?? ''}`);
    const vouchers = ((page?.['data'] ?? []) as readonly WireVoucher[]).map(({ lines }) => ({
      lines: lines.map(({ account, debit, credit }) => ({ account: account.code, debit, credit })),
    }));
    return judgeVouchers(expected, vouchers, at);
  },
};
