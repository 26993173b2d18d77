import type { SqlSession } from '../../database/sql-session.js';
import { statementName } from '../../database/sql-text.js';

/** How many postings one seal covers at most. */
export const SEALED_AT_ONCE_MAX = 2000;

/** Whoever seals, in whatever process, goes on where the last one stopped. */
const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('ledger.seal', 0))`;

const FORMAT = '2::smallint';

/** What a seal says of itself. Those of the first format said nothing. */
export function sealItself(format: string, sealedAt: string): string {
  const text = `${format}::text || ' ' || extract(epoch FROM ${sealedAt})::text`;
  return `CASE WHEN ${format} < 2 THEN ''::bytea ELSE convert_to(${text}, 'UTF8') END`;
}

/**
 * Seals the next postings up to a number that is known to be final. The root is the hash of the root before, of what each posting
 * says, in the order of their numbers, and of what the seal says of itself; the first seal follows 32 zero bytes.
 */
const SEAL = `
  WITH last AS (
    SELECT coalesce(max(to_posting), 0) AS posting,
           coalesce((SELECT s.root_hash FROM ledger.seal s ORDER BY s.id DESC LIMIT 1), decode(repeat('00', 32), 'hex')) AS root
      FROM ledger.seal
  ), range AS (
    SELECT min(p.id) AS first, max(p.id) AS last
      FROM (SELECT id FROM ledger.posting WHERE id > (SELECT posting FROM last) AND id <= $1::bigint ORDER BY id LIMIT $2::integer) p
  ), digest AS MATERIALIZED (
    SELECT d.* FROM range r, ledger.posting_digests(r.first, r.last) d WHERE r.first IS NOT NULL
  ), made AS (
    INSERT INTO ledger.seal (format, from_posting, to_posting, postings, movements, previous_hash, root_hash, sealed_at)
    SELECT ${FORMAT}, l.posting + 1, max(d.posting_id), count(*), sum(d.movements), l.root,
           sha256(l.root || string_agg(d.head_hash || d.movements_hash || d.vouchers_hash, '' ORDER BY d.posting_id)
                         || ${sealItself(FORMAT, '$3::timestamptz')}), $3::timestamptz
      FROM digest d, last l GROUP BY l.posting, l.root
    RETURNING id, postings
  ), kept AS (
    INSERT INTO ledger.sealed_posting (posting_id, seal_id, movements, head_hash, movements_hash, vouchers_hash)
    SELECT d.posting_id, m.id, d.movements, d.head_hash, d.movements_hash, d.vouchers_hash FROM digest d, made m
  )
  SELECT postings FROM made`;

/**
 * Makes one seal inside the transaction of `session`; sealers wait for each other. Gives the number of postings that it covers.
 * @param upTo the last posting of which it is known that nobody will post one with a lower number any more.
 */
export async function sealBatch(session: SqlSession, upTo: string, at: string): Promise<number> {
  const values = [upTo, SEALED_AT_ONCE_MAX, at];
  const [, { rows }] = await Promise.all([
    session.query(LOCK),
    session.prepared<{ postings: number }>(statementName(SEAL), SEAL, values),
  ]);
  return rows[0]?.postings ?? 0;
}
