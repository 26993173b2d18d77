import { roundTo, ZERO } from '../foundation/index.js';
import type { Decimal } from '../foundation/index.js';
import type { ReconciliationTerms } from './terms.js';

interface Figures {
  readonly item: string;
  readonly quantity: Decimal;
  readonly amount: Decimal;
}

/** The part of a difference that is there because the operation values at standard; none where quantities differ. */
export function standardValueDifference(
  operation: Figures,
  books: Figures,
  { standardCosts }: ReconciliationTerms,
): Decimal {
  const standard = standardCosts.get(operation.item);
  if (!standard || !operation.quantity.eq(books.quantity)) return ZERO;
  return roundTo(operation.quantity.times(standard).minus(books.amount), 2);
}
