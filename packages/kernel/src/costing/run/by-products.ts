import { Decimal, issue, pointer, ZERO } from '../../foundation/index.js';
import { splitExact } from '../../registers/index.js';
import type { CostBooks, Reading } from './cost-books.js';
import type { CostFigure } from './finish-costs.js';

const ONE = new Decimal(1);

interface Outcome {
  readonly item: string;
  readonly quantity: Decimal;
}

/**
 * Takes out of what a receiver finished what came out beside it: first what has a value of its own (a fixed price, or
 * what it brings less what selling it costs), then those that bear a share of the rest. The elements keep their proportions.
 */
export function deductByProducts(
  books: CostBooks,
  receiver: string,
  figures: readonly CostFigure[],
): readonly CostFigure[] {
  const finished = figures.filter(({ part }) => part === 'finished');
  const outcomes = outcomesOf(books, receiver);
  if (outcomes.length === 0 || finished.length === 0) return figures;
  const others = figures.filter(({ part }) => part !== 'finished');
  const { left, taken } = takeValues(books, receiver, finished, outcomes);
  return [...takeShares(books, left, outcomes), ...taken, ...others];
}

interface ByProductRow extends Outcome {
  readonly value?: Decimal;
  readonly share?: Decimal;
}

function outcomesOf(books: CostBooks, receiver: string): readonly ByProductRow[] {
  const { byProducts = [] } = books.allocation.definition;
  return byProducts.flatMap((_, index) =>
    books
      .read(pointer('/byProducts', index))
      .filter((reading) => reading.text('receiver') === receiver)
      .map((reading) => rowOf(books, reading)),
  );
}

function rowOf(books: CostBooks, reading: Reading): ByProductRow {
  const [item, quantity] = [reading.text('item'), reading.number('quantity')];
  if (item === '') books.nobody(reading, 'item');
  if (reading.has('share')) return { item, quantity, share: reading.number('share') };
  const price = reading.number(reading.has('price') ? 'price' : 'netRealisable');
  return { item, quantity, value: books.rounded(price.times(quantity)) };
}

function takeValues(
  books: CostBooks,
  receiver: string,
  finished: readonly CostFigure[],
  outcomes: readonly ByProductRow[],
): { readonly left: readonly CostFigure[]; readonly taken: readonly CostFigure[] } {
  let left = finished;
  const taken: CostFigure[] = [];
  for (const { item, quantity, value } of outcomes) {
    if (value === undefined || value.isZero()) continue;
    const cost = left.reduce((sum, { amount }) => sum.plus(amount), ZERO);
    const parts = splitExact(
      value,
      left.map(({ amount }) => amount),
      books.scale,
    );
    if (value.gt(cost) || value.isNegative() || !parts.ok) {
      const params = { receiver, item, value: value.toString(), cost: cost.toString() };
      books.issues.push(issue('by_product_exceeds', '', params));
      continue;
    }
    const partOf = (at: number) => parts.value[at] ?? ZERO;
    taken.push(...left.map((figure, at) => byProduct(figure, item, quantity, partOf(at))));
    left = left.map((figure, at) => ({ ...figure, amount: figure.amount.minus(partOf(at)) }));
  }
  return { left, taken };
}

function takeShares(
  books: CostBooks,
  finished: readonly CostFigure[],
  outcomes: readonly ByProductRow[],
): readonly CostFigure[] {
  const sharing = outcomes.filter(({ share }) => share !== undefined);
  if (sharing.length === 0) return finished;
  const shares = sharing.map(({ share = ZERO }) => share);
  const own = ONE.minus(shares.reduce((sum, share) => sum.plus(share), ZERO));
  return finished.flatMap((figure) => {
    const parts = books.take(splitExact(figure.amount, [own, ...shares], books.scale)) ?? [];
    const taken = sharing.map(({ item, quantity }, at) =>
      byProduct(figure, item, quantity, parts[at + 1] ?? ZERO),
    );
    return [{ ...figure, amount: parts[0] ?? ZERO }, ...taken];
  });
}

function byProduct(from: CostFigure, item: string, quantity: Decimal, amount: Decimal): CostFigure {
  return { ...from, part: 'by_product', item, quantity, amount };
}
