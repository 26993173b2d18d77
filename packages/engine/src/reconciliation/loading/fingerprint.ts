import type { Side } from '@dougong/kernel/reconciliation';
import type { SqlSession } from '../../database/sql-session.js';
import { STAGED_ENTRIES, STAGED_HOLDINGS } from '../comparison/staging.js';

/** What a side was when it was compared. */
export interface Fingerprint {
  readonly rows: number;
  readonly hash: string;
  /** The last day of its entries: how fresh it is. */
  readonly latest: string | null;
}

/**
 * Hashes of rows are summed, once as they are and once hashed again, so that a million of them need no sorting; the same rows
 * give the same hash in any order, however many zeros their figures end with. Each row is hashed once: that is what takes time.
 */
function fingerprintOf(table: string, columns: string, latest: string): string {
  const sum = (value: string) => `coalesce(sum(${value}), 0)`;
  return `
    SELECT count(*)::int AS rows, max(latest) AS latest,
           encode(sha256(convert_to(concat_ws('/', count(*), ${sum('hash')}, ${sum('hashint8extended(hash, 1)')}), 'UTF8')), 'hex') AS hash
      FROM (SELECT hash_record_extended((${columns}), 0) AS hash, ${latest} AS latest FROM ${table} OFFSET 0) hashed`;
}

const ENTRY = 'document, line, type, date, item, place, lot, quantity, amount';
const HOLDING = 'key, quantity, amount';

/** Counts and hashes what was staged of a side. */
export async function fingerprint(
  session: SqlSession,
  side: Side,
  compare: 'entries' | 'balances',
): Promise<Fingerprint> {
  const text =
    compare === 'entries'
      ? fingerprintOf(STAGED_ENTRIES[side], ENTRY, 'date')
      : fingerprintOf(STAGED_HOLDINGS[side], HOLDING, 'NULL::date');
  const { rows } = await session.query<Fingerprint & Record<string, unknown>>(text);
  const { rows: count = 0, hash = '', latest = null } = rows[0] ?? {};
  return { rows: count, hash, latest };
}
