import type { SqlSession } from '../../database/sql-session.js';
import { Refusal } from '../../http/refusal.js';

/** What others did since somebody looked: the last of it for each draft. */
const SINCE = `
  SELECT DISTINCT ON (o.kind, o.key) o.kind, o.key, o.cause, o.at, u.name AS by
    FROM core.draft_operation o LEFT JOIN core.user_account u ON u.id = o.actor
   WHERE o.revision > $1 ORDER BY o.kind, o.key, o.id DESC LIMIT 100`;

/** Somebody has changed drafts since the caller looked; the refusal says which, who and when. */
export async function staleDrafts(
  session: Pick<SqlSession, 'query'>,
  seen: number,
  current: number,
): Promise<Refusal> {
  const { rows } = await session.query(SINCE, [seen]);
  return new Refusal(412, 'stale_version', [], {
    params: { seen, current, changed: rows },
    headers: { ETag: `"${current}"` },
  });
}
