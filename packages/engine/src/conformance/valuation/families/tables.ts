import { dayPlus } from '@dougong/kernel/foundation';
import { averageOfPeriod, compareVersions } from '@dougong/kernel/costing';
import type { CostTable, CostVersion, Received } from '@dougong/kernel/costing';
import { pickLots } from '@dougong/kernel/registers';
import type { JsonObject } from '../../suite.js';
import {
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
} from '../../read-case.js';

export function fefoPick(input: JsonObject): JsonObject {
  const days = input['min_remaining_days'] === undefined ? 0 : integerIn(input, 'min_remaining_days');
  const goodThrough = dayPlus(textIn(input, 'date'), days);
  const lots = rowsIn(input, 'lots')
    .filter(({ state = 'available' }) => state === 'available')
    .map((lot) => ({
      lot: textIn(lot, 'batch'),
      quantity: decimalIn(lot, 'qty'),
      expiry: textIn(lot, 'expiry'),
      received: textIn(lot, 'received'),
    }));
  return answerOf(pickLots(lots, { quantity: decimalIn(input, 'qty'), goodThrough }), (picks) => ({
    picks: picks.map(({ lot, quantity }) => ({ batch: lot, qty: text(quantity) })),
  }));
}

export function unitCostTables(input: JsonObject): JsonObject {
  const { one, other, difference, sameTotal } = compareVersions(
    versionIn(input, 'version_a'),
    versionIn(input, 'version_b'),
  );
  return {
    accepted: true,
    a: figuresOf(one),
    b: figuresOf(other),
    diff: figuresOf(difference),
    grand_total_equal: sameTotal,
  };
}

function versionIn(input: JsonObject, key: string): CostVersion {
  return mapOf(objectIn(input, key), ({ qty, ...elements }) => ({
    quantity: decimalIn({ qty }, 'qty'),
    elements: new Map(Object.keys(elements).map((name) => [name, decimalIn(elements, name)])),
  }));
}

function figuresOf(table: CostTable): JsonObject {
  return Object.fromEntries(
    [...table].map(([product, { total, unit }]) => [product, { total: text(total), unit: textOrNull(unit) }]),
  );
}

export function periodAverage(input: JsonObject): JsonObject {
  const average = averageOfPeriod(
    receivedIn(objectIn(input, 'opening')),
    rowsIn(input, 'receipts').map(receivedIn),
    decimalsIn(input, 'issues'),
    integerIn(input, 'scale'),
  );
  return answerOf(average, ({ endingQuantity, endingAmount, issues }) => ({
    ending_qty: text(endingQuantity),
    ending_amount: text(endingAmount),
    issues: issues.map(text),
  }));
}

function receivedIn(row: JsonObject): Received {
  return { quantity: decimalIn(row, 'qty'), amount: decimalIn(row, 'amount') };
}
