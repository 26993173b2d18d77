import { decimalText, issue, pointer, ZERO } from '../../foundation/index.js';
import type { Decimal } from '../../foundation/index.js';
import type { AllocationDefinition } from '../../metadata/index.js';
import { shareOut, totalOf } from '../allocation/services.js';
import type { Amounts } from '../allocation/services.js';
import type { CostBooks } from './cost-books.js';
import { spreadServices } from './spread-services.js';

type PoolDefinition = NonNullable<AllocationDefinition['pools']>[number];

/** A pool as it stands in a run: one of its own, or one for each group. */
export interface RunPool {
  readonly name: string;
  readonly at: string;
  readonly definition: PoolDefinition;
  readonly group: string;
  readonly amount: Decimal;
}

/** Collects the pools, lets services hand on what they cost, and hands every pool to its receivers by its driver. */
export function spreadPools(books: CostBooks): void {
  const pools = collectPools(books);
  const amounts = spreadServices(books, pools);
  const services = new Set(books.allocation.definition.services?.pools);
  const drivers = new Drivers(books);
  for (const pool of pools) {
    if (services.has(pool.definition.id)) continue;
    const amount = amounts.get(pool.name) ?? ZERO;
    if (!amount.isZero()) handOut(books, drivers, pool, amount);
  }
}

function collectPools(books: CostBooks): readonly RunPool[] {
  const { pools = [] } = books.allocation.definition;
  return pools.flatMap((definition, index) => {
    const at = pointer('/pools', index);
    const { id, element, group } = definition;
    const nameOf = (value: string) => (value === '' ? id : `${id}/${value}`);
    if (group === undefined) {
      const amount = poolAmount(books, at, { name: id, element });
      return [{ name: id, at, definition, group: '', amount }];
    }
    const sums = books.sums(at, 'group', 'amount', { element });
    return [...sums].map(([value, sum]) => ({
      name: nameOf(value),
      at,
      definition,
      group: value,
      amount: books.rounded(sum),
    }));
  });
}

function poolAmount(books: CostBooks, at: string, note: { name: string; element: string }): Decimal {
  let sum = ZERO;
  for (const reading of books.read(at)) {
    const amount = reading.number('amount');
    if (amount.isZero()) continue;
    sum = sum.plus(amount);
    books.noteEntry(reading, note, 'amount', amount);
  }
  return books.rounded(sum);
}

function handOut(books: CostBooks, drivers: Drivers, pool: RunPool, amount: Decimal): void {
  const { id, element, driver: usual = '' } = pool.definition;
  const driver = books.inputs.parameters.drivers?.[id] ?? usual;
  const units = drivers.unitsOf(driver, pool.group);
  const shares = books.take(shareOut(pool.name, amount, units, books.scale));
  if (!shares) return;
  const total = decimalText(totalOf(units));
  for (const [receiver, share] of shares) {
    books.charge(receiver, element, share);
    const quantity = decimalText(units.get(receiver) ?? ZERO);
    const figures = { quantity, total, amount: decimalText(share) };
    books.trace.push({ kind: 'share', at: pool.at, name: pool.name, element, driver, receiver, ...figures });
  }
}

/** The drivers of a run, each read once. */
class Drivers {
  private readonly known = new Map<string, ReadonlyMap<string, Map<string, Decimal>>>();

  constructor(private readonly books: CostBooks) {}

  /** What each receiver used of a driver for a group of pools. */
  unitsOf(driver: string, group: string): Amounts {
    const groups = this.known.get(driver) ?? this.read(driver);
    this.known.set(driver, groups);
    const units = inOrder(groups.get(group) ?? groups.get(EVERY_GROUP) ?? new Map());
    for (const [receiver, quantity] of units)
      if (quantity.isNegative())
        this.books.issues.push(issue('negative_driver', '/drivers', { driver, receiver }));
    return units;
  }

  private read(driver: string): ReadonlyMap<string, Map<string, Decimal>> {
    const { books } = this;
    const index = (books.allocation.definition.drivers ?? []).findIndex(({ id }) => id === driver);
    const groups = new Map<string, Map<string, Decimal>>();
    for (const reading of books.read(pointer('/drivers', index))) {
      const quantity = reading.number('quantity');
      if (quantity.isZero()) continue;
      const group = reading.has('group') ? reading.text('group') : EVERY_GROUP;
      const receiver = reading.text('receiver');
      if (receiver === '') books.nobody(reading, 'receiver');
      const units = groups.get(group) ?? new Map<string, Decimal>();
      units.set(receiver, (units.get(receiver) ?? ZERO).plus(quantity));
      groups.set(group, units);
      books.noteEntry(reading, { driver, name: group, receiver }, 'quantity', quantity);
    }
    return groups;
  }
}

/** Of a driver without groups. */
const EVERY_GROUP = '';

/** By name, so that remainders go out in the same order however rows were read. */
export function inOrder(amounts: Amounts): Amounts {
  return new Map([...amounts].sort(([one], [other]) => (one < other ? -1 : 1)));
}
