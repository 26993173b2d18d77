import type { SqlSession } from '../../database/sql-session.js';
import { statementName } from '../../database/sql-text.js';
import type { TotalsState } from '../views/figure-months.js';

/** The upper bound lets the planner expect few postings. Their months are few, however many they are. */
const STATE = `
  SELECT k.xid::text, k.floor_id::text AS "floorId", k.stale_from::text AS "staleFrom", coalesce((
    SELECT array_agg(DISTINCT p.period::text) FROM ledger.posting p
     WHERE p.xid >= (SELECT xid FROM ledger.month_mark) AND p.xid <= '18446744073709551615'::xid8
       AND p.id > (SELECT floor_id FROM ledger.month_mark)
  ), '{}') AS "unseenMonths" FROM ledger.month_mark k`;

/** What the totals hold, in the snapshot of the session's transaction. */
export async function totalsState(session: SqlSession): Promise<TotalsState> {
  const { rows } = await session.prepared<TotalsState & Record<string, unknown>>(
    statementName(STATE),
    STATE,
    [],
  );
  const [state] = rows;
  if (!state) throw new Error('the totals have no mark');
  return state;
}
