import { RESOURCE_SLOTS } from '../ledger-columns.js';

/** Sums of movements by key and month, so that a balance of the past is one row and the movements of a few days. */

function columns(group: string): string {
  return RESOURCE_SLOTS.map((slot) => `${slot.replace('r', group)} numeric NOT NULL`).join(', ');
}

/** A key has a row for each month in which it moved; what it holds after other months stands in the row before. */
const MONTH_TOTAL = `
  CREATE TABLE ledger.month_total (
    key_id bigint NOT NULL,
    month date NOT NULL,
    ${columns('in')},
    ${columns('out')},
    ${columns('cum')},
    PRIMARY KEY (key_id, month)
  ) WITH (fillfactor = 60)`;

/**
 * What the totals hold: the postings of all transactions before `xid`, in months before `stale_from`. Numbers of transactions are
 * those of one server only, so postings that came with a restored copy, up to `floor_id`, count as held whatever their number says.
 */
const MONTH_MARK = `
  CREATE TABLE ledger.month_mark (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    cluster bigint NOT NULL,
    floor_id bigint NOT NULL,
    xid xid8 NOT NULL,
    stale_from date
  );
  CREATE INDEX IF NOT EXISTS posting_by_xid ON ledger.posting (xid)`;

/**
 * Begins the totals anew where the numbers of transactions are those of another server: after a restore, and the first time.
 * Nobody posts meanwhile. Whoever has begun a transaction but not posted yet comes after the mark, because it is not past it.
 */
const ADOPT = `
  CREATE FUNCTION ledger.adopt_month_totals() RETURNS boolean LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    here bigint := (SELECT system_identifier FROM pg_control_system());
  BEGIN
    IF EXISTS (SELECT FROM ledger.month_mark WHERE cluster = here) THEN RETURN false; END IF;
    LOCK TABLE ledger.posting IN SHARE MODE;
    INSERT INTO ledger.month_mark (cluster, floor_id, xid, stale_from)
    SELECT here, coalesce(max(id), 0), pg_snapshot_xmin(pg_current_snapshot()), min(period) FROM ledger.posting
    ON CONFLICT (one) DO UPDATE SET cluster = excluded.cluster, floor_id = excluded.floor_id,
      xid = excluded.xid, stale_from = excluded.stale_from;
    RETURN true;
  END $$`;

/** The totals from the month of a day on are not read any more until they have been built again. */
const DROP_MONTH_TOTALS = `
  CREATE OR REPLACE FUNCTION ledger.drop_month_totals(first_day date) RETURNS void LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$
    UPDATE ledger.month_mark SET stale_from = least(stale_from, date_trunc('month', first_day::timestamp)::date)
  $$`;

/** Statements that make the totals. */
export const MONTH_TOTALS: readonly string[] = [
  MONTH_TOTAL,
  MONTH_MARK,
  ADOPT,
  DROP_MONTH_TOTALS,
  'SELECT ledger.adopt_month_totals()',
];
