import type { SqlSession } from '../../database/sql-session.js';

/** A posting, and when the transactions that might still bring one with a lower number are over. */
interface Mark {
  readonly posting: string;
  /** A transaction number drawn when the mark was set: whoever was at work then has a lower one. */
  readonly horizon: string;
}

/** The upper end of a snapshot would not do: it is past the highest transaction that is over, not past those at work. */
const SET = `SELECT coalesce(max(id), 0)::text AS posting, pg_current_xact_id()::text AS horizon FROM ledger.posting`;
const IS_PAST = 'SELECT pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8 AS past';

/**
 * Finds out up to which posting all numbers are final. Numbers are drawn in order but committed in any: a posting with a lower number
 * may come after one with a higher. Whoever had drawn a lower number than the highest that is seen was at work when it was seen; once all
 * transactions of that moment are over, nothing below comes any more. The numbers of the transactions alone would not tell: the one that
 * began later may have drawn first.
 */
export class SettledMark {
  private pending: Mark | undefined;

  /** The last posting below which nothing comes any more; none while somebody who was at work then still is. */
  async reach(session: SqlSession): Promise<string | undefined> {
    this.pending ??= await setMark(session);
    const { posting, horizon } = this.pending;
    const { rows } = await session.query<{ past: boolean }>(IS_PAST, [horizon]);
    if (rows[0]?.past !== true) return undefined;
    this.pending = undefined;
    return posting;
  }
}

async function setMark(session: SqlSession): Promise<Mark> {
  const { rows } = await session.query<{ posting: string; horizon: string }>(SET);
  const [row] = rows;
  if (!row) throw new Error('an aggregate has one row');
  return row;
}
