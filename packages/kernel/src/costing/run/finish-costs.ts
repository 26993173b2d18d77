import { decimalText, issue, pointer, ZERO } from '../../foundation/index.js';
import type { Decimal } from '../../foundation/index.js';
import { splitExact } from '../../registers/index.js';
import { deductByProducts } from './by-products.js';
import type { CostBooks } from './cost-books.js';

/** What becomes of a cost: borne by what was finished, still in process, lost, or taken by what came out beside. */
export type CostPart = 'finished' | 'in_process' | 'loss' | 'by_product';

/** One figure of a run. */
export interface CostFigure {
  readonly receiver: string;
  readonly part: CostPart;
  readonly element: string;
  /** Of a by-product: the item that came out. */
  readonly item?: string;
  /** Units that bear the amount. */
  readonly quantity: Decimal;
  readonly amount: Decimal;
}

/** Divides what every receiver cost, element by element, among its units by how far they are. */
export function finishCosts(books: CostBooks, finished: ReadonlyMap<string, Decimal>): readonly CostFigure[] {
  const units = new Units(books, finished);
  const { elements } = books.allocation.definition;
  const order = elements.map(({ id }) => id);
  return [...books.byReceiver].flatMap(([receiver, costs]) => {
    const figures = order.flatMap((element) => {
      const amount = costs.get(element);
      return amount === undefined ? [] : divide(books, units, receiver, element, amount);
    });
    return deductByProducts(books, receiver, figures);
  });
}

function divide(
  books: CostBooks,
  units: Units,
  receiver: string,
  element: string,
  amount: Decimal,
): readonly CostFigure[] {
  const { finished, borne, lost, inProcess } = units.of(receiver);
  const reached = units.reached(receiver, element);
  const weights = [borne, lost, reached];
  // Nothing has come of it yet: the whole cost waits for what will.
  const nothingYet = weights.every((weight) => weight.isZero());
  const parts = nothingYet ? [ZERO, ZERO, amount] : books.take(splitExact(amount, weights, books.scale));
  if (!parts) return [];
  noteSplit(books, receiver, element, weights, amount);
  const figure = (part: CostPart, quantity: Decimal, at: number): CostFigure[] => {
    const share = parts[at] ?? ZERO;
    return share.isZero() ? [] : [{ receiver, part, element, quantity, amount: share }];
  };
  return [
    ...figure('finished', finished, 0),
    ...figure('loss', lost, 1),
    ...figure('in_process', inProcess, 2),
  ];
}

function noteSplit(
  books: CostBooks,
  receiver: string,
  element: string,
  weights: readonly Decimal[],
  amount: Decimal,
): void {
  const [borne = ZERO, lost = ZERO, reached = ZERO] = weights;
  const total = decimalText(borne.plus(lost).plus(reached));
  const quantity = decimalText(borne);
  books.trace.push({
    kind: 'split',
    at: '/output',
    element,
    receiver,
    quantity,
    total,
    amount: decimalText(amount),
  });
}

interface ReceiverUnits {
  readonly finished: Decimal;
  /** Good units with the usual losses that they bear. */
  readonly borne: Decimal;
  readonly lost: Decimal;
  readonly inProcess: Decimal;
}

/** What came out for every receiver, and what is still on its way. */
class Units {
  private readonly abnormal: ReadonlyMap<string, Decimal>;
  private readonly normal: ReadonlyMap<string, Decimal>;
  private readonly inProcess = new Map<string, Decimal>();
  /** Group of elements -> receiver -> units as far as they are; the last group is what has no degree. */
  private readonly equivalents: readonly Map<string, Decimal>[];
  private readonly groupOf = new Map<string, number>();

  constructor(
    private readonly books: CostBooks,
    private readonly finished: ReadonlyMap<string, Decimal>,
  ) {
    this.abnormal = books.sums('/scrap/abnormal', 'receiver', 'quantity');
    this.normal = books.sums('/scrap/normal', 'receiver', 'quantity');
    const degrees = books.allocation.definition.inProcess?.degrees ?? [];
    degrees.forEach(({ elements }, group) => elements.forEach((element) => this.groupOf.set(element, group)));
    this.equivalents = degrees.map(() => new Map<string, Decimal>());
    this.countInProcess();
  }

  of(receiver: string): ReceiverUnits {
    const finished = this.finished.get(receiver) ?? ZERO;
    return {
      finished,
      borne: finished.plus(this.normal.get(receiver) ?? ZERO),
      lost: this.abnormal.get(receiver) ?? ZERO,
      inProcess: this.inProcess.get(receiver) ?? ZERO,
    };
  }

  /** Units in process as far as they are with an element. */
  reached(receiver: string, element: string): Decimal {
    const group = this.groupOf.get(element);
    const units = group === undefined ? this.inProcess : this.equivalents[group];
    return units?.get(receiver) ?? ZERO;
  }

  private countInProcess(): void {
    const { allocation, issues } = this.books;
    for (const reading of this.books.read('/inProcess')) {
      const [receiver, quantity] = [reading.text('receiver'), reading.number('quantity')];
      if (quantity.isZero()) continue;
      if (receiver === '') this.books.nobody(reading, 'receiver');
      add(this.inProcess, receiver, quantity);
      this.books.noteEntry(reading, { receiver }, 'quantity', quantity);
      this.equivalents.forEach((units, group) => {
        const formula = allocation.degrees[group];
        const degree = formula ? reading.evaluate(formula) : ZERO;
        if (degree.isNegative() || degree.gt(1))
          issues.push(
            issue('bad_degree', pointer('/inProcess/degrees', group), { degree: degree.toString() }),
          );
        add(units, receiver, quantity.times(degree));
      });
    }
  }
}

function add(to: Map<string, Decimal>, name: string, quantity: Decimal): void {
  to.set(name, (to.get(name) ?? ZERO).plus(quantity));
}
