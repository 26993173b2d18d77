import type { SettledPosting } from '@dougong/kernel/commands';
import type { Balance, CompiledRegister } from '@dougong/kernel/registers';
import type { Parameters } from '../database/sql-text.js';
import { isDeferred, isSplit } from './balance-modes.js';
import { RESOURCE_SLOTS } from './ledger-columns.js';
import { keyIdOf, POSTED, rowsOfPostings } from './ledger-fragment.js';
import type { LedgerFragment } from './ledger-fragment.js';
import type { LockedLedger, PreparedLedger } from './ledger-store.js';

const BALANCE_COLUMNS = [
  ...['key_id bigint', 'shard smallint'],
  ...[...RESOURCE_SLOTS, 'last_quantity', 'last_amount'].map((name) => `${name} numeric`),
  'last_day date',
].join(', ');

/** What a balance does not tell anew stays as it is; a day before its last one does not turn that back. */
const ASSIGNMENTS = [
  ...[...RESOURCE_SLOTS, 'last_quantity', 'last_amount'].map(
    (name) => `${name} = coalesce(x.${name}, b.${name})`,
  ),
  'last_day = greatest(x.last_day, b.last_day)',
  'version = b.version + 1',
].join(', ');

/** A key that several postings touch is written once, as the last of them leaves it. */
export function balanceFragment(
  settled: readonly SettledPosting[],
  ledger: PreparedLedger,
  parameters: Parameters,
): LedgerFragment[] {
  const rows = new Map<string, Record<string, unknown>>();
  for (const { settlement } of settled) {
    for (const balance of settlement.balances) {
      const register = ledger.registers.get(balance.register);
      if (!register || isDeferred(register)) continue;
      rows.set(keyIdOf(balance, ledger), balanceRow(register, balance, ledger));
    }
  }
  if (rows.size === 0) return [];
  const sql =
    `UPDATE ledger.balance b SET ${ASSIGNMENTS} FROM jsonb_to_recordset(${parameters.json([...rows.values()])}) AS x(${BALANCE_COLUMNS}) ` +
    `WHERE b.key_id = x.key_id AND b.shard = x.shard AND b.key_id = ANY (${parameters.add([...rows.keys()])}::bigint[])`;
  return [{ name: 'ledger_balance', sql }];
}

function balanceRow(
  register: CompiledRegister,
  balance: Balance,
  locked: LockedLedger,
): Record<string, unknown> {
  const { lastCost, lastDay, resources } = balance;
  return {
    key_id: keyIdOf(balance, locked),
    shard: isSplit(register) ? locked.shard : 0,
    last_quantity: lastCost?.quantity,
    last_amount: lastCost?.amount,
    last_day: lastDay,
    ...Object.fromEntries(register.resources.map(({ id, slot }) => [slot, resources[id]])),
  };
}

/** Movements that are folded into their balances later. */
export function unfoldedFragment(
  written: readonly SettledPosting[],
  { registers }: PreparedLedger,
  parameters: Parameters,
): LedgerFragment[] {
  const rows = rowsOfPostings(written, ({ settlement: { movements } }) => {
    const moved = new Set(movements.map(({ register }) => register));
    return [...moved].filter((key) => isFoldedLater(registers.get(key))).map((register) => ({ register }));
  });
  if (rows.length === 0) return [];
  const sql =
    `INSERT INTO ledger.unfolded (posting_id, register, period) SELECT p.id, x.register, p.period ` +
    `FROM ${POSTED} p JOIN jsonb_to_recordset(${parameters.json(rows)}) AS x(posting integer, register text) ON x.posting = p.n`;
  return [{ name: 'ledger_unfolded', sql }];
}

function isFoldedLater(register: CompiledRegister | undefined): boolean {
  return register !== undefined && register.keepsBalance && isDeferred(register);
}
