import type { SettledPosting } from '@dougong/kernel/commands';
import type { Balance, CompiledRegister } from '@dougong/kernel/registers';
import type { Parameters } from '../database/sql-text.js';
import { isDeferred, isSplit } from './balance-modes.js';
import { RESOURCE_SLOTS } from './ledger-columns.js';
import { keyIdOf, POSTED, rowsOfPostings } from './ledger-fragment.js';
import type { LedgerFragment } from './ledger-fragment.js';
import type { PreparedLedger } from './ledger-store.js';

const BALANCE_COLUMNS = [
  'key_id bigint',
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
  const whole: BalanceRows = new Map();
  const split: BalanceRows = new Map();
  for (const { settlement } of settled) {
    for (const balance of settlement.balances) {
      const register = ledger.registers.get(balance.register);
      if (!register || isDeferred(register)) continue;
      const id = keyIdOf(balance, ledger);
      (isSplit(register) ? split : whole).set(id, balanceRow(register, balance, id));
    }
  }
  return [
    ...updateOf('ledger_balance', whole, 0, parameters),
    ...updateOf('ledger_split_balance', split, ledger.shard, parameters),
  ];
}

type BalanceRows = Map<string, Record<string, unknown>>;

/**
 * Keys and shard stand beside the rows: where PostgreSQL does not know the table well, it goes by the index for nothing less than
 * the whole primary key.
 */
function updateOf(name: string, rows: BalanceRows, shard: number, parameters: Parameters): LedgerFragment[] {
  if (rows.size === 0) return [];
  const sql =
    `UPDATE ledger.balance b SET ${ASSIGNMENTS} FROM jsonb_to_recordset(${parameters.json([...rows.values()])}) AS x(${BALANCE_COLUMNS}) ` +
    `WHERE b.key_id = x.key_id AND b.key_id = ANY (${parameters.add([...rows.keys()])}::bigint[]) ` +
    `AND b.shard = ${parameters.add(shard)}::smallint`;
  return [{ name, sql }];
}

function balanceRow(register: CompiledRegister, balance: Balance, id: string): Record<string, unknown> {
  const { lastCost, lastDay, resources } = balance;
  const row: Record<string, unknown> = {
    key_id: id,
    last_quantity: lastCost?.quantity,
    last_amount: lastCost?.amount,
    last_day: lastDay,
  };
  for (const resource of register.resources) row[resource.slot] = resources[resource.id];
  return row;
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
