import { dayPlus, Decimal, roundTo } from '../foundation/index.js';
import type { Category, Difference, Level } from './difference.js';
import type { ReconciliationTerms } from './terms.js';

const SHARE_SCALE = 4;

/** What is known of a difference before it is weighed. */
export interface Found extends Omit<Difference, 'atStake' | 'share' | 'alert' | 'level' | 'due'> {
  readonly atStake?: Decimal;
  /** The book figure that it is measured by. */
  readonly base: Decimal;
}

/** Weighs a difference: how much is at stake, how loud it is, and by when it is to be explained. */
export function judge({ base, ...found }: Found, terms: ReconciliationTerms): Difference {
  const atStake = found.atStake ?? found.amount.abs();
  const measured = found.category === 'quantity' ? found.quantity.abs() : atStake;
  const exact = base.isZero() ? null : measured.div(base.abs());
  const alert = exact === null || exact.gt(terms.alertShare);
  const level: Level = atStake.gt(terms.redAmount) ? 'red' : alert ? 'yellow' : 'green';
  return {
    ...found,
    atStake,
    share: exact && roundTo(exact, SHARE_SCALE),
    alert,
    level,
    due: dayPlus(terms.runDate, daysOf(level, terms)),
  };
}

function daysOf(level: Level, { yellowDays, greenDays }: ReconciliationTerms): number {
  return level === 'red' ? 0 : level === 'yellow' ? yellowDays : greenDays;
}

/** The figure that a difference of a category is measured by. */
export function baseOf(
  category: Category,
  books: { quantity: Decimal; amount: Decimal } | undefined,
): Decimal {
  if (!books) return new Decimal(0);
  return category === 'quantity' ? books.quantity : books.amount;
}
