import { compareShares, compareVersions, perUnit, unitCostTable } from '@dougong/kernel/costing';
import type { CostTable, CostVersion, DriverShare, ProductCost } from '@dougong/kernel/costing';
import { Decimal, decimalText, fixedText, ZERO } from '@dougong/kernel/foundation';
import type { CompareWire, ProductWire, UnitCostWire } from './costing.wire.js';
import type { ResultRow } from './run-rows.js';

/** Tables that pages show of the figures of runs. */

const UNIT_SCALE = 4;
const PARTS = ['finished', 'in_process', 'loss', 'by_product'] as const;

/** What was finished, by product: a quantity counts once for each receiver, not for each element. */
export function versionOf(rows: readonly ResultRow[]): CostVersion {
  const products = new Map<string, { quantities: Map<string, Decimal>; elements: Map<string, Decimal> }>();
  for (const { part, product, receiver, element, quantity, amount } of rows) {
    if (part !== 'finished') continue;
    const held = products.get(product) ?? { quantities: new Map(), elements: new Map() };
    held.quantities.set(receiver, new Decimal(quantity));
    held.elements.set(element, (held.elements.get(element) ?? ZERO).plus(amount));
    products.set(product, held);
  }
  return new Map(
    [...products].map(([product, { quantities, elements }]): [string, ProductCost] => [
      product,
      { quantity: sumOf(quantities.values()), elements },
    ]),
  );
}

/** The table of unit costs: product by element, the cost of a unit at four places, and what became of the rest. */
export function unitCosts(rows: readonly ResultRow[], scale: number): UnitCostWire {
  const version = versionOf(rows);
  const table = unitCostTable(version);
  const totals = PARTS.map((part) => [part, fixedText(totalOf(rows, part), scale)] as const);
  return {
    products: [...table].map(([product, figures]) => ({
      product,
      quantity: decimalText(version.get(product)?.quantity ?? ZERO),
      total: fixedText(figures.total, scale),
      unit: figures.unit && fixedText(figures.unit, UNIT_SCALE),
      elements: elementsOf(figures.elements, version.get(product)?.quantity ?? ZERO, scale),
    })),
    totals: {
      ...(Object.fromEntries(totals) as UnitCostWire['totals']),
      all: fixedText(totalOf(rows), scale),
    },
  };
}

function elementsOf(
  elements: ReadonlyMap<string, Decimal>,
  quantity: Decimal,
  scale: number,
): ProductWire['elements'] {
  return [...elements].map(([element, amount]) => {
    const unit = perUnit(amount, quantity, UNIT_SCALE);
    return { element, amount: fixedText(amount, scale), unit: unit && fixedText(unit, UNIT_SCALE) };
  });
}

export interface ComparedRun {
  readonly rows: readonly ResultRow[];
  readonly shares: readonly DriverShare[];
}

/** Two versions beside each other: product by product and element by element, and the shares that differ by driver. */
export function compareRuns(one: ComparedRun, other: ComparedRun, scale: number): CompareWire {
  const compared = compareVersions(versionOf(one.rows), versionOf(other.rows));
  const totals = [totalOf(one.rows), totalOf(other.rows)] as const;
  const figures = (table: CostTable, product: string) => {
    const found = table.get(product);
    if (!found) return null;
    return {
      total: fixedText(found.total, scale),
      unit: found.unit && fixedText(found.unit, UNIT_SCALE),
      elements: [...found.elements].map(([element, amount]) => ({
        element,
        amount: fixedText(amount, scale),
      })),
    };
  };
  return {
    products: [...compared.difference.keys()].map((product) => ({
      product,
      one: figures(compared.one, product),
      other: figures(compared.other, product),
      difference: figures(compared.difference, product),
    })),
    drivers: compareShares(one.shares, other.shares).map((share) => ({
      name: share.name,
      receiver: share.receiver,
      drivers: [...share.drivers],
      quantities: share.quantities.map(decimalText),
      amounts: share.amounts.map((amount) => fixedText(amount, scale)),
      difference: fixedText(share.difference, scale),
    })),
    totals: { one: fixedText(totals[0], scale), other: fixedText(totals[1], scale) },
    sameTotal: totals[0].eq(totals[1]),
  };
}

/** All costs that a run handed out, or those of one part. */
function totalOf(rows: readonly ResultRow[], part?: string): Decimal {
  return sumOf(
    rows.filter((row) => part === undefined || row.part === part).map(({ amount }) => new Decimal(amount)),
  );
}

function sumOf(values: Iterable<Decimal>): Decimal {
  return [...values].reduce((sum, value) => sum.plus(value), ZERO);
}
