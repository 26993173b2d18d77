/** Which days of the ledger nobody posts on any more. */

/**
 * Each row says where the boundaries stand after it, so the last one tells all; a reopening is a row too.
 */
const CLOSING = `
  CREATE TABLE ledger.closing (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('soft', 'closed', 'reopened')),
    through date,
    closed_through date,
    soft_through date,
    actor uuid,
    at timestamptz NOT NULL,
    reason text,
    release integer NOT NULL,
    CONSTRAINT closed_is_soft_too CHECK (closed_through IS NULL OR soft_through >= closed_through),
    CONSTRAINT reopened_for_a_reason CHECK (kind <> 'reopened' OR reason <> ''),
    CONSTRAINT closed_through_a_day CHECK (kind = 'reopened' OR through IS NOT NULL)
  );
  CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.closing
    FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_change()`;

/** Taken shared by whoever posts and alone by whoever closes. */
const CLOSING_LOCK = `hashtextextended('ledger.closing', 0)`;

const BOUNDARY = `
  CREATE FUNCTION ledger.period_boundary(OUT closed_through date, OUT soft_through date)
  LANGUAGE sql STABLE AS $$
    SELECT c.closed_through, c.soft_through FROM ledger.closing c ORDER BY c.id DESC LIMIT 1
  $$`;

/**
 * Who posts comes in here and stays until his transaction ends; a closing waits for him, and he for it. A volatile function
 * takes a new snapshot for each of its statements, so the boundary is read as it is once the lock is held. The transaction gets
 * its number before it draws one for a posting: sealing relies on that.
 */
const ENTER = `
  CREATE FUNCTION ledger.enter_periods(OUT closed_through date, OUT soft_through date)
  LANGUAGE plpgsql VOLATILE AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock_shared(${CLOSING_LOCK}), pg_current_xact_id();
    SELECT b.closed_through, b.soft_through INTO closed_through, soft_through FROM ledger.period_boundary() b;
  END $$`;

/** Waits until everybody who posts is through, and keeps others out. */
const SHUT = `
  CREATE FUNCTION ledger.shut_periods() RETURNS void LANGUAGE sql VOLATILE AS $$
    SELECT pg_advisory_xact_lock(${CLOSING_LOCK})
  $$`;

/** What was summed up of days that are open again no longer holds. Nothing is summed up yet. */
const DROP_MONTH_TOTALS = `
  CREATE FUNCTION ledger.drop_month_totals(first_day date) RETURNS void LANGUAGE sql VOLATILE AS ''`;

/** Statements that make the closing of periods. */
export const CLOSING_TABLES: readonly string[] = [CLOSING, BOUNDARY, ENTER, SHUT, DROP_MONTH_TOTALS];
