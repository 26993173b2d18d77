import { issue, ok, pointer, refused, ZERO } from '../../foundation/index.js';
import type { Decimal, Issue, Result } from '../../foundation/index.js';
import { fractionOf, minus, NOTHING, over, plus, roundFraction, times } from '../fraction.js';
import type { Fraction } from '../fraction.js';
import { UNIT_COST_SCALE } from '../per-unit.js';
import { orderOfBills } from './bill-order.js';
import type { BillLine, BillOfMaterials, Bills } from './bill-of-materials.js';

export interface ByProductCost {
  readonly quantity: Decimal;
  readonly amount: Decimal;
  /** None where nothing comes out. */
  readonly unitCost: Decimal | null;
}

export interface RolledUp {
  /** Cost of a unit of each item that is made on the way, the root last. */
  readonly unitCost: ReadonlyMap<string, Decimal>;
  /** What the by-products of a lot of the root bear. */
  readonly byProducts: ReadonlyMap<string, ByProductCost>;
}

const ONE: Fraction = { numerator: 1n, denominator: 1n };

/**
 * The standard cost of an item: materials with their scrap, operations by the hour, less what by-products bear, level by
 * level. Exact inside; each figure is rounded once.
 * @param prices cost of a unit of each item that is bought.
 * @returns `bill_cycle`, `bad_bill`, or `no_price` for what is neither made nor priced.
 */
export function rollUp(
  bills: Bills,
  prices: ReadonlyMap<string, Decimal>,
  root: string,
): Result<RolledUp, readonly Issue[]> {
  const order = orderOfBills(bills, root);
  if (!order.ok) return order;
  const costs = new Map([...prices].map(([item, price]) => [item, fractionOf(price)]));
  const lots = new Map<string, Fraction>();
  for (const item of order.value) {
    const bill = bills.get(item) as BillOfMaterials;
    const missing = bill.lines.find((line) => !costs.has(line.item));
    if (missing) return refused([issue('no_price', pointer('', missing.item), { item: missing.item })]);
    const lot = costOfLot(bill, costs);
    lots.set(item, lot);
    costs.set(item, unitCostOf(bill, lot));
  }
  if (!costs.has(root)) return refused([issue('no_price', pointer('', root), { item: root })]);
  const unitCost = order.value.map((item) => [item, rounded(costs.get(item))] as const);
  return ok({
    unitCost: new Map(unitCost),
    byProducts: byProductCosts(bills.get(root), lots.get(root) ?? NOTHING),
  });
}

function costOfLot(bill: BillOfMaterials, costs: ReadonlyMap<string, Fraction>): Fraction {
  const materials = bill.lines.map((line) => times(costs.get(line.item) ?? NOTHING, takenBy(line)));
  const work = (bill.operations ?? []).map(({ hours, rate }) => times(fractionOf(hours), fractionOf(rate)));
  return [...materials, ...work].reduce(plus, NOTHING);
}

/** What a line takes so that its quantity is left after scrap. */
export function takenBy({ quantity, scrap }: BillLine): Fraction {
  return over(fractionOf(quantity), minus(ONE, fractionOf(scrap ?? ZERO)));
}

function unitCostOf(bill: BillOfMaterials, lot: Fraction): Fraction {
  const shares = (bill.byProducts ?? []).map(({ share }) => fractionOf(share)).reduce(plus, NOTHING);
  return over(times(lot, minus(ONE, shares)), fractionOf(bill.lot));
}

function byProductCosts(
  bill: BillOfMaterials | undefined,
  lot: Fraction,
): ReadonlyMap<string, ByProductCost> {
  const sums = new Map<string, { quantity: Fraction; share: Fraction }>();
  for (const { item, quantity, share } of bill?.byProducts ?? []) {
    const before = sums.get(item) ?? { quantity: NOTHING, share: NOTHING };
    sums.set(item, {
      quantity: plus(before.quantity, fractionOf(quantity)),
      share: plus(before.share, fractionOf(share)),
    });
  }
  return new Map([...sums].map(([item, sum]) => [item, byProductCost(sum.quantity, times(lot, sum.share))]));
}

function byProductCost(quantity: Fraction, amount: Fraction): ByProductCost {
  return {
    quantity: rounded(quantity),
    amount: rounded(amount),
    unitCost: quantity.numerator === 0n ? null : rounded(over(amount, quantity)),
  };
}

function rounded(value: Fraction = NOTHING): Decimal {
  return roundFraction(value, UNIT_COST_SCALE);
}
