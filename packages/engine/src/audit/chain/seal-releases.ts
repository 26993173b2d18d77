import type { SqlSession } from '../../database/sql-session.js';
import { FIRST_ROOT } from './seal-entries.js';

const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('core.sealed_release', 0))`;

/** Releases are numbered under a lock that is held until they are committed: nothing comes in below the highest. */
const SEAL_NEXT = `
  WITH last AS (
    SELECT coalesce(max(number), 0) AS number,
           coalesce((SELECT s.root_hash FROM core.sealed_release s ORDER BY s.number DESC LIMIT 1), ${FIRST_ROOT}) AS root
      FROM core.sealed_release
  ), next AS (
    SELECT r.number, core.release_digest(r.number) AS hash FROM core.release r, last l WHERE r.number > l.number ORDER BY r.number LIMIT 1
  )
  INSERT INTO core.sealed_release (number, hash, previous_hash, root_hash, sealed_at)
  SELECT n.number, n.hash, l.root, sha256(l.root || n.hash), $1::timestamptz FROM next n, last l RETURNING number`;

const RELEASES_SEALED_AT_ONCE_MAX = 100;

/** Adds the releases that are not sealed yet to their chain. Tells whether there may be more. */
export async function sealReleases(session: SqlSession, at: string): Promise<boolean> {
  await session.query(LOCK);
  for (let sealed = 0; sealed < RELEASES_SEALED_AT_ONCE_MAX; sealed += 1) {
    const { rowCount } = await session.query(SEAL_NEXT, [at]);
    if (rowCount === 0) return false;
  }
  return true;
}

/** Whether there is anything to seal; asked without a lock, because it mostly is not. */
export async function areReleasesSealed(session: SqlSession): Promise<boolean> {
  const { rows } = await session.query<{ sealed: boolean }>(
    `SELECT coalesce((SELECT max(number) FROM core.release), 0) <= coalesce((SELECT max(number) FROM core.sealed_release), 0) AS sealed`,
  );
  return rows[0]?.sealed === true;
}
