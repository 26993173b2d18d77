import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Two sets of books compared: runs, the differences they found with their life, data sets that others push, reports. */
export class Reconciliation1764000000017 implements MigrationInterface {
  readonly name = 'Reconciliation1764000000017';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}

const ENTRY = `
  ord bigint NOT NULL,
  document text COLLATE "C" NOT NULL,
  line integer NOT NULL,
  type text COLLATE "C" NOT NULL,
  date date NOT NULL,
  item text COLLATE "C" NOT NULL,
  place text COLLATE "C",
  lot text COLLATE "C",
  quantity numeric NOT NULL,
  amount numeric NOT NULL,
  origin_form text,
  origin_record text`;

const HOLDING = `
  key text COLLATE "C" NOT NULL,
  item text COLLATE "C" NOT NULL,
  place text COLLATE "C",
  lot text COLLATE "C",
  quantity numeric NOT NULL,
  amount numeric NOT NULL`;

const MEASURES = `
  category text NOT NULL CHECK (category IN ('business_type', 'timing_lag', 'quantity', 'amount')),
  cause text CHECK (cause IN ('duplicate_in_operation', 'duplicate_in_books')),
  document text,
  line integer,
  key text,
  item text NOT NULL,
  place text,
  lot text,
  type text,
  quantity numeric NOT NULL,
  amount numeric NOT NULL,
  at_stake numeric NOT NULL,
  share numeric,
  alert boolean NOT NULL,
  level text NOT NULL CHECK (level IN ('red', 'yellow', 'green')),
  due date NOT NULL,
  missing_in text CHECK (missing_in IN ('operation', 'books')),
  lag_days integer,
  operation_type text,
  books_type text,
  compensated numeric`;

const STAGED = `operation_entry, books_entry, operation_kept, books_kept, operation_holding, books_holding, pairing, standard, found`;
const GRANTED = STAGED.split(', ')
  .map((table) => `pg_temp.${table}`)
  .join(', ');

/**
 * What a run works on is gone with its transaction. The application's role may make no tables, so it is given these, and the
 * planner is told what lies in them, by the owner.
 */
const STAGING = `
  CREATE FUNCTION reconciliation.open_staging() RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    CREATE TEMPORARY TABLE operation_entry (${ENTRY}) ON COMMIT DROP;
    CREATE TEMPORARY TABLE books_entry (${ENTRY}) ON COMMIT DROP;
    CREATE TEMPORARY TABLE operation_kept (${ENTRY}) ON COMMIT DROP;
    CREATE TEMPORARY TABLE books_kept (${ENTRY}) ON COMMIT DROP;
    CREATE TEMPORARY TABLE operation_holding (${HOLDING}) ON COMMIT DROP;
    CREATE TEMPORARY TABLE books_holding (${HOLDING}) ON COMMIT DROP;
    CREATE TEMPORARY TABLE pairing (operation bigint, books bigint, duplicate_in text) ON COMMIT DROP;
    CREATE TEMPORARY TABLE standard (item text COLLATE "C" PRIMARY KEY, cost numeric NOT NULL) ON COMMIT DROP;
    CREATE TEMPORARY TABLE found (${MEASURES}, occurrence integer NOT NULL, operation bigint, books bigint) ON COMMIT DROP;
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ${GRANTED} TO %I', session_user);
  END $$;
  CREATE FUNCTION reconciliation.count_staging() RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  BEGIN
    ANALYZE ${STAGED};
  END $$;
  REVOKE EXECUTE ON FUNCTION reconciliation.open_staging(), reconciliation.count_staging() FROM PUBLIC`;

