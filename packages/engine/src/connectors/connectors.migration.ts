/** Where an outside system is and how it lets us in; credentials are locked. */
const CONNECTOR = `
  CREATE TABLE core.connector (
    key text PRIMARY KEY,
    base_url text NOT NULL,
    account uuid NOT NULL REFERENCES core.user_account,
    credentials bytea,
    since date,
    active boolean NOT NULL,
    changed_at timestamptz NOT NULL,
    changed_by uuid REFERENCES core.user_account
  )`;

/** How far each import and export is: the watermark of an import, what an export need not look at any more. */
const STATE = `
  CREATE TABLE core.connector_state (
    connector text NOT NULL,
    pipeline text NOT NULL,
    watermark text,
    settled_through text,
    seen_minute text,
    compared_minute text,
    failures integer NOT NULL DEFAULT 0,
    retry_at timestamptz,
    last_run_at timestamptz,
    last_outcome text,
    last_failure jsonb,
    last_counts jsonb,
    PRIMARY KEY (connector, pipeline)
  )`;

/** Which record of ours a record of theirs became, and what it said when it came. */
const LINK = `
  CREATE TABLE core.connector_link (
    connector text NOT NULL,
    pipeline text NOT NULL,
    their_key text NOT NULL,
    record_id uuid NOT NULL,
    hash bytea NOT NULL,
    version integer NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (connector, pipeline, their_key)
  )`;

const SENT = `
  CREATE TABLE core.connector_sent (
    connector text NOT NULL,
    pipeline text NOT NULL,
    source text NOT NULL,
    version integer NOT NULL,
    day date NOT NULL,
    number text,
    their_key text,
    total text,
    skipped boolean NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (connector, pipeline, source)
  );
  CREATE INDEX connector_sent_day ON core.connector_sent (connector, pipeline, day)`;

/** What did not come through, until somebody has it tried again or lets it be. */
const LETTER = `
  CREATE TABLE core.connector_letter (
    id uuid PRIMARY KEY,
    connector text NOT NULL,
    pipeline text NOT NULL,
    source text NOT NULL,
    payload jsonb,
    failure jsonb NOT NULL,
    attempts integer NOT NULL DEFAULT 1,
    state text NOT NULL CHECK (state IN ('open', 'done', 'dismissed')),
    created_at timestamptz NOT NULL,
    failed_at timestamptz NOT NULL,
    settled_at timestamptz,
    settled_by uuid REFERENCES core.user_account
  );
  CREATE UNIQUE INDEX connector_letter_open ON core.connector_letter (connector, pipeline, source) WHERE state = 'open';
  CREATE INDEX connector_letter_at ON core.connector_letter (connector, created_at DESC, id DESC)`;

/** What a daily comparison found, the newest of each day. */
const COMPARISON = `
  CREATE TABLE core.connector_comparison (
    connector text NOT NULL,
    pipeline text NOT NULL,
    day date NOT NULL,
    at timestamptz NOT NULL,
    ours integer NOT NULL,
    theirs integer NOT NULL,
    missing jsonb NOT NULL,
    unknown jsonb NOT NULL,
    different jsonb NOT NULL,
    PRIMARY KEY (connector, pipeline, day)
  )`;

const RUNS = `CREATE INDEX job_of_connector ON core.job ((params ->> 'connector'), created_at DESC) WHERE kind = 'connector'`;

export const CONNECTOR_TABLES = [CONNECTOR, STATE, LINK, SENT, LETTER, COMPARISON, RUNS];
