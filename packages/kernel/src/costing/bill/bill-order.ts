import { issue, ok, orderByDependency, pointer, refused } from '../../foundation/index.js';
import type { Decimal, Issue, Result } from '../../foundation/index.js';
import type { BillOfMaterials, Bills } from './bill-of-materials.js';

/**
 * The items that are made on the way to `root`, each behind what it is made of.
 * @returns `bill_cycle` when something is a part of itself; `bad_bill` when a bill makes nothing, loses all that it takes
 * or gives by-products more than its whole cost.
 */
export function orderOfBills(bills: Bills, root: string): Result<readonly string[], readonly Issue[]> {
  const made = reachable(bills, root);
  const { order, rings } = orderByDependency(made, (item) => partsOf(bills, item));
  const [ring] = rings;
  if (ring) return refused([issue('bill_cycle', pointer('', ring[0] ?? root), { items: ring })]);
  const bad = made.find((item) => !isSound(bills.get(item)));
  return bad === undefined ? ok(order) : refused([issue('bad_bill', pointer('', bad), { item: bad })]);
}

function partsOf(bills: Bills, item: string): readonly string[] {
  return (bills.get(item)?.lines ?? []).map((line) => line.item);
}

function reachable(bills: Bills, root: string): readonly string[] {
  const found = new Set(bills.has(root) ? [root] : []);
  for (const item of found) for (const part of partsOf(bills, item)) if (bills.has(part)) found.add(part);
  return [...found];
}

function isSound(bill: BillOfMaterials | undefined): boolean {
  if (!bill || bill.lot.lte(0)) return false;
  const shares = (bill.byProducts ?? []).map(({ share }) => share);
  const allShares = shares.reduce<Decimal | undefined>((sum, share) => sum?.plus(share) ?? share, undefined);
  const losesAll = bill.lines.some(({ scrap }) => scrap !== undefined && (scrap.gte(1) || scrap.lt(0)));
  return !losesAll && shares.every((share) => share.gte(0)) && !allShares?.gt(1);
}
