import type { SqlSession } from '../../database/sql-session.js';
import { statementName } from '../../database/sql-text.js';

/** How many entries one seal covers at most. */
export const ENTRIES_SEALED_AT_ONCE_MAX = 2000;

/** Before the first seal stand 32 zero bytes. */
export const FIRST_ROOT = `decode(repeat('00', 32), 'hex')`;

/** Whoever seals, in whatever process, goes on where the last one stopped. Nobody who writes an entry asks for it. */
const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('core.audit_seal', 0))`;

const FORMAT = '1::smallint';

/** What a seal says of itself, so that its time cannot be changed either. */
export function entrySealItself(format: string, sealedAt: string): string {
  return `convert_to(${format}::text || ' ' || extract(epoch FROM ${sealedAt})::text, 'UTF8')`;
}

/**
 * Seals the next entries up to a number that is known to be final. The root is the hash of the root before, of the hashes of the
 * entries in the order of their numbers, and of what the seal says of itself.
 */
const SEAL = `
  WITH last AS (
    SELECT coalesce(max(to_entry), 0) AS entry,
           coalesce((SELECT s.root_hash FROM core.audit_seal s ORDER BY s.id DESC LIMIT 1), ${FIRST_ROOT}) AS root
      FROM core.audit_seal
  ), range AS (
    SELECT min(e.id) AS first, max(e.id) AS last
      FROM (SELECT id FROM core.audit_entry WHERE id > (SELECT entry FROM last) AND id <= $1::bigint ORDER BY id LIMIT $2::integer) e
  ), digest AS MATERIALIZED (
    SELECT d.* FROM range r, core.audit_entry_digests(r.first, r.last) d WHERE r.first IS NOT NULL
  ), made AS (
    INSERT INTO core.audit_seal (format, from_entry, to_entry, entries, previous_hash, root_hash, sealed_at)
    SELECT ${FORMAT}, l.entry + 1, max(d.entry_id), count(*), l.root,
           sha256(l.root || string_agg(d.entry_hash, '' ORDER BY d.entry_id) || ${entrySealItself(FORMAT, '$3::timestamptz')}), $3::timestamptz
      FROM digest d, last l GROUP BY l.entry, l.root
    RETURNING id, entries
  ), kept AS (
    INSERT INTO core.audit_sealed_entry (entry_id, seal_id, hash) SELECT d.entry_id, m.id, d.entry_hash FROM digest d, made m
  )
  SELECT entries FROM made`;

/**
 * Makes one seal inside the transaction of `session`; sealers wait for each other. Gives the number of entries that it covers.
 * @param upTo the last entry of which it is known that nobody will write one with a lower number any more.
 */
export async function sealEntries(session: SqlSession, upTo: string, at: string): Promise<number> {
  const values = [upTo, ENTRIES_SEALED_AT_ONCE_MAX, at];
  const [, { rows }] = await Promise.all([
    session.query(LOCK),
    session.prepared<{ entries: number }>(statementName(SEAL), SEAL, values),
  ]);
  return rows[0]?.entries ?? 0;
}
