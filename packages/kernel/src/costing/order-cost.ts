import { Decimal, roundTo } from '../foundation/index.js';
import { partOf, perUnit } from './per-unit.js';

export interface OrderCosts {
  readonly materials: Decimal;
  readonly labour: Decimal;
  readonly machine: Decimal;
  readonly overhead: Decimal;
  /** What the by-products can be sold for, less the cost of selling them. */
  readonly byProductValue: Decimal;
  readonly planned: Decimal;
  readonly good: Decimal;
  /** Units lost beyond what is usual. The usual ones are borne by the good units. */
  readonly abnormalScrap: Decimal;
  readonly scale: number;
}

export interface SettledOrder {
  readonly finished: Decimal;
  readonly unitCost: Decimal | null;
  readonly byProducts: Decimal;
  readonly loss: Decimal;
  /** What stays in process: nothing, once an order is settled. */
  readonly inProcess: Decimal;
}

/** Settles an order: abnormal scrap goes to loss, by-products take their value, the good units bear the rest. */
export function settleOrder(costs: OrderCosts): SettledOrder {
  const { materials, labour, machine, overhead, byProductValue, planned, abnormalScrap, scale } = costs;
  const total = materials.plus(labour).plus(machine).plus(overhead);
  const loss = abnormalScrap.isZero() ? new Decimal(0) : partOf(total, abnormalScrap, planned, scale);
  const byProducts = roundTo(byProductValue, scale);
  const finished = total.minus(byProducts).minus(loss);
  return {
    finished,
    unitCost: perUnit(finished, costs.good),
    byProducts,
    loss,
    inProcess: total.minus(finished).minus(byProducts).minus(loss),
  };
}
