/** Runs of cost accounting: what they went by, what they came to, and where every figure comes from. */

const SCHEMA = 'CREATE SCHEMA IF NOT EXISTS costing';

/**
 * A run is a numbered version of a period. Its inputs are kept with it, so that with the definitions of its release it gives
 * the same figures again. One version of a period is official.
 */
const RUN = `
  CREATE TABLE costing.run (
    id uuid PRIMARY KEY,
    allocation text NOT NULL,
    period_from date NOT NULL,
    period_to date NOT NULL,
    version integer NOT NULL,
    state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done', 'official', 'superseded', 'failed')),
    parameters jsonb NOT NULL,
    release integer NOT NULL,
    formulas jsonb NOT NULL,
    comment text,
    rerun_of uuid REFERENCES costing.run,
    inputs jsonb,
    input_hash bytea,
    settlements jsonb,
    issues jsonb,
    started_by uuid NOT NULL,
    started_at timestamptz NOT NULL,
    finished_at timestamptz,
    official_by uuid,
    official_at timestamptz,
    CONSTRAINT run_version UNIQUE (allocation, period_from, version)
  );
  CREATE UNIQUE INDEX run_official ON costing.run (allocation, period_from) WHERE state = 'official';
  CREATE INDEX run_waiting ON costing.run (started_at) WHERE state = 'running'`;

const RESULT = `
  CREATE TABLE costing.result (
    run_id uuid NOT NULL REFERENCES costing.run,
    ord integer NOT NULL,
    receiver text NOT NULL,
    product text NOT NULL,
    part text NOT NULL,
    element text NOT NULL,
    item text,
    quantity numeric NOT NULL,
    amount numeric NOT NULL,
    unit numeric,
    PRIMARY KEY (run_id, ord)
  );
  CREATE INDEX result_by_product ON costing.result (product, run_id)`;

const TRACE = `
  CREATE TABLE costing.trace (
    run_id uuid NOT NULL REFERENCES costing.run,
    ord integer NOT NULL,
    kind text NOT NULL,
    place text NOT NULL,
    name text,
    element text,
    driver text,
    receiver text,
    source text,
    row_id text,
    quantity numeric,
    total numeric,
    amount numeric,
    PRIMARY KEY (run_id, ord)
  );
  CREATE INDEX trace_by_receiver ON costing.trace (run_id, receiver, ord);
  CREATE INDEX trace_by_name ON costing.trace (run_id, name, ord)`;

const VARIANCE = `
  CREATE TABLE costing.variance (
    run_id uuid NOT NULL REFERENCES costing.run,
    ord integer NOT NULL,
    receiver text NOT NULL,
    product text NOT NULL,
    kind text NOT NULL,
    item text,
    standard_quantity numeric NOT NULL,
    standard_price numeric NOT NULL,
    actual_quantity numeric NOT NULL,
    actual_amount numeric NOT NULL,
    standard numeric NOT NULL,
    total numeric NOT NULL,
    price numeric NOT NULL,
    usage numeric NOT NULL,
    PRIMARY KEY (run_id, ord)
  )`;

/** Documents that true provisional receipts up. They are planned with the run becoming official and made one by one. */
const SETTLEMENT = `
  CREATE TABLE costing.settlement (
    run_id uuid NOT NULL REFERENCES costing.run,
    receiver text NOT NULL,
    form text NOT NULL,
    record_id uuid NOT NULL UNIQUE,
    amount numeric NOT NULL,
    made_at timestamptz,
    PRIMARY KEY (run_id, receiver)
  );
  CREATE INDEX settlement_open ON costing.settlement (run_id) WHERE made_at IS NULL`;

function appendOnly(table: string): string {
  return `
  CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON costing.${table}
    FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_change()`;
}

/** Statements that make the tables of cost runs. They need the schema `core` with its function `refuse_change`. */
export const COSTING_TABLES: readonly string[] = [
  SCHEMA,
  RUN,
  RESULT,
  TRACE,
  VARIANCE,
  SETTLEMENT,
  ...['result', 'trace', 'variance'].map(appendOnly),
];
