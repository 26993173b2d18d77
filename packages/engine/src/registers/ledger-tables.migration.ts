/** The generic tables of all registers: a register that is published needs no table of its own. */

const SLOTS = Array.from({ length: 12 }, (_, at) => `s${at + 1}`);

const SCHEMA = 'CREATE SCHEMA IF NOT EXISTS ledger';

/** One row for each combination of dimension values that was ever moved: movements and locks need one number. */
const REGISTER_KEY = `
  CREATE TABLE ledger.register_key (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    register text NOT NULL,
    hash bytea NOT NULL,
    ${SLOTS.map((slot) => `${slot} text`).join(',\n    ')},
    UNIQUE (register, hash)
  );
  ${SLOTS.map(
    (slot) =>
      `CREATE INDEX register_key_by_${slot} ON ledger.register_key (register, ${slot}, id) WHERE ${slot} IS NOT NULL`,
  ).join(';\n  ')}`;

const POSTING = `
  CREATE TABLE ledger.posting (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source_type text NOT NULL,
    source_id uuid NOT NULL,
    source_code text,
    purpose text NOT NULL,
    revision integer NOT NULL DEFAULT 1,
    kind text NOT NULL DEFAULT 'post' CHECK (kind IN ('post', 'reverse')),
    business_date date NOT NULL,
    period date NOT NULL,
    rule_key text,
    flow_key text,
    instance_id uuid,
    release integer NOT NULL,
    actor uuid NOT NULL,
    posted_at timestamptz NOT NULL,
    payload_hash bytea NOT NULL,
    CONSTRAINT posting_once UNIQUE (source_id, source_type, purpose, revision)
  )`;

/**
 * Movements have no foreign keys: their key was locked and their posting is written by the same statement, and rows of
 * neither are ever deleted. No type modifiers either: numeric(20,2) would round silently, the kernel refuses instead.
 */
const MOVEMENT = `
  CREATE TABLE ledger.movement (
    period date NOT NULL,
    seq bigint GENERATED ALWAYS AS IDENTITY,
    posting_id bigint NOT NULL,
    key_id bigint NOT NULL,
    business_date date NOT NULL,
    line_no integer,
    line_id uuid,
    rule_id text NOT NULL,
    direction smallint NOT NULL CHECK (direction IN (1, -1)),
    r1 numeric, r2 numeric, r3 numeric, r4 numeric,
    after1 numeric, after2 numeric, after3 numeric, after4 numeric,
    PRIMARY KEY (period, seq)
  ) PARTITION BY RANGE (period);
  CREATE INDEX movement_by_key ON ledger.movement (key_id, period, seq) INCLUDE (business_date, direction, r1, r2);
  CREATE INDEX movement_by_posting ON ledger.movement (posting_id)`;

/** No index on what changes and room on each page, so that an update stays on its page. */
const BALANCE = `
  CREATE TABLE ledger.balance (
    key_id bigint PRIMARY KEY REFERENCES ledger.register_key,
    r1 numeric NOT NULL DEFAULT 0,
    r2 numeric NOT NULL DEFAULT 0,
    r3 numeric NOT NULL DEFAULT 0,
    r4 numeric NOT NULL DEFAULT 0,
    version bigint NOT NULL DEFAULT 0
  ) WITH (fillfactor = 60)`;

const VOUCHER = `
  CREATE TABLE ledger.voucher (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    posting_id bigint NOT NULL REFERENCES ledger.posting,
    rule_id text NOT NULL,
    business_date date NOT NULL,
    period date NOT NULL,
    summary jsonb NOT NULL,
    total numeric NOT NULL
  );
  CREATE INDEX voucher_by_posting ON ledger.voucher (posting_id);
  CREATE TABLE ledger.voucher_line (
    voucher_id bigint NOT NULL REFERENCES ledger.voucher,
    line_no smallint NOT NULL,
    side text NOT NULL CHECK (side IN ('debit', 'credit')),
    role text NOT NULL,
    account text NOT NULL,
    title jsonb NOT NULL,
    amount numeric NOT NULL,
    PRIMARY KEY (voucher_id, line_no)
  );
  CREATE INDEX voucher_line_by_account ON ledger.voucher_line (account, voucher_id)`;

/** The trigger that the rights of the application role follow: SELECT and INSERT, nothing more. */
function appendOnly(table: string): string {
  return `
  CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.${table}
    FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_change()`;
}

/** Row triggers pass on to every partition, statement triggers do not: somebody may name a partition directly. */
const APPEND_ONLY_PARTITIONS = `
  CREATE TRIGGER refuse_row_change BEFORE UPDATE OR DELETE ON ledger.movement
    FOR EACH ROW EXECUTE FUNCTION core.refuse_change()`;

