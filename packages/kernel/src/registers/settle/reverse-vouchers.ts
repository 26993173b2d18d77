import type { Voucher, VoucherLine } from '../movement.js';

/** Vouchers undone: in red, with negative amounts on the same sides, or with the sides swapped. */
export function reverseVouchers(vouchers: readonly Voucher[], style: 'red' | 'swap'): readonly Voucher[] {
  return vouchers.map((voucher) => ({
    ...voucher,
    lines: voucher.lines.map((line): VoucherLine => ({ ...line, ...undone(line, style) })),
    total: style === 'red' ? negated(voucher.total) : voucher.total,
  }));
}

function undone({ side, amount }: VoucherLine, style: 'red' | 'swap'): Pick<VoucherLine, 'side' | 'amount'> {
  if (style === 'red') return { side, amount: negated(amount) };
  return { side: side === 'debit' ? 'credit' : 'debit', amount };
}

function negated(text: string): string {
  if (text.startsWith('-')) return text.slice(1);
  return /[1-9]/.test(text) ? `-${text}` : text;
}
