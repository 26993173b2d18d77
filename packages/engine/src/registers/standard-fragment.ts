import type { SettledPosting } from '@dougong/kernel/commands';
import { balanceKey } from '@dougong/kernel/registers';
import type { SettledStandard } from '@dougong/kernel/registers';
import type { Parameters } from '../database/sql-text.js';
import { DIMENSION_SLOTS } from './ledger-columns.js';
import { keyHash } from './ledger-keys.js';
import { POSTED, rowsOfPostings } from './ledger-fragment.js';
import type { LedgerFragment } from './ledger-fragment.js';
import type { PreparedLedger } from './ledger-store.js';

const SLOTS = DIMENSION_SLOTS.join(', ');
const COLUMNS = `register text, hash text, ${DIMENSION_SLOTS.map((slot) => `${slot} text`).join(', ')}, quantity numeric, amount numeric`;

/** New standard costs; those before stay, the latest counts. */
export function standardFragment(
  written: readonly SettledPosting[],
  { registers }: PreparedLedger,
  parameters: Parameters,
): LedgerFragment[] {
  const rows = rowsOfPostings(written, ({ settlement }) =>
    settlement.standards.map((standard, n) => ({ n, ...standardRow(standard, registers) })),
  );
  if (rows.length === 0) return [];
  const sql =
    `INSERT INTO ledger.standard_cost (register, group_hash, ${SLOTS}, quantity, amount, posting_id) ` +
    `SELECT x.register, decode(x.hash, 'hex'), ${SLOTS}, x.quantity, x.amount, p.id ` +
    `FROM ${POSTED} p JOIN jsonb_to_recordset(${parameters.json(rows)}) AS x(posting integer, n integer, ${COLUMNS}) ` +
    `ON x.posting = p.n ORDER BY x.posting, x.n`;
  return [{ name: 'ledger_standard', sql }];
}

function standardRow(
  { register, group, quantity, amount }: SettledStandard,
  registers: PreparedLedger['registers'],
): Record<string, unknown> {
  const dimensions = registers.get(register)?.dimensions ?? [];
  return {
    register,
    hash: keyHash(balanceKey(register, group)),
    ...Object.fromEntries(dimensions.map(({ slot }, index) => [slot, group[index]])),
    quantity,
    amount,
  };
}
