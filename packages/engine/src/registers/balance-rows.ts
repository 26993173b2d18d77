import { LINES_PER_DOCUMENT_MAX } from '@dougong/kernel/foundation';
import type { CompiledRegister } from '@dougong/kernel/registers';
import { joinBalance } from './balance-modes.js';
import { balanceAsJson, dimensionsEqual, isNotEmpty } from './ledger-columns.js';

/** One row more than a document may hold, so that too many are noticed and not cut off. */
const ROWS_MAX = LINES_PER_DOCUMENT_MAX + 1;

type Where = Readonly<Record<string, string>>;
type Placeholder = (value: unknown) => string;

/**
 * A query (to stand in brackets) that gives the balances of a register that are not zero as one JSON array of flat
 * objects, dimensions and resources by their keys.
 * @param where dimension -> value.
 */
export function balanceRowsQuery(register: CompiledRegister, where: Where, p: Placeholder): string {
  const conditions = [
    `k.register = ${p(register.key)}`,
    ...dimensionsEqual(register, where, 'k', p),
    isNotEmpty(register, 'b'),
  ];
  return aggregated(
    `SELECT ${balanceAsJson(register, 'k', 'b')} AS item, k.id FROM ledger.register_key k ` +
      `${joinBalance(register, 'k', 'b')} WHERE ${conditions.join(' AND ')}`,
  );
}

function aggregated(rows: string): string {
  return `SELECT coalesce(jsonb_agg(x.item ORDER BY x.id), '[]'::jsonb) FROM (${rows} ORDER BY k.id LIMIT ${ROWS_MAX}) x`;
}
