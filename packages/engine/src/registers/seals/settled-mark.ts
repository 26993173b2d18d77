import type { SqlSession } from '../../database/sql-session.js';

/** The tables whose rows are sealed in the order of their numbers. */
export type SealedTable = 'ledger.posting' | 'core.audit_entry';

/** A row, and when the transactions that might still bring one with a lower number are over. */
interface Mark {
  readonly row: string;
  /** A transaction number drawn when the mark was set: whoever was at work then has a lower one. */
  readonly horizon: string;
}

/** The upper end of a snapshot would not do: it is past the highest transaction that is over, not past those at work. */
const SET = (table: SealedTable) =>
  `SELECT coalesce(max(id), 0)::text AS row, pg_current_xact_id()::text AS horizon FROM ${table}`;
const IS_PAST = 'SELECT pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8 AS past';

/**
 * Finds out up to which row of a table all numbers are final. Numbers are drawn in order but committed in any: a row with a lower number
 * may come after one with a higher. Whoever had drawn a lower number than the highest that is seen was at work when it was seen; once all
 * transactions of that moment are over, nothing below comes any more. The numbers of the transactions alone would not tell: the one that
 * began later may have drawn first.
 */
export class SettledMark {
  private pending: Mark | undefined;

  constructor(private readonly table: SealedTable) {}

  /** The last row below which nothing comes any more; none while somebody who was at work then still is. */
  async reach(session: SqlSession): Promise<string | undefined> {
    this.pending ??= await setMark(session, this.table);
    const { row, horizon } = this.pending;
    const { rows } = await session.query<{ past: boolean }>(IS_PAST, [horizon]);
    if (rows[0]?.past !== true) return undefined;
    this.pending = undefined;
    return row;
  }
}

async function setMark(session: SqlSession, table: SealedTable): Promise<Mark> {
  const { rows } = await session.query<{ row: string; horizon: string }>(SET(table));
  const [row] = rows;
  if (!row) throw new Error('an aggregate has one row');
  return row;
}
