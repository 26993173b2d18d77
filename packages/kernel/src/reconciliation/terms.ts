import { Decimal } from '../foundation/index.js';

/** By which rules two sets of books are compared. Every figure is a setting. */
export interface ReconciliationTerms {
  /** The day of the run, `YYYY-MM-DD`: days of grace and due dates count from it. */
  readonly runDate: string;
  /** The last day of the period; without it the dates of a pair are not compared. */
  readonly cutoff?: string;
  /** A difference above this part of the book figure is told aloud. */
  readonly alertShare: Decimal;
  /** Above this much at stake it is due on the day. */
  readonly redAmount: Decimal;
  /** Differences up to these are none. */
  readonly quantityTolerance: Decimal;
  readonly amountTolerance: Decimal;
  /** For how many days one side may be missing before it counts as a difference of quantity. */
  readonly graceDays: number;
  readonly yellowDays: number;
  readonly greenDays: number;
  /** What the books call a kind of business of the operation; a kind that is not there has one name. */
  readonly businessTypes: ReadonlyMap<string, string>;
  /** Standard cost of a unit at which the operation values an item. */
  readonly standardCosts: ReadonlyMap<string, Decimal>;
  /**
   * Entries that found none of their number are paired by item, place, type and quantity when their days are at most so far
   * apart; left out, they are not.
   */
  readonly keyLagDays?: number;
}

/** The limits that hold unless somebody sets others. */
export const DEFAULT_TERMS: Omit<ReconciliationTerms, 'runDate'> = {
  alertShare: new Decimal('0.05'),
  redAmount: new Decimal('50000'),
  quantityTolerance: new Decimal(0),
  amountTolerance: new Decimal(0),
  graceDays: 1,
  yellowDays: 3,
  greenDays: 7,
  businessTypes: new Map(),
  standardCosts: new Map(),
};
