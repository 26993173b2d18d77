import type { CompiledRegister, EarlierMovement } from '@dougong/kernel/registers';
import type { SqlSession } from '../database/sql-session.js';
import { statementName } from '../database/sql-text.js';
import { earlierMovement } from './earlier-postings.js';
import { DIMENSION_SLOTS, RESOURCE_SLOTS } from './ledger-columns.js';

const COLUMNS = [
  ...['seq', 'link_seq', ...RESOURCE_SLOTS].map((name) => `m.${name}::text`),
  ...['period', 'business_date', 'rule_id', 'direction', 'line_no', 'line_id', 'entry', 'ord', 'details'].map(
    (name) => `m.${name}`,
  ),
  ...DIMENSION_SLOTS.map((slot) => `k.${slot}`),
  'p.purpose',
];

const HISTORY = `
  SELECT ${COLUMNS.join(', ')} FROM ledger.register_key k JOIN ledger.movement m ON m.key_id = k.id
    JOIN ledger.posting p ON p.id = m.posting_id WHERE k.register = $1 ORDER BY m.posting_id, m.ord, m.seq`;

/** All movements of registers in the order of posting, for whoever values them anew. Their balances are locked by then. */
export async function readHistories(
  session: SqlSession,
  registers: ReadonlyMap<string, CompiledRegister>,
  keys: readonly string[],
): Promise<ReadonlyMap<string, readonly EarlierMovement[]>> {
  const histories = await Promise.all(
    keys.map(async (key) => [key, await historyOf(session, registers.get(key))] as const),
  );
  return new Map(histories);
}

async function historyOf(
  session: SqlSession,
  register: CompiledRegister | undefined,
): Promise<readonly EarlierMovement[]> {
  if (!register) return [];
  const { rows } = await session.prepared<Record<string, unknown>>(statementName(HISTORY), HISTORY, [
    register.key,
  ]);
  return rows.map((row) => earlierMovement(register, row, String(row['purpose'])));
}
