import { DIMENSION_SLOTS } from './ledger-columns.js';

/** What valued pools need beside quantity and amount: layers, standards, links between movements, last costs. */

/**
 * Partitions that are made later copy the columns. The parts of a movement that no condition asks for stand in `details`:
 * the layers that it took or brought, variances, credit, what was spread.
 */
const MOVEMENT = `
  ALTER TABLE ledger.movement
    ADD COLUMN entry text,
    ADD COLUMN link_seq bigint,
    ADD COLUMN ord integer,
    ADD COLUMN details jsonb,
    ADD COLUMN row_hash bytea;
  CREATE INDEX movement_by_link ON ledger.movement (link_seq) WHERE link_seq IS NOT NULL`;

/** The transaction of a posting tells which postings have all been committed, whatever the order of their numbers. */
const POSTING = `
  ALTER TABLE ledger.posting
    DROP CONSTRAINT posting_kind_check,
    ADD CONSTRAINT posting_kind_check CHECK (kind IN ('post', 'reverse', 'recost')),
    ADD COLUMN reverses bigint[],
    ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id()`;

/** A posting is reversed once, whoever tries: where it moved nothing there is no balance to wait for. */
const REVERSAL = `
  CREATE TABLE ledger.reversal (
    posting_id bigint PRIMARY KEY REFERENCES ledger.posting,
    reversed_by bigint NOT NULL REFERENCES ledger.posting
  )`;

/** A balance that many write to without asking what is there is kept in several rows, which are summed on reading. */
const BALANCE = `
  ALTER TABLE ledger.balance
    DROP CONSTRAINT balance_pkey,
    ADD COLUMN shard smallint NOT NULL DEFAULT 0,
    ADD COLUMN last_quantity numeric,
    ADD COLUMN last_amount numeric,
    ADD COLUMN last_day date,
    ADD PRIMARY KEY (key_id, shard)`;

const LAST_OF_OLD_BALANCES = `
  UPDATE ledger.balance b SET last_day = d.last_day, last_quantity = c.quantity, last_amount = c.amount
    FROM (SELECT key_id, max(business_date) AS last_day FROM ledger.movement GROUP BY key_id) d
    LEFT JOIN LATERAL (
      SELECT abs(m.r1) AS quantity, abs(m.r2) AS amount FROM ledger.movement m
       WHERE m.key_id = d.key_id AND m.r1 <> 0 AND m.r2 IS NOT NULL ORDER BY m.seq DESC LIMIT 1) c ON true
   WHERE b.key_id = d.key_id`;

/** The predicate asks for `open`, not for a quantity above zero: what stands in a predicate keeps an update from its page. */
const LAYER = `
  CREATE TABLE ledger.layer (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key_id bigint NOT NULL,
    source_seq bigint NOT NULL,
    acquired date NOT NULL,
    ord bigint NOT NULL,
    received numeric NOT NULL,
    quantity numeric NOT NULL,
    amount numeric NOT NULL,
    open boolean NOT NULL,
    CONSTRAINT layer_once UNIQUE (key_id, source_seq, acquired, ord)
  ) WITH (fillfactor = 60);
  CREATE INDEX layer_open ON ledger.layer (key_id, acquired, ord) WHERE open;
  CREATE TRIGGER refuse_removal BEFORE DELETE OR TRUNCATE ON ledger.layer
    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_removal()`;

/** Prices as amount and quantity, so that none is rounded; the latest of a group counts. */
const STANDARD_COST = `
  CREATE TABLE ledger.standard_cost (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    register text NOT NULL,
    group_hash bytea NOT NULL,
    ${DIMENSION_SLOTS.map((slot) => `${slot} text`).join(', ')},
    quantity numeric NOT NULL,
    amount numeric NOT NULL,
    posting_id bigint NOT NULL REFERENCES ledger.posting
  );
  CREATE INDEX standard_cost_latest ON ledger.standard_cost (register, group_hash, id DESC)`;

/** Postings whose movements are not in the balances yet: of registers that are folded later. */
const UNFOLDED = `
  CREATE TABLE ledger.unfolded (
    posting_id bigint NOT NULL,
    register text NOT NULL,
    period date NOT NULL,
    PRIMARY KEY (posting_id, register)
  )`;

function appendOnly(table: string): string {
  return `
  CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.${table}
    FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_change()`;
}

/** Statements that bring the ledger there; what stands in it keeps its meaning. */
export const LEDGER_VALUATION: readonly string[] = [
  MOVEMENT,
  POSTING,
  REVERSAL,
  BALANCE,
  LAST_OF_OLD_BALANCES,
  LAYER,
  STANDARD_COST,
  UNFOLDED,
  ...['reversal', 'standard_cost'].map(appendOnly),
];
