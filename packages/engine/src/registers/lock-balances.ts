import { assertBalance, balanceKey } from '@dougong/kernel/registers';
import type { Balance, CompiledRegister } from '@dougong/kernel/registers';
import type { SqlSession } from '../database/sql-session.js';
import { statementName } from '../database/sql-text.js';
import { isDeferred, isSplit } from './balance-modes.js';
import { RESOURCE_SLOTS } from './ledger-columns.js';
import type { TouchedKey } from './ledger-keys.js';

/** Balances under lock. Both by canonical key text. */
export interface LockedBalances {
  readonly balances: ReadonlyMap<string, Balance>;
  /** Of split balances: what their other rows hold, which nobody locks. */
  readonly elsewhere: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

interface BalanceRow {
  readonly key_id: string;
  readonly last_quantity: string | null;
  readonly last_amount: string | null;
  readonly last_day: string | null;
  readonly [column: string]: string | null;
}

const slots = (alias: string) => RESOURCE_SLOTS.map((slot) => `${alias}.${slot}::text`).join(', ');
const COLUMNS = `b.key_id::text, ${slots('b')}, b.last_quantity::text, b.last_amount::text, b.last_day`;

/** Whatever the register, whoever writes: every writer locks balances here, in the order of their numbers. */
const LOCK = `
  SELECT ${COLUMNS} FROM ledger.balance b
   WHERE b.key_id = ANY ($1::bigint[]) AND b.shard = 0 ORDER BY b.key_id FOR NO KEY UPDATE`;

const OTHERS = RESOURCE_SLOTS.map((slot) => `sum(o.${slot})::text AS else_${slot}`).join(', ');

/** The same where some of the balances are split. Of those the writer's own row is locked and the others are only read. */
const LOCK_SPLIT = `
  SELECT ${COLUMNS}, ${RESOURCE_SLOTS.map((slot) => `e.else_${slot}`).join(', ')}
    FROM ledger.balance b LEFT JOIN LATERAL (
      SELECT ${OTHERS} FROM ledger.balance o WHERE o.key_id = b.key_id AND o.shard <> b.shard AND b.key_id = ANY ($2::bigint[])) e ON true
   WHERE b.key_id = ANY ($1::bigint[]) AND b.shard = CASE WHEN b.key_id = ANY ($2::bigint[]) THEN $3::smallint ELSE 0 END
   ORDER BY b.key_id FOR NO KEY UPDATE OF b`;

/**
 * Locks the balances of keys and reads them, in one round trip.
 * @param shard the row of split balances that this writer takes.
 * @returns nothing when a balance is missing: then its number belongs to another database.
 */
export async function lockBalances(
  session: SqlSession,
  touched: readonly TouchedKey[],
  keyIds: ReadonlyMap<string, string>,
  shard: number,
): Promise<LockedBalances | undefined> {
  const kept = touched.filter(({ register }) => register.keepsBalance && !isDeferred(register));
  const rows = await lockRows(session, kept, keyIds, shard);
  const found = kept.map((key) => ({ key, row: rows.get(keyIds.get(textOf(key)) ?? '') }));
  if (found.some(({ row }) => row === undefined)) return undefined;
  return {
    balances: new Map(found.map(({ key, row }) => [textOf(key), balanceOf(key, row as BalanceRow)])),
    elsewhere: new Map(
      found
        .filter(({ key }) => isSplit(key.register))
        .map(({ key, row }) => [textOf(key), resourcesIn(key.register, row as BalanceRow, 'else_')]),
    ),
  };
}

async function lockRows(
  session: SqlSession,
  kept: readonly TouchedKey[],
  keyIds: ReadonlyMap<string, string>,
  shard: number,
): Promise<ReadonlyMap<string, BalanceRow>> {
  const numbers = (keys: readonly TouchedKey[]) => [...new Set(keys.map((key) => keyIds.get(textOf(key))))];
  if (kept.length === 0) return new Map();
  const split = numbers(kept.filter(({ register }) => isSplit(register)));
  const [text, values] =
    split.length === 0 ? [LOCK, [numbers(kept)]] : [LOCK_SPLIT, [numbers(kept), split, shard]];
  const { rows } = await session.prepared<BalanceRow>(statementName(text), text, values);
  return new Map(rows.map((row) => [row.key_id, row]));
}

/** Canonical text of a touched key. */
export function textOf({ register, values }: TouchedKey): string {
  return balanceKey(register.key, values);
}

function balanceOf({ register, values }: TouchedKey, row: BalanceRow): Balance {
  const { last_quantity: quantity, last_amount: amount, last_day: lastDay } = row;
  const balance = {
    register: register.key,
    key: values,
    resources: resourcesIn(register, row),
    ...(quantity === null || amount === null ? {} : { lastCost: { quantity, amount } }),
    ...(lastDay === null ? {} : { lastDay }),
  };
  assertBalance(register, balance);
  return balance;
}

function resourcesIn(register: CompiledRegister, row: BalanceRow, prefix = ''): Record<string, string> {
  const resources: Record<string, string> = {};
  for (const { id, slot } of register.resources) resources[id] = row[`${prefix}${slot}`] ?? '0';
  return resources;
}
