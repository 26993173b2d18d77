import { issue, ok, refused, ZERO } from '../foundation/index.js';
import type { Decimal, Issue, Result } from '../foundation/index.js';
import { splitExact } from '../registers/index.js';
import { partOf } from './per-unit.js';

export interface Received {
  readonly quantity: Decimal;
  readonly amount: Decimal;
}

export interface PeriodAverage {
  readonly endingQuantity: Decimal;
  readonly endingAmount: Decimal;
  /** What each issue costs, in the order given. */
  readonly issues: readonly Decimal[];
}

/**
 * Weighted average of a period (月末一次加权): what is left keeps its part of everything that was there, the issues share
 * the rest by their quantities. Ending and issues together are exactly opening and receipts.
 * @returns `insufficient_balance` when more was issued than was there.
 */
export function averageOfPeriod(
  opening: Received,
  receipts: readonly Received[],
  issues: readonly Decimal[],
  scale: number,
): Result<PeriodAverage, readonly Issue[]> {
  const quantity = receipts.reduce((sum, each) => sum.plus(each.quantity), opening.quantity);
  const amount = receipts.reduce((sum, each) => sum.plus(each.amount), opening.amount);
  const endingQuantity = issues.reduce((left, each) => left.minus(each), quantity);
  if (endingQuantity.isNegative() && !endingQuantity.isZero())
    return refused([issue('insufficient_balance', '', { short: endingQuantity.negated().toString() })]);
  const endingAmount = quantity.isZero() ? ZERO : partOf(amount, endingQuantity, quantity, scale);
  if (issues.every((each) => each.isZero()))
    return ok({ endingQuantity, endingAmount, issues: issues.map(() => ZERO) });
  const costs = splitExact(amount.minus(endingAmount), issues, scale);
  return costs.ok ? ok({ endingQuantity, endingAmount, issues: costs.value }) : costs;
}
