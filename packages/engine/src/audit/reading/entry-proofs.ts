import type { SqlSession } from '../../database/sql-session.js';
import type { AuditEntryView } from '../audit.wire.js';

/** What lets somebody without the database hash an entry again, and find it under its seal. */
export interface EntryProof {
  /** Number of the seal; none while the entry waits for one. */
  readonly seal: string | null;
  /** sha256 of the text, as it was sealed. */
  readonly hash: string | null;
  /** The one text of the entry. Left out where it would show what the reader may not see. */
  readonly text?: string;
}

const PROOFS = `
  SELECT w.id::text, s.seal_id::text AS seal, encode(s.hash, 'hex') AS hash, t.entry_text AS text
    FROM unnest($1::bigint[]) w (id) LEFT JOIN core.audit_sealed_entry s ON s.entry_id = w.id, core.audit_entry_texts(w.id, w.id) t`;

/** The proofs of some entries, by their ids. */
export async function entryProofs(
  session: SqlSession,
  views: readonly AuditEntryView[],
): Promise<ReadonlyMap<string, EntryProof>> {
  const masked = new Set(
    views.filter(({ changes }) => changes.some((change) => change.masked)).map(({ id }) => id),
  );
  const { rows } = await session.query<Required<EntryProof> & { id: string }>(PROOFS, [
    views.map(({ id }) => id),
  ]);
  return new Map(
    rows.map(({ id, seal, hash, text }) => [id, masked.has(id) ? { seal, hash } : { seal, hash, text }]),
  );
}
