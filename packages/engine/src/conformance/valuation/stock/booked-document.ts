import { Decimal, decimalText, roundTo } from '@dougong/kernel/foundation';
import type { JsonObject } from '../../suite.js';
import type { BalanceRow, MovementRow } from './read-ledger.js';
import type { StockKey } from './documents.js';

/** Names of a case for the ids of its records, and back. */
export interface Names {
  /** The key that dimension values of a register stand for; dimensions that it does not have are left out. */
  keyOf(register: string, values: readonly (string | null)[]): Partial<StockKey>;
}

/** A movement as cases tell it: the quantity of the stock, the amount of the pool. */
export interface BookedMovement extends Partial<StockKey> {
  readonly qty: string;
  readonly amount: string;
}

/** A movement with the rows that it stands in. */
export interface PairedMovement {
  readonly told: BookedMovement;
  readonly stock?: MovementRow;
  readonly value?: MovementRow;
}

/** Puts the value of each movement beside its quantity; what only changes a value follows. */
export function pairMovements(rows: readonly MovementRow[], names: Names): readonly PairedMovement[] {
  const values = rows.filter(({ register }) => register === 'stock_value');
  const left = [...values];
  const moved = rows
    .filter(({ register }) => register === 'stock')
    .map((stock): PairedMovement => {
      const value = takeFitting(left, stock, names);
      const key = names.keyOf('stock', stock.key);
      return { told: { ...key, qty: stock.qty, amount: value?.amount ?? '0' }, stock, value };
    });
  return [...moved, ...left.map((value) => valueOnly(value, names))];
}

function valueOnly(value: MovementRow, names: Names): PairedMovement {
  const key = names.keyOf('stock_value', value.key);
  return { told: { ...key, qty: '0', amount: value.amount ?? '0' }, value };
}

/** Of the same line and direction, in a pool that the key belongs to; the same quantity goes first. */
function takeFitting(left: MovementRow[], stock: MovementRow, names: Names): MovementRow | undefined {
  const fitting = left.filter(
    (value) =>
      value.line_no === stock.line_no &&
      sameSide(value.qty, stock.qty) &&
      belongs(names.keyOf('stock', stock.key), names.keyOf('stock_value', value.key)),
  );
  const found = fitting.find(({ qty }) => new Decimal(qty).eq(stock.qty)) ?? fitting[0];
  if (found) left.splice(left.indexOf(found), 1);
  return found;
}

function sameSide(one: string, other: string): boolean {
  return new Decimal(one).times(other).gt(0);
}

/** Stock on its way lies in a pool of its own; no other state separates pools. */
function belongs(key: Partial<StockKey>, pool: Partial<StockKey>): boolean {
  const isOnItsWay = (each: Partial<StockKey>) => each.state === 'in_transit';
  return (
    key.item === pool.item &&
    (pool.wh === undefined || pool.wh === key.wh) &&
    (pool.batch === undefined || pool.batch === key.batch) &&
    isOnItsWay(key) === isOnItsWay(pool)
  );
}

const UNIT_COST_PLACES = 6;

/** A pool as cases tell it. */
export function poolOf({ key, qty, amount, layers }: BalanceRow, names: Names): JsonObject {
  return {
    ...names.keyOf('stock_value', key),
    qty,
    amount,
    unit_cost: unitCost(qty, amount),
    layers,
  };
}

function unitCost(qty: string, amount: string): string | null {
  const quantity = new Decimal(qty);
  return quantity.isZero() ? null : decimalText(roundTo(new Decimal(amount).div(quantity), UNIT_COST_PLACES));
}
