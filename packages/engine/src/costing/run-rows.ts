import { perUnit, productOf } from '@dougong/kernel/costing';
import type { CompiledAllocation, CostRun, ReadRecord } from '@dougong/kernel/costing';
import { decimalText } from '@dougong/kernel/foundation';
import type { Decimal } from '@dougong/kernel/foundation';

/** How the figures of a run lie in their tables. Decimals are text. */

/** Places of the cost of a unit in tables. */
const UNIT_SCALE = 4;

export interface ResultRow {
  readonly ord: number;
  readonly receiver: string;
  readonly product: string;
  readonly part: string;
  readonly element: string;
  readonly item: string | null;
  readonly quantity: string;
  readonly amount: string;
  readonly unit: string | null;
}

export function resultRows(
  allocation: CompiledAllocation,
  { figures }: CostRun,
  reference: ReadRecord,
): readonly ResultRow[] {
  return figures.map(({ receiver, part, element, item, quantity, amount }, ord) => ({
    ord,
    receiver,
    product: productOf(allocation, receiver, reference),
    part,
    element,
    item: item ?? null,
    quantity: decimalText(quantity),
    amount: decimalText(amount),
    unit: unitText(amount, quantity),
  }));
}

export function traceRows({ trace }: CostRun): readonly object[] {
  return trace.map(({ at, row, ...entry }, ord) => ({ ord, place: at, row_id: row, ...entry }));
}

export function varianceRows(
  allocation: CompiledAllocation,
  { variances }: CostRun,
  reference: ReadRecord,
): readonly object[] {
  return variances.map((each, ord) => ({
    ord,
    receiver: each.receiver,
    product: productOf(allocation, each.receiver, reference),
    kind: each.kind,
    item: each.item === '' ? null : each.item,
    standard_quantity: decimalText(each.standardQuantity),
    standard_price: decimalText(each.standardPrice),
    actual_quantity: decimalText(each.actualQuantity),
    actual_amount: decimalText(each.actualAmount),
    standard: decimalText(each.standard),
    total: decimalText(each.total),
    price: decimalText(each.price),
    usage: decimalText(each.usage),
  }));
}

function unitText(amount: Decimal, quantity: Decimal): string | null {
  const unit = perUnit(amount, quantity, UNIT_SCALE);
  return unit && decimalText(unit);
}
