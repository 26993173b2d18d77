import { Decimal, ZERO } from '@dougong/kernel/foundation';
import { chargeByUse, rollUp, settleOrder, splitByEquivalentUnits } from '@dougong/kernel/costing';
import type { BillOfMaterials } from '@dougong/kernel/costing';
import type { JsonObject } from '../../suite.js';
import {
  amountsIn,
  answerOf,
  decimalIn,
  decimalsIn,
  integerIn,
  mapOf,
  objectIn,
  rowsIn,
  text,
  textIn,
  textOrNull,
  textsOf,
} from '../../read-case.js';

export function billOfMaterials(input: JsonObject): JsonObject {
  const bills = mapOf(objectIn(input, 'boms'), billIn);
  return answerOf(
    rollUp(bills, amountsIn(input, 'prices'), textIn(input, 'root')),
    ({ unitCost, byProducts }) => ({
      unit_cost: textsOf(unitCost),
      byproduct_cost: Object.fromEntries(
        [...byProducts].map(([item, { quantity, amount, unitCost: unit }]) => [
          item,
          { qty: text(quantity), amount: text(amount), unit_cost: textOrNull(unit) },
        ]),
      ),
    }),
  );
}

function billIn(bill: JsonObject): BillOfMaterials {
  return {
    lot: decimalIn(bill, 'qty'),
    lines: rowsIn(bill, 'lines').map((line) => ({
      item: textIn(line, 'item'),
      quantity: decimalIn(line, 'qty'),
      scrap: decimalIn(line, 'scrap', '0'),
    })),
    operations: rowsIn(bill, 'ops').map((operation) => ({
      name: textIn(operation, 'name'),
      hours: decimalIn(operation, 'hours'),
      rate: decimalIn(operation, 'rate'),
    })),
    byProducts: rowsIn(bill, 'byproducts').map((product) => ({
      item: textIn(product, 'item'),
      quantity: decimalIn(product, 'qty'),
      share: decimalIn(product, 'share'),
    })),
  };
}

const SCALE = 2;

export function productionOrder(input: JsonObject): JsonObject {
  return 'completions' in input ? completions(input) : wholeOrder(input);
}

/** Each completion at the materials that it took. */
function completions(input: JsonObject): JsonObject {
  const receipts = rowsIn(input, 'completions').map((each) => {
    const settled = settleOrder({
      ...NO_COSTS,
      materials: decimalIn(each, 'materials'),
      good: decimalIn(each, 'qty'),
    });
    return { qty: text(decimalIn(each, 'qty')), amount: text(settled.finished) };
  });
  return { accepted: true, receipts, wip: '0' };
}

const NO_COSTS = {
  materials: ZERO,
  labour: ZERO,
  machine: ZERO,
  overhead: ZERO,
  byProductValue: ZERO,
  planned: new Decimal(1),
  good: ZERO,
  abnormalScrap: ZERO,
  scale: SCALE,
};

function wholeOrder(input: JsonObject): JsonObject {
  const settled = settleOrder({
    materials: decimalIn(input, 'materials'),
    labour: decimalIn(input, 'labour', '0'),
    machine: decimalIn(input, 'machine', '0'),
    overhead: decimalIn(input, 'overhead', '0'),
    byProductValue: decimalIn(input, 'byproduct_nrv', '0'),
    planned: decimalIn(input, 'planned'),
    good: decimalIn(input, 'good'),
    abnormalScrap: decimalIn(input, 'abnormal_scrap', '0'),
    scale: SCALE,
  });
  return {
    accepted: true,
    finished_amount: text(settled.finished),
    unit_cost: textOrNull(settled.unitCost),
    byproduct_amount: text(settled.byProducts),
    loss: text(settled.loss),
    wip: text(settled.inProcess),
  };
}

export function equivalentUnits(input: JsonObject): JsonObject {
  const split = splitByEquivalentUnits({
    material: decimalIn(input, 'material'),
    conversion: decimalIn(input, 'conversion'),
    finished: decimalIn(input, 'finished'),
    inProcess: decimalIn(input, 'wip'),
    materialDegree: decimalIn(input, 'material_degree'),
    conversionDegree: decimalIn(input, 'conversion_degree'),
    scale: integerIn(input, 'scale'),
  });
  return answerOf(split, ({ finished, inProcess, unitCost }) => ({
    finished: text(finished),
    wip: text(inProcess),
    unit_cost: textOrNull(unitCost),
  }));
}

export function mouldAmortisation(input: JsonObject): JsonObject {
  const again = 'reestimate' in input ? objectIn(input, 'reestimate') : undefined;
  const { charges, remaining } = chargeByUse({
    cost: decimalIn(input, 'cost'),
    residual: decimalIn(input, 'residual', '0'),
    life: decimalIn(input, 'life_runs'),
    used: decimalsIn(input, 'runs'),
    scale: integerIn(input, 'scale'),
    ...(again && {
      reestimate: {
        beforePeriod: integerIn(again, 'before_period'),
        remaining: decimalIn(again, 'remaining_runs'),
      },
    }),
  });
  return { accepted: true, charges: charges.map(text), remaining: text(remaining) };
}
