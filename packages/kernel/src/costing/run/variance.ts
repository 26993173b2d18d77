import { roundTo } from '../../foundation/index.js';
import type { Decimal } from '../../foundation/index.js';

/** What something should have taken and what it took. */
export interface StandardAndActual {
  readonly standardQuantity: Decimal;
  /** Of a unit. */
  readonly standardPrice: Decimal;
  readonly actualQuantity: Decimal;
  readonly actualAmount: Decimal;
  readonly scale: number;
}

export interface VarianceSplit {
  /** What the standard quantity costs at the standard price. */
  readonly standard: Decimal;
  readonly total: Decimal;
  /** Paid more or less for each unit: price of material, rate of work. */
  readonly price: Decimal;
  /** Took more or fewer units: usage of material, efficiency of work. */
  readonly usage: Decimal;
}

/** Splits what something cost beyond its standard into price and usage; both together are exactly the difference. */
export function splitVariance(given: StandardAndActual): VarianceSplit {
  const { standardQuantity, standardPrice, actualQuantity, actualAmount, scale } = given;
  const standard = roundTo(standardQuantity.times(standardPrice), scale);
  const total = actualAmount.minus(standard);
  const price = roundTo(actualAmount.minus(actualQuantity.times(standardPrice)), scale);
  return { standard, total, price, usage: total.minus(price) };
}
