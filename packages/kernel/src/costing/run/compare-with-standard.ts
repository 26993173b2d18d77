import { ZERO } from '../../foundation/index.js';
import type { Decimal } from '../../foundation/index.js';
import type { Bills } from '../bill/index.js';
import { explode, rollUp } from '../bill/index.js';
import { partOf, perUnit } from '../per-unit.js';
import { readBills } from './compile-bills.js';
import type { CostBooks } from './cost-books.js';
import { productOf } from './product-of.js';
import { pricesIn } from './read-prices.js';
import { splitVariance } from './variance.js';
import type { StandardAndActual, VarianceSplit } from './variance.js';

/** How far a receiver was from its standard, for one material or for its work. */
export interface StandardVariance extends StandardAndActual, VarianceSplit {
  readonly receiver: string;
  readonly kind: 'material' | 'work';
  /** The material; blank for work. */
  readonly item: string;
}

/** Decimals of quantities that a bill asks for. */
const QUANTITY_SCALE = 6;

/** Sets what was taken and worked beside what the bills ask for what was finished. */
export function compareWithStandard(
  books: CostBooks,
  finished: ReadonlyMap<string, Decimal>,
): readonly StandardVariance[] {
  const { bills: compiled } = books.allocation;
  if (!compiled) return [];
  const bills = books.take(readBills(compiled, books.inputs.bills ?? [], books.reference));
  if (!bills) return [];
  return [...materialVariances(books, bills, finished), ...workVariances(books, bills, finished)];
}

interface Actual {
  quantity: Decimal;
  amount: Decimal;
}

function materialVariances(
  books: CostBooks,
  bills: Bills,
  finished: ReadonlyMap<string, Decimal>,
): readonly StandardVariance[] {
  if (!books.allocation.measures.has('/standard/materials')) return [];
  const prices = pricesIn(books);
  const taken = actuals(books, '/standard/materials', 'quantity', (reading) => reading.text('item'));
  return [...finished].flatMap(([receiver, quantity]) => {
    const product = productOf(books.allocation, receiver, books.reference);
    if (!bills.has(product)) return [];
    const standard = books.take(explode(bills, product, quantity, QUANTITY_SCALE, 'next')) ?? new Map();
    const actual = taken.get(receiver) ?? new Map<string, Actual>();
    const items = [...new Set([...standard.keys(), ...actual.keys()])].sort();
    return items.map((item) => {
      const { quantity: actualQuantity = ZERO, amount: actualAmount = ZERO } = actual.get(item) ?? {};
      return variance('material', receiver, item, {
        standardQuantity: standard.get(item) ?? ZERO,
        standardPrice: prices.get(item) ?? madeFor(bills, prices, item),
        actualQuantity,
        actualAmount: books.rounded(actualAmount),
        scale: books.scale,
      });
    });
  });
}

/** What a part that is made itself costs by its own bill. */
function madeFor(bills: Bills, prices: ReadonlyMap<string, Decimal>, item: string): Decimal {
  const cost = rollUp(bills, prices, item);
  return (cost.ok ? cost.value.unitCost.get(item) : undefined) ?? ZERO;
}

/** Hours of the bill's operations at their rates; the standard rate is what an hour of the bill costs on average. */
function workVariances(
  books: CostBooks,
  bills: Bills,
  finished: ReadonlyMap<string, Decimal>,
): readonly StandardVariance[] {
  if (!books.allocation.measures.has('/standard/work')) return [];
  const worked = actuals(books, '/standard/work', 'hours', () => '');
  return [...finished].flatMap(([receiver, quantity]) => {
    const bill = bills.get(productOf(books.allocation, receiver, books.reference));
    if (!bill || bill.lot.lte(0)) return [];
    const operations = bill.operations ?? [];
    const hours = operations.reduce((sum, each) => sum.plus(each.hours), ZERO);
    const cost = operations.reduce((sum, each) => sum.plus(each.hours.times(each.rate)), ZERO);
    const actual = worked.get(receiver)?.get('');
    return [
      variance('work', receiver, '', {
        standardQuantity: partOf(hours, quantity, bill.lot, QUANTITY_SCALE),
        standardPrice: perUnit(cost, hours) ?? ZERO,
        actualQuantity: actual?.quantity ?? ZERO,
        actualAmount: books.rounded(actual?.amount ?? ZERO),
        scale: books.scale,
      }),
    ];
  });
}

/** Receiver -> item -> what was taken. */
function actuals(
  books: CostBooks,
  at: string,
  unit: 'quantity' | 'hours',
  itemOf: (reading: ReturnType<CostBooks['read']>[number]) => string,
): ReadonlyMap<string, ReadonlyMap<string, Actual>> {
  const found = new Map<string, Map<string, Actual>>();
  for (const reading of books.read(at)) {
    const receiver = reading.text('receiver');
    const items = found.get(receiver) ?? new Map<string, Actual>();
    const held = items.get(itemOf(reading)) ?? { quantity: ZERO, amount: ZERO };
    held.quantity = held.quantity.plus(reading.number(unit));
    held.amount = held.amount.plus(reading.number('amount'));
    items.set(itemOf(reading), held);
    found.set(receiver, items);
  }
  return found;
}

function variance(
  kind: StandardVariance['kind'],
  receiver: string,
  item: string,
  given: StandardAndActual,
): StandardVariance {
  return { receiver, kind, item, ...given, ...splitVariance(given) };
}
