import type { Localized } from '@dougong/kernel/foundation';
import type { VoucherView } from '../registers/voucher-reader.js';

/** A line of a voucher as it travels: the side that it does not stand on is `null`. */
export interface WireVoucherLine {
  readonly id: string;
  readonly account: { readonly code: string; readonly title: Localized };
  readonly side: 'debit' | 'credit';
  readonly debit: string | null;
  readonly credit: string | null;
}

export type WireVoucher = Omit<VoucherView, 'lines'> & { readonly lines: readonly WireVoucherLine[] };

export function wireVoucher({ lines, ...voucher }: VoucherView): WireVoucher {
  return {
    ...voucher,
    lines: lines.map(({ account, title, side, debit, credit }, at) => ({
      id: `${voucher.id}-${at + 1}`,
      account: { code: account, title },
      side,
      debit,
      credit,
    })),
  };
}
