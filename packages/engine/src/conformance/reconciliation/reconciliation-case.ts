import { ZERO } from '@dougong/kernel/foundation';
import { DEFAULT_TERMS, summarise } from '@dougong/kernel/reconciliation';
import type {
  Difference,
  Entry,
  Holding,
  Reconciliation,
  ReconciliationTerms,
  Side,
} from '@dougong/kernel/reconciliation';
import { isObject } from '../suite.js';
import type { JsonObject } from '../suite.js';
import { amountsIn, decimalIn, integerIn, objectIn, rowsIn, text, textIn, textOrNull } from '../read-case.js';

/** What the two sides are called in the cases. */
const SIDES: Readonly<Record<Side, string>> = { operation: 'wms', books: 'finance' };

/** What a case gives, in the words of the kernel. */
export interface ReconciliationCase {
  readonly terms: ReconciliationTerms;
  readonly entries: Readonly<Record<Side, readonly Entry[]>>;
  readonly holdings: Readonly<Record<Side, readonly Holding[]>>;
}

const CASE_KEYS = [
  ...['id', 'title', 'tags', 'origin', 'note', 'notes', 'comment', 'expect', 'run_date', 'cutoff', 'config'],
  ...['wms_entries', 'finance_entries', 'wms_balances', 'finance_balances'],
];
const CONFIG_KEYS = [
  ...['alert_pct', 'red_amount', 'qty_tolerance', 'amount_tolerance', 'lag_grace_days'],
  ...['yellow_due_days', 'green_due_days', 'biz_map', 'wms_standard'],
];
const ENTRY_KEYS = ['doc', 'line', 'type', 'date', 'item', 'wh', 'batch', 'qty', 'amount'];
const BALANCE_KEYS = ['item', 'wh', 'batch', 'qty', 'amount'];

/** Reads what a case gives; throws a sentence about what is missing or unknown. */
export function reconciliationCaseOf(given: JsonObject): ReconciliationCase {
  refuseUnknown(given, CASE_KEYS, 'the case');
  return {
    terms: termsIn(given),
    entries: sides((side) => rowsIn(given, `${SIDES[side]}_entries`).map(entryIn)),
    holdings: sides((side) => rowsIn(given, `${SIDES[side]}_balances`).map(holdingIn)),
  };
}

function sides<Value>(of: (side: Side) => Value): Readonly<Record<Side, Value>> {
  return { operation: of('operation'), books: of('books') };
}

/** What was found, in the words of the cases. */
export function tellReconciliation(run: Reconciliation): JsonObject {
  return { differences: run.differences.map((each) => tellDifference(each)), summary: tellSummary(run) };
}

/** A key that nobody reads would let a case pass for the wrong reason. */
function refuseUnknown(given: JsonObject, known: readonly string[], what: string): void {
  const unknown = Object.keys(given).find((key) => !known.includes(key));
  if (unknown !== undefined) throw new Error(`${what} has an unknown key ${unknown}`);
}

function entryIn(row: JsonObject): Entry {
  refuseUnknown(row, ENTRY_KEYS, 'an entry');
  return {
    document: textIn(row, 'doc'),
    line: row['line'] === undefined ? 1 : integerIn(row, 'line'),
    type: textIn(row, 'type'),
    date: dayIn(row, 'date'),
    item: textIn(row, 'item'),
    ...(row['wh'] !== undefined && { place: textIn(row, 'wh') }),
    quantity: decimalIn(row, 'qty'),
    amount: decimalIn(row, 'amount'),
  };
}

function holdingIn(row: JsonObject): Holding {
  refuseUnknown(row, BALANCE_KEYS, 'a balance');
  const { item, wh, batch = null } = row;
  return {
    key: JSON.stringify([item, wh, batch]),
    item: textIn(row, 'item'),
    quantity: decimalIn(row, 'qty'),
    amount: decimalIn(row, 'amount'),
  };
}

function termsIn(given: JsonObject): ReconciliationTerms {
  const config = given['config'] === undefined ? {} : objectIn(given, 'config');
  refuseUnknown(config, CONFIG_KEYS, 'config');
  const decimal = (key: string, otherwise: { toString(): string }) =>
    decimalIn(config, key, otherwise.toString());
  const days = (key: string, otherwise: number) =>
    config[key] === undefined ? otherwise : integerIn(config, key);
  const types = config['biz_map'] === undefined ? {} : objectIn(config, 'biz_map');
  return {
    runDate: dayIn(given, 'run_date'),
    ...(given['cutoff'] !== undefined && given['cutoff'] !== null && { cutoff: dayIn(given, 'cutoff') }),
    alertShare: decimal('alert_pct', DEFAULT_TERMS.alertShare),
    redAmount: decimal('red_amount', DEFAULT_TERMS.redAmount),
    quantityTolerance: decimal('qty_tolerance', ZERO),
    amountTolerance: decimal('amount_tolerance', ZERO),
    graceDays: days('lag_grace_days', DEFAULT_TERMS.graceDays),
    yellowDays: days('yellow_due_days', DEFAULT_TERMS.yellowDays),
    greenDays: days('green_due_days', DEFAULT_TERMS.greenDays),
    businessTypes: new Map(Object.keys(types).map((type) => [type, textIn(types, type)])),
    standardCosts: config['wms_standard'] === undefined ? new Map() : amountsIn(config, 'wms_standard'),
  };
}

function dayIn(from: JsonObject, key: string): string {
  const day = textIn(from, key);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day));
  if (!isDay) throw new Error(`${key} must be a day`);
  return day;
}

function tellDifference(found: Difference): JsonObject {
  const { about, category, missingIn, duplicateIn, types, lagDays, compensated } = found;
  return {
    ...tellPlace(about),
    category,
    qty_diff: text(found.quantity),
    amount_diff: text(found.amount),
    at_stake: text(found.atStake),
    pct: textOrNull(found.share),
    alert: found.alert,
    level: found.level,
    due: found.due,
    ...(missingIn && { missing_in: SIDES[missingIn] }),
    ...(duplicateIn && { cause: `duplicate_in_${SIDES[duplicateIn]}` }),
    ...(lagDays !== undefined && { lag_days: lagDays }),
    ...(types && { wms_type: types.operation, finance_type: types.books }),
    ...(compensated && { compensated: text(compensated) }),
  };
}

function tellPlace(about: Difference['about']): JsonObject {
  if ('document' in about) return { doc: about.document, line: about.line };
  const [item, wh, batch] = JSON.parse(about.key) as readonly (string | null)[];
  return { item, wh, ...(batch !== null && { batch }) };
}

function tellSummary(run: Reconciliation): JsonObject {
  const { matched, differences, byCategory, byLevel, atStake } = summarise(run);
  return { matched, differences, ...byCategory, ...byLevel, at_stake_total: text(atStake) };
}

/** The case's own name, or where it stands. */
export function nameOfCase(value: unknown, at: number): string {
  const id = isObject(value) ? value['id'] : undefined;
  return typeof id === 'string' ? id : `case ${at + 1}`;
}
