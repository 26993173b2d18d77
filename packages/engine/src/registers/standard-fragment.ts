import type { SettledPosting } from '@dougong/kernel/commands';
import { balanceKey } from '@dougong/kernel/registers';
import type { Parameters } from '../database/sql-text.js';
import { DIMENSION_SLOTS } from './ledger-columns.js';
import { keyHash } from './ledger-keys.js';
import type { LedgerFragment } from './ledger-fragment.js';
import type { PreparedLedger } from './ledger-store.js';

const SLOTS = DIMENSION_SLOTS.join(', ');
const COLUMNS = `register text, hash text, ${DIMENSION_SLOTS.map((slot) => `${slot} text`).join(', ')}, quantity numeric, amount numeric`;

/** New standard costs; those before stay, the latest counts. */
export function standardFragment(
  { settlement }: SettledPosting,
  at: number,
  { registers }: PreparedLedger,
  parameters: Parameters,
): LedgerFragment[] {
  if (settlement.standards.length === 0) return [];
  const rows = settlement.standards.map(({ register, group, quantity, amount }) => {
    const dimensions = registers.get(register)?.dimensions ?? [];
    return {
      register,
      hash: keyHash(balanceKey(register, group)),
      ...Object.fromEntries(dimensions.map(({ slot }, index) => [slot, group[index]])),
      quantity,
      amount,
    };
  });
  const sql =
    `INSERT INTO ledger.standard_cost (register, group_hash, ${SLOTS}, quantity, amount, posting_id) ` +
    `SELECT x.register, decode(x.hash, 'hex'), ${SLOTS}, x.quantity, x.amount, p.id ` +
    `FROM ledger_posting_${at} p, jsonb_to_recordset(${parameters.json(rows)}) AS x(${COLUMNS})`;
  return [{ name: `ledger_standard_${at}`, sql }];
}
