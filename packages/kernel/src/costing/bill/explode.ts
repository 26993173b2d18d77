import { ok } from '../../foundation/index.js';
import type { Decimal, Issue, Result } from '../../foundation/index.js';
import { fractionOf, NOTHING, over, plus, roundFraction, times } from '../fraction.js';
import type { Fraction } from '../fraction.js';
import { orderOfBills } from './bill-order.js';
import type { BillOfMaterials, Bills } from './bill-of-materials.js';
import { takenBy } from './roll-up.js';

/** How far down a bill is taken apart: to the next items that are kept, or to all that is bought. */
export type Depth = 'next' | 'bought';

/**
 * What making `quantity` of an item takes, scrap included. Phantoms are always taken apart.
 * @param scale decimals of the quantities, rounded once each, half away from zero.
 * @returns quantity by item, or `bill_cycle`, `bad_bill`.
 */
export function explode(
  bills: Bills,
  root: string,
  quantity: Decimal,
  scale: number,
  depth: Depth = 'bought',
): Result<ReadonlyMap<string, Decimal>, readonly Issue[]> {
  const order = orderOfBills(bills, root);
  if (!order.ok) return order;
  const wanted = new Map<string, Fraction>([[root, fractionOf(quantity)]]);
  // Whoever needs an item stands behind it, so every need is known when its turn comes.
  for (const item of [...order.value].reverse()) {
    const bill = bills.get(item) as BillOfMaterials;
    if (item !== root && depth === 'next' && !bill.phantom) continue;
    const lots = over(wanted.get(item) ?? NOTHING, fractionOf(bill.lot));
    wanted.delete(item);
    for (const line of bill.lines)
      wanted.set(line.item, plus(wanted.get(line.item) ?? NOTHING, times(lots, takenBy(line))));
  }
  return ok(new Map([...wanted].map(([item, need]) => [item, roundFraction(need, scale)])));
}
