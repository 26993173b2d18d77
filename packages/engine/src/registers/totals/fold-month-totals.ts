import type { SqlSession } from '../../database/sql-session.js';
import { RESOURCE_SLOTS } from '../ledger-columns.js';

/**
 * Brings the totals by month up to date. What is added is what has been posted by transactions that all have ended, each
 * once: the mark moves in the same transaction. A movement of an earlier month is added to the later sums of its key too.
 */

/** Postings of one transaction are never divided, so a batch may be larger. */
const POSTINGS_PER_BATCH = 2000;

const each = (text: (number: string) => string) =>
  RESOURCE_SLOTS.map((slot) => text(slot.slice(1))).join(', ');
const names = (...groups: readonly string[]) => groups.map((group) => each((n) => `${group}${n}`)).join(', ');

const TURNOVER = each(
  (n) =>
    `coalesce(sum(m.r${n}) FILTER (WHERE m.direction = 1), 0) AS in${n}, ` +
    `coalesce(-sum(m.r${n}) FILTER (WHERE m.direction = -1), 0) AS out${n}`,
);

/** Several engines may try; one does it, the others go on resting. */
const TAKE = `SELECT stale_from::text FROM ledger.month_mark FOR NO KEY UPDATE SKIP LOCKED`;

/** The transaction before which all postings are added now: all that have ended, or those of one batch. */
const UNTIL = `
  SELECT least(pg_snapshot_xmin(pg_current_snapshot()), (
    SELECT n.xid FROM ledger.posting n WHERE n.xid > (
      SELECT p.xid FROM ledger.posting p, mark
       WHERE p.xid >= mark.xid AND p.id > mark.floor_id ORDER BY p.xid OFFSET ${POSTINGS_PER_BATCH - 1} LIMIT 1
    ) ORDER BY n.xid LIMIT 1
  )) AS xid`;

const FOLD = `
  WITH mark AS MATERIALIZED (SELECT xid, floor_id FROM ledger.month_mark), until AS MATERIALIZED (${UNTIL}), posted AS MATERIALIZED (
    SELECT id, period FROM ledger.posting
     WHERE xid >= (SELECT xid FROM mark) AND xid < (SELECT xid FROM until) AND id > (SELECT floor_id FROM mark)
  ), delta AS MATERIALIZED (
    SELECT m.key_id, p.period AS month, ${TURNOVER}
      FROM posted p CROSS JOIN LATERAL (
        SELECT m.key_id, m.direction, ${names('m.r')} FROM ledger.movement m
         WHERE m.period = p.period AND m.posting_id = p.id OFFSET 0) m
     GROUP BY m.key_id, p.period
  ), touched AS MATERIALIZED (SELECT key_id, min(month) AS month FROM delta GROUP BY key_id), changed AS (
    SELECT key_id, month, ${each((n) => `sum(in${n}) AS in${n}, sum(out${n}) AS out${n}`)} FROM (
      SELECT key_id, month, ${names('in', 'out')} FROM delta
      UNION ALL
      SELECT t.key_id, t.month, ${names('t.in', 't.out')}
        FROM touched f JOIN ledger.month_total t ON t.key_id = f.key_id AND t.month >= f.month
    ) x GROUP BY key_id, month
  ), before AS (
    SELECT f.key_id, ${names('t.cum')} FROM touched f CROSS JOIN LATERAL (
      SELECT ${names('cum')} FROM ledger.month_total t
       WHERE t.key_id = f.key_id AND t.month < f.month ORDER BY t.month DESC LIMIT 1) t
  ), written AS (
    INSERT INTO ledger.month_total AS t (key_id, month, ${names('in', 'out', 'cum')})
    SELECT c.key_id, c.month, ${names('c.in', 'c.out')},
           ${each((n) => `coalesce(b.cum${n}, 0) + sum(c.in${n} - c.out${n}) OVER (PARTITION BY c.key_id ORDER BY c.month)`)}
      FROM changed c LEFT JOIN before b ON b.key_id = c.key_id
    ON CONFLICT (key_id, month) DO UPDATE
       SET (${names('in', 'out', 'cum')}) = ROW (${names('excluded.in', 'excluded.out', 'excluded.cum')})
  )
  UPDATE ledger.month_mark SET xid = until.xid FROM until
  RETURNING until.xid < pg_snapshot_xmin(pg_current_snapshot()) AS more`;

const CLEAR_MONTH = `DELETE FROM ledger.month_total WHERE month = $1`;

const BUILD_MONTH = `
  INSERT INTO ledger.month_total (key_id, month, ${names('in', 'out', 'cum')})
  SELECT d.key_id, $1, ${names('d.in', 'd.out')}, ${each((n) => `coalesce(b.cum${n}, 0) + d.in${n} - d.out${n}`)}
    FROM (
      SELECT m.key_id, ${TURNOVER} FROM ledger.movement m JOIN ledger.posting p ON p.id = m.posting_id, ledger.month_mark k
       WHERE m.period = $1 AND p.period = $1 AND (p.xid < k.xid OR p.id <= k.floor_id) GROUP BY m.key_id
    ) d LEFT JOIN LATERAL (
      SELECT ${names('t.cum')} FROM ledger.month_total t
       WHERE t.key_id = d.key_id AND t.month < $1 ORDER BY t.month DESC LIMIT 1
    ) b ON true`;

/** Stale ends with the last month that anything stands in. */
const MONTH_IS_BUILT = `
  UPDATE ledger.month_mark SET stale_from = (SELECT min(m.period) FROM ledger.movement m WHERE m.period > $1)`;

/**
 * Does one step in the transaction of the session: builds the first month that is stale, or adds a batch of what was posted
 * since. Tells whether there may be more to do at once.
 */
export async function foldMonthTotals(session: SqlSession): Promise<boolean> {
  const { rows } = await session.query<{ stale_from: string | null }>(TAKE);
  const [mark] = rows;
  if (!mark) return false;
  if (mark.stale_from === null) return addBatch(session);
  for (const step of [CLEAR_MONTH, BUILD_MONTH, MONTH_IS_BUILT]) await session.query(step, [mark.stale_from]);
  return true;
}

async function addBatch(session: SqlSession): Promise<boolean> {
  const { rows } = await session.query<{ more: boolean }>(FOLD);
  return rows[0]?.more ?? false;
}
