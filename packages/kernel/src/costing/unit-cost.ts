import type { Decimal } from '../foundation/index.js';
import { ZERO } from '../foundation/index.js';
import { perUnit } from './per-unit.js';

/** What a product cost by element, and how much of it was made. */
export interface ProductCost {
  readonly quantity: Decimal;
  readonly elements: ReadonlyMap<string, Decimal>;
}

/** A numbered version of a cost run: product -> cost. */
export type CostVersion = ReadonlyMap<string, ProductCost>;

export interface ProductFigures {
  readonly total: Decimal;
  /** Cost of a unit at four places; none where nothing was made. */
  readonly unit: Decimal | null;
  readonly elements: ReadonlyMap<string, Decimal>;
}

export type CostTable = ReadonlyMap<string, ProductFigures>;

export interface CostComparison {
  readonly one: CostTable;
  readonly other: CostTable;
  /** The other less the one, figure by figure; a product that one of them lacks counts as nothing there. */
  readonly difference: CostTable;
  /** Whether both hand out the same money, as they do when only drivers changed. */
  readonly sameTotal: boolean;
}

const TABLE_SCALE = 4;

/** The table of unit costs of one version. */
export function unitCostTable(version: CostVersion): CostTable {
  return new Map(
    [...version].map(([product, { quantity, elements }]) => {
      const total = sumOf([...elements.values()]);
      return [product, { total, unit: perUnit(total, quantity, TABLE_SCALE), elements }];
    }),
  );
}

/** Sets two versions of a run beside each other, product by product and element by element. */
export function compareVersions(one: CostVersion, other: CostVersion): CostComparison {
  const [tableOne, tableOther] = [unitCostTable(one), unitCostTable(other)];
  const products = new Set([...one.keys(), ...other.keys()]);
  const difference = [...products].map(
    (product) => [product, figuresBetween(tableOne.get(product), tableOther.get(product))] as const,
  );
  return {
    one: tableOne,
    other: tableOther,
    difference: new Map(difference),
    sameTotal: grandTotal(tableOne).eq(grandTotal(tableOther)),
  };
}

function figuresBetween(one?: ProductFigures, other?: ProductFigures): ProductFigures {
  const names = new Set([...(one?.elements.keys() ?? []), ...(other?.elements.keys() ?? [])]);
  const elements = [...names].map(
    (name) => [name, less(other?.elements.get(name), one?.elements.get(name))] as const,
  );
  return {
    total: less(other?.total, one?.total),
    unit: less(other?.unit ?? undefined, one?.unit ?? undefined),
    elements: new Map(elements),
  };
}

function less(value: Decimal = ZERO, before: Decimal = ZERO): Decimal {
  return value.minus(before);
}

function grandTotal(table: CostTable): Decimal {
  return sumOf([...table.values()].map(({ total }) => total));
}

function sumOf(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce((sum, amount) => sum.plus(amount), ZERO);
}