const RUN = `
  CREATE TABLE reconciliation.run (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    definition text NOT NULL,
    release integer NOT NULL,
    period date NOT NULL,
    cutoff date NOT NULL,
    run_date date NOT NULL,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    requested_at timestamptz NOT NULL,
    requested_by uuid NOT NULL,
    started_at timestamptz,
    leased_until timestamptz,
    ended_at timestamptz,
    attempts integer NOT NULL DEFAULT 0,
    sets jsonb NOT NULL DEFAULT '{}',
    inputs jsonb,
    summary jsonb,
    result_hash text,
    failure text
  );
  CREATE INDEX run_by_definition ON reconciliation.run (definition, id);
  CREATE INDEX run_under_way ON reconciliation.run (id) WHERE state IN ('waiting', 'running');
  CREATE TABLE reconciliation.run_phase (
    run bigint PRIMARY KEY REFERENCES reconciliation.run,
    phase text NOT NULL
  );
  CREATE TABLE reconciliation.schedule (
    definition text PRIMARY KEY,
    seen_minute text NOT NULL
  )`;

const DATA_SET = `
  CREATE TABLE reconciliation.data_set (
    id uuid PRIMARY KEY,
    definition text NOT NULL,
    side text NOT NULL CHECK (side IN ('operation', 'books')),
    row_count integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL,
    created_by uuid NOT NULL
  );
  CREATE INDEX data_set_by_definition ON reconciliation.data_set (definition, side, created_at);
  CREATE TABLE reconciliation.data_row (
    set_id uuid NOT NULL REFERENCES reconciliation.data_set ON DELETE CASCADE,
    ord integer NOT NULL,
    document text,
    line integer,
    type text,
    date date,
    item text NOT NULL,
    place text,
    lot text,
    unit text,
    quantity numeric NOT NULL,
    amount numeric NOT NULL,
    PRIMARY KEY (set_id, ord)
  )`;

/** A difference keeps its row as long as runs find it, and when it comes back; what happened to it is only added to. */
const DIFFERENCE = `
  CREATE TABLE reconciliation.difference (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    definition text NOT NULL,
    identity bytea NOT NULL,
    period date NOT NULL,
    ${MEASURES.trim()},
    operation_row jsonb,
    books_row jsonb,
    first_seen date NOT NULL,
    last_seen date NOT NULL,
    first_run bigint NOT NULL REFERENCES reconciliation.run,
    last_run bigint NOT NULL REFERENCES reconciliation.run,
    role text NOT NULL,
    assignee uuid,
    state text NOT NULL CHECK (state IN ('open', 'assigned', 'explained', 'fixing', 'approved', 'closed', 'reopened')),
    reason text,
    note text,
    explained_by uuid,
    remedy text,
    remedy_form text,
    remedy_record uuid,
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    escalated_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    UNIQUE (definition, identity)
  );
  CREATE INDEX difference_by_period ON reconciliation.difference (definition, period, state);
  CREATE INDEX difference_by_due ON reconciliation.difference (due, id) WHERE state <> 'closed';
  CREATE INDEX difference_by_assignee ON reconciliation.difference (assignee, due) WHERE state <> 'closed';
  CREATE TABLE reconciliation.difference_event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    difference uuid NOT NULL,
    at timestamptz NOT NULL,
    run bigint,
    actor uuid,
    act text NOT NULL,
    from_state text,
    to_state text NOT NULL,
    details jsonb
  );
  CREATE INDEX difference_event_by_difference ON reconciliation.difference_event (difference, id);
  CREATE INDEX difference_event_by_run ON reconciliation.difference_event (run) WHERE run IS NOT NULL`;

/** What was reported of a month when it was closed. */
const REPORT = `
  CREATE TABLE reconciliation.report (
    definition text NOT NULL,
    period date NOT NULL,
    frozen_at timestamptz NOT NULL,
    content jsonb NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (definition, period)
  )`;

const APPEND_ONLY = ['difference_event', 'report'].map(
  (table) => `
  CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON reconciliation.${table}
    FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_change()`,
);

const STATEMENTS = [
  'CREATE SCHEMA reconciliation',
  STAGING,
  RUN,
  DATA_SET,
  DIFFERENCE,
  REPORT,
  ...APPEND_ONLY,
];
