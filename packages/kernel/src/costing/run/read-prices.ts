import { ok, refused } from '../../foundation/index.js';
import type { Decimal, Issue, Result } from '../../foundation/index.js';
import type { CompiledAllocation } from './compile-allocation.js';
import { CostBooks } from './cost-books.js';
import type { ReadRecord } from './cost-books.js';
import type { CostInputs } from './cost-inputs.js';

/** Standard price of a unit of each item, as the allocation reads it from its source. */
export function readPricesOf(
  allocation: CompiledAllocation,
  inputs: CostInputs,
  reference: ReadRecord,
): Result<ReadonlyMap<string, Decimal>, readonly Issue[]> {
  const books = new CostBooks(allocation, inputs, reference);
  const prices = pricesIn(books);
  return books.issues.length > 0 ? refused(books.issues) : ok(prices);
}

/** An item without a price is left out, so that whoever needs it is told. */
export function pricesIn(books: CostBooks): ReadonlyMap<string, Decimal> {
  const prices = books
    .read('/standard/prices')
    .map((reading) => [reading.text('item'), reading.number('price')] as const);
  return new Map(prices.filter(([item, price]) => item !== '' && !price.isZero()));
}