/** A balance changes with its movements and never goes away. */
const BALANCE_STAYS = `
  CREATE FUNCTION ledger.refuse_removal() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'rows of %.% are never deleted', TG_TABLE_SCHEMA, TG_TABLE_NAME
      USING ERRCODE = 'insufficient_privilege';
  END $$;
  CREATE TRIGGER refuse_removal BEFORE DELETE OR TRUNCATE ON ledger.balance
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_removal()`;

/**
 * Makes the monthly partitions around today and says how many were new. A table is filled out and then attached,
 * because making it as a partition would stop every posting meanwhile. There is no default partition: a date outside
 * is refused by name.
 */
const ENSURE_PARTITIONS = `
  CREATE FUNCTION ledger.ensure_partitions(months_back integer DEFAULT 2, months_ahead integer DEFAULT 13)
  RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    this_month date := date_trunc('month', now() AT TIME ZONE 'UTC');
    month date;
    name text;
    made integer := 0;
  BEGIN
    IF months_back NOT BETWEEN 0 AND 120 OR months_ahead NOT BETWEEN 0 AND 120 THEN
      RAISE EXCEPTION 'partitions reach at most 120 months' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('ledger.ensure_partitions', 0));
    FOR step IN -months_back .. months_ahead LOOP
      month := this_month + make_interval(months => step);
      name := 'movement_' || to_char(month, 'YYYY_MM');
      CONTINUE WHEN to_regclass(format('ledger.%I', name)) IS NOT NULL;
      EXECUTE format('CREATE TABLE ledger.%I (LIKE ledger.movement INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
      EXECUTE format('CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.%I '
        'FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_change()', name);
      EXECUTE format('ALTER TABLE ledger.movement ATTACH PARTITION ledger.%I FOR VALUES FROM (%L) TO (%L)',
        name, month, (month + interval '1 month')::date);
      made := made + 1;
    END LOOP;
    RETURN made;
  END $$`;

/**
 * The same around a given day. Where the last month lies further back than that, the months between are made too, so that the
 * ledger has no gap. The function without a day goes on by the clock of the database.
 */
export const LEDGER_MONTHS = `
  CREATE FUNCTION ledger.ensure_partitions(today date, months_back integer DEFAULT 2, months_ahead integer DEFAULT 13)
  RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    this_month date := date_trunc('month', today);
    month date := this_month - make_interval(months => months_back);
    last_month date := this_month + make_interval(months => months_ahead);
    gap date;
    name text;
    made integer := 0;
  BEGIN
    IF months_back NOT BETWEEN 0 AND 120 OR months_ahead NOT BETWEEN 0 AND 120 THEN
      RAISE EXCEPTION 'partitions reach at most 120 months' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('ledger.ensure_partitions', 0));
    SELECT max(to_date(right(c.relname, 7), 'YYYY_MM')) + interval '1 month' INTO gap
      FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'ledger.movement'::regclass;
    month := least(month, gap);
    IF month < last_month - interval '240 months' THEN
      RAISE EXCEPTION 'the months of the ledger end too long ago' USING ERRCODE = 'invalid_parameter_value';
    END IF;
    WHILE month <= last_month LOOP
      name := 'movement_' || to_char(month, 'YYYY_MM');
      IF to_regclass(format('ledger.%I', name)) IS NULL THEN
        EXECUTE format('CREATE TABLE ledger.%I (LIKE ledger.movement INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
        EXECUTE format('CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.%I '
          'FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_change()', name);
        EXECUTE format('ALTER TABLE ledger.movement ATTACH PARTITION ledger.%I FOR VALUES FROM (%L) TO (%L)',
          name, month, (month + interval '1 month')::date);
        made := made + 1;
      END IF;
      month := month + interval '1 month';
    END LOOP;
    RETURN made;
  END $$;
  CREATE OR REPLACE FUNCTION ledger.ensure_partitions(months_back integer DEFAULT 2, months_ahead integer DEFAULT 13)
  RETURNS integer LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT ledger.ensure_partitions((now() AT TIME ZONE 'UTC')::date, months_back, months_ahead)
  $$`;

/** Statements that make the ledger. They need the schema `core` with its function `refuse_change`. */
export const ledgerMigration: { readonly name: string; readonly up: readonly string[] } = {
  name: 'LedgerTables1764000000002',
  up: [
    SCHEMA,
    REGISTER_KEY,
    POSTING,
    MOVEMENT,
    BALANCE,
    VOUCHER,
    ...['register_key', 'posting', 'movement', 'voucher', 'voucher_line'].map(appendOnly),
    APPEND_ONLY_PARTITIONS,
    BALANCE_STAYS,
    ENSURE_PARTITIONS,
    'SELECT ledger.ensure_partitions()',
  ],
};
