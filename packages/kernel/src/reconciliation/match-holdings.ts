import { roundTo, ZERO } from '../foundation/index.js';
import type { Decimal } from '../foundation/index.js';
import { baseOf, judge } from './judge.js';
import type { Found } from './judge.js';
import type { Holding, Reconciliation } from './difference.js';
import { standardValueDifference } from './standard-value.js';
import type { ReconciliationTerms } from './terms.js';

/**
 * Compares what both sides hold, key by key and without netting. What a difference of quantity explains of the money is
 * valued at the books' cost of a unit; the rest is a second difference, so that together they explain the whole gap.
 */
export function matchHoldings(
  operation: readonly Holding[],
  books: readonly Holding[],
  terms: ReconciliationTerms,
): Reconciliation {
  const [ours, theirs] = [byKey(operation), byKey(books)];
  const found = [...new Set([...ours.keys(), ...theirs.keys()])].map((key) =>
    holdingDifferences(ours.get(key), theirs.get(key), terms),
  );
  return {
    differences: found.flat().map((each) => judge(each, terms)),
    matched: found.filter((each) => each.length === 0).length,
  };
}

/** What a side tells of a key in several rows it holds together. */
function byKey(holdings: readonly Holding[]): ReadonlyMap<string, Holding> {
  const held = new Map<string, Holding>();
  for (const holding of holdings) {
    const before = held.get(holding.key);
    held.set(holding.key, before ? together(before, holding) : holding);
  }
  return held;
}

function together(one: Holding, { quantity, amount }: Holding): Holding {
  return { ...one, quantity: one.quantity.plus(quantity), amount: one.amount.plus(amount) };
}

/** What one key differs in; a side that lacks it has nothing of it. */
export function holdingDifferences(
  operation: Holding | undefined,
  books: Holding | undefined,
  terms: ReconciliationTerms,
): readonly Found[] {
  const some = operation ?? books;
  if (!some) return [];
  const [ours, theirs] = [operation ?? emptied(some), books ?? emptied(some)];
  const about = { key: some.key };
  const quantity = ours.quantity.minus(theirs.quantity);
  const explains = quantity.abs().gt(terms.quantityTolerance);
  const explained = explains ? worthOf(quantity, ours, theirs) : ZERO;
  const compensated = standardValueDifference(ours, theirs, terms);
  const rest = ours.amount.minus(theirs.amount).minus(explained).minus(compensated);
  const found: Found[] = [];
  if (explains)
    found.push({
      about,
      category: 'quantity',
      quantity,
      amount: explained,
      base: baseOf('quantity', theirs),
    });
  if (rest.abs().gt(terms.amountTolerance))
    found.push({
      about,
      category: 'amount',
      quantity: ZERO,
      amount: rest,
      base: baseOf('amount', theirs),
      ...(!compensated.isZero() && { compensated }),
    });
  return found;
}

function emptied(holding: Holding): Holding {
  return { ...holding, quantity: ZERO, amount: ZERO };
}

/** At what a unit costs in the books; in the operation where the books have none of it. Divided last, so that it rounds once. */
function worthOf(difference: Decimal, operation: Holding, books: Holding): Decimal {
  const { amount, quantity } = books.quantity.isZero() ? operation : books;
  return quantity.isZero() ? ZERO : roundTo(difference.times(amount).div(quantity), 2);
}
