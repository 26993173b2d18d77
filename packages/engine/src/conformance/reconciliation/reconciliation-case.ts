import { ZERO } from '@dougong/kernel/foundation';
import { DEFAULT_TERMS, matchEntries, matchHoldings, summarise } from '@dougong/kernel/reconciliation';
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

/** What the kernel finds in a case, in the words of the case. */
export function reconcileCase(given: JsonObject): JsonObject {
  const terms = termsIn(given);
  const [entries, holdings] = [entriesOf(given, terms), holdingsOf(given, terms)];
  const all = {
    differences: [...entries.differences, ...holdings.differences],
    matched: entries.matched + holdings.matched,
  };
  return { differences: all.differences.map((each) => tellDifference(each)), summary: tellSummary(all) };
}

function entriesOf(given: JsonObject, terms: ReconciliationTerms): Reconciliation {
  return matchEntries(
    rowsIn(given, 'wms_entries').map(entryIn),
    rowsIn(given, 'finance_entries').map(entryIn),
    terms,
  );
}

function holdingsOf(given: JsonObject, terms: ReconciliationTerms): Reconciliation {
  return matchHoldings(
    rowsIn(given, 'wms_balances').map(holdingIn),
    rowsIn(given, 'finance_balances').map(holdingIn),
    terms,
  );
}

function entryIn(row: JsonObject): Entry {
  return {
    document: textIn(row, 'doc'),
    line: row['line'] === undefined ? 1 : integerIn(row, 'line'),
    type: textIn(row, 'type'),
    date: textIn(row, 'date'),
    item: textIn(row, 'item'),
    quantity: decimalIn(row, 'qty'),
    amount: decimalIn(row, 'amount'),
  };
}

function holdingIn(row: JsonObject): Holding {
  const { item, wh, batch = null } = row;
  return {
    key: JSON.stringify([item, wh, batch]),
    item: textIn(row, 'item'),
    quantity: decimalIn(row, 'qty'),
    amount: decimalIn(row, 'amount'),
  };
}

function termsIn(given: JsonObject): ReconciliationTerms {
  const config = isObject(given['config']) ? given['config'] : {};
  const decimal = (key: string, otherwise: { toString(): string }) =>
    decimalIn(config, key, otherwise.toString());
  const days = (key: string, otherwise: number) =>
    config[key] === undefined ? otherwise : integerIn(config, key);
  const types = config['biz_map'] === undefined ? {} : objectIn(config, 'biz_map');
  return {
    runDate: textIn(given, 'run_date'),
    ...(given['cutoff'] !== undefined && { cutoff: textIn(given, 'cutoff') }),
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
