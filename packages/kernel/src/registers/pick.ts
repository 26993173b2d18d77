import { Decimal, decimalText, issue, ok, refused, ZERO } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';

/** A lot that something can be taken from. Days are `YYYY-MM-DD`. */
export interface Lot {
  readonly lot: string;
  /** By which people know it, and by which lots of one day are told apart; its name when left out. */
  readonly code?: string;
  readonly quantity: Decimal;
  /** The last day on which it is good; none when it never goes off. */
  readonly expiry?: string;
  readonly received: string;
}

export interface Pick {
  readonly lot: string;
  readonly quantity: Decimal;
}

/** Which lots go first: those that expire first, or those that came first. */
export type PickOrder = 'first_expired' | 'first_in';

export interface PickRequest {
  readonly quantity: Decimal;
  /** The last day on which a lot must still be good. */
  readonly goodThrough: string;
  readonly order?: PickOrder;
}

/**
 * Takes a quantity from lots, in the order in which they must go. The same function suggests, reserves and posts.
 * @param lots those that may be taken: the caller leaves out what is blocked or under inspection.
 * @returns what to take from which lot, or `insufficient_balance` with what is missing.
 */
export function pickLots(
  lots: readonly Lot[],
  { quantity, goodThrough, order = 'first_expired' }: PickRequest,
): Result<readonly Pick[], readonly Issue[]> {
  const picks: Pick[] = [];
  let missing = quantity;
  const good = lots.filter(({ expiry }) => expiry === undefined || expiry >= goodThrough);
  for (const { lot, quantity: there } of good.toSorted(ORDERS[order])) {
    if (missing.lte(0)) break;
    const taken = Decimal.min(missing, there);
    if (taken.lte(0)) continue;
    picks.push({ lot, quantity: taken });
    missing = missing.minus(taken);
  }
  return missing.lte(ZERO)
    ? ok(picks)
    : refused([issue('insufficient_balance', '', { short: decimalText(missing) })]);
}

type Comparison = (one: Lot, other: Lot) => number;

const byReceipt: Comparison = (one, other) =>
  compare(one.received, other.received) ||
  compare(one.code ?? one.lot, other.code ?? other.lot) ||
  compare(one.lot, other.lot);

const ORDERS: Readonly<Record<PickOrder, Comparison>> = {
  // What never goes off can wait longest.
  first_expired: (one, other) =>
    compare(one.expiry ?? '9999-12-31', other.expiry ?? '9999-12-31') || byReceipt(one, other),
  first_in: byReceipt,
};

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
