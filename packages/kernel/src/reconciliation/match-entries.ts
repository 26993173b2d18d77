import { daysBetween, ZERO } from '../foundation/index.js';
import { baseOf, judge } from './judge.js';
import type { Found } from './judge.js';
import type { Category, Entry, Reconciliation, Side } from './difference.js';
import { pairEntries } from './pair-entries.js';
import type { Pairing } from './pair-entries.js';
import { standardValueDifference } from './standard-value.js';
import type { ReconciliationTerms } from './terms.js';

/**
 * Compares the documents of the operation with those of the books, line by line. Each line pairs once; a second line of the
 * same number on one side is a duplicate; a pair has at most one difference.
 */
export function matchEntries(
  operation: readonly Entry[],
  books: readonly Entry[],
  terms: ReconciliationTerms,
): Reconciliation {
  const found = pairEntries(operation, books, terms).map((pairing) => pairingDifference(pairing, terms));
  return {
    differences: found.flatMap((each) => (each ? [judge(each, terms)] : [])),
    matched: found.filter((each) => each === undefined).length,
  };
}

function pairingDifference(
  { operation, books, duplicateIn }: Pairing,
  terms: ReconciliationTerms,
): Found | undefined {
  if (operation && books) return pairDifference(operation, books, terms);
  const alone = operation ?? books;
  if (!alone) return undefined;
  if (duplicateIn) return duplicate(alone, duplicateIn);
  return missing(alone, operation ? 'books' : 'operation', terms);
}

function aboutOf({ document, line }: Entry): Found['about'] {
  return { document, line };
}

/** The first thing that a pair differs in. */
export function pairDifference(
  operation: Entry,
  books: Entry,
  terms: ReconciliationTerms,
): Found | undefined {
  const quantity = operation.quantity.minus(books.quantity);
  const amount = operation.amount.minus(books.amount);
  const found = (category: Category, others: Partial<Found> = {}): Found => ({
    about: aboutOf(operation),
    category,
    quantity,
    amount,
    base: baseOf(category, books),
    ...others,
  });
  const type = terms.businessTypes.get(operation.type) ?? operation.type;
  if (type !== books.type) {
    const [one, other] = [operation.amount.abs(), books.amount.abs()];
    const types = { operation: operation.type, books: books.type };
    return found('business_type', { atStake: one.gt(other) ? one : other, types });
  }
  const straddling = straddle(operation, books, terms);
  if (straddling) return found('timing_lag', straddling);
  if (quantity.abs().gt(terms.quantityTolerance)) return found('quantity');
  return amountDifference(operation, books, terms, found);
}

/** One side stands before the cut-off and the other behind it: the period has only one of them. */
function straddle(
  operation: Entry,
  books: Entry,
  { cutoff }: ReconciliationTerms,
): Partial<Found> | undefined {
  if (cutoff === undefined || operation.date <= cutoff === books.date <= cutoff) return undefined;
  const lagDays = Math.abs(daysBetween(operation.date, books.date));
  return operation.date <= cutoff
    ? { quantity: operation.quantity, amount: operation.amount, lagDays }
    : { quantity: books.quantity.negated(), amount: books.amount.negated(), lagDays };
}

function amountDifference(
  operation: Entry,
  books: Entry,
  terms: ReconciliationTerms,
  found: (category: Category, others: Partial<Found>) => Found,
): Found | undefined {
  const compensated = standardValueDifference(operation, books, terms);
  const rest = operation.amount.minus(books.amount).minus(compensated);
  if (!rest.abs().gt(terms.amountTolerance)) return undefined;
  return found('amount', { quantity: ZERO, amount: rest, ...(!compensated.isZero() && { compensated }) });
}

/** A line that only one side has: a lag for the days of grace, then a difference. */
function missing(entry: Entry, missingIn: Side, terms: ReconciliationTerms): Found {
  const lagDays = daysBetween(entry.date, terms.runDate);
  const isLag = lagDays <= terms.graceDays;
  return {
    ...oneSided(entry, missingIn, isLag ? 'timing_lag' : 'quantity'),
    missingIn,
    ...(isLag && { lagDays }),
  };
}

function duplicate(entry: Entry, duplicateIn: Side): Found {
  return { ...oneSided(entry, duplicateIn === 'books' ? 'operation' : 'books', 'quantity'), duplicateIn };
}

function oneSided(entry: Entry, lacking: Side, category: Category): Found {
  const isOurs = lacking === 'books';
  return {
    about: aboutOf(entry),
    category,
    quantity: isOurs ? entry.quantity : entry.quantity.negated(),
    amount: isOurs ? entry.amount : entry.amount.negated(),
    base: baseOf(category, isOurs ? undefined : entry),
  };
}
