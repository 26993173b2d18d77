import { Decimal } from '../foundation/index.js';
import type { Movement, MovementIntent, Voucher, VoucherLine } from './movement.js';

/**
 * The exact mirror of booked movements: the last one first, each the other way at the amounts that were booked.
 * Posting and its reversal add up to nothing.
 */
export function reverseMovements(movements: readonly Movement[]): readonly MovementIntent[] {
  return movements.toReversed().map(({ ruleId, register, key, direction, resources, line }) => ({
    ruleId,
    register,
    key,
    direction: direction === 'in' ? 'out' : 'in',
    resources: unsigned(resources, direction),
    cost: 'given',
    line,
    path: '',
  }));
}

/** Red entries: the same accounts on the same sides, with negative amounts. */
export function reverseVouchers(vouchers: readonly Voucher[]): readonly Voucher[] {
  return vouchers.map((voucher) => ({
    ...voucher,
    lines: voucher.lines.map((line): VoucherLine => ({ ...line, amount: negated(line.amount) })),
    total: negated(voucher.total),
  }));
}

function unsigned(
  resources: Movement['resources'],
  direction: Movement['direction'],
): Record<string, Decimal> {
  const values = Object.entries(resources).map(([id, text]): [string, Decimal] => [id, new Decimal(text)]);
  return Object.fromEntries(values.map(([id, value]) => [id, direction === 'in' ? value : value.negated()]));
}

function negated(text: string): string {
  if (text.startsWith('-')) return text.slice(1);
  return /[1-9]/.test(text) ? `-${text}` : text;
}
