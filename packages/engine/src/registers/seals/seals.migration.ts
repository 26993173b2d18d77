import { DIMENSION_SLOTS, RESOURCE_SLOTS } from '../ledger-columns.js';

/** Seals: what was posted cannot be changed afterwards without being found. */

const AFTER_SLOTS = RESOURCE_SLOTS.map((slot) => slot.replace('r', 'after'));

/** What a movement says, in the order in which it is hashed; numbers and texts never run into each other. */
const CONTENT: readonly { readonly column: string; readonly type: string; readonly text: string }[] = [
  ...column('posting_id', 'bigint'),
  ...column('ord', 'integer'),
  { column: 'period', type: 'date', text: dayNumber('period') },
  { column: 'business_date', type: 'date', text: dayNumber('business_date') },
  ...column('key_id', 'bigint'),
  ...column('line_no', 'integer'),
  ...column('line_id', 'uuid'),
  { column: 'rule_id', type: 'text', text: 'quote_nullable(rule_id)' },
  { column: 'entry', type: 'text', text: 'quote_nullable(entry)' },
  ...column('link_seq', 'bigint'),
  ...column('direction', 'smallint'),
  ...[...RESOURCE_SLOTS, ...AFTER_SLOTS].flatMap((slot) => column(slot, 'numeric')),
  ...column('details', 'jsonb'),
];

function column(name: string, type: string) {
  return [{ column: name, type, text: `coalesce(${name}::text, '')` }];
}

/** A day as a number: as text it would depend on the settings of the connection. */
function dayNumber(name: string): string {
  return `(${name} - date '2000-01-01')::text`;
}

/** Names of the columns that `ledger.movement_hash` takes, in its order. */
export const HASHED_COLUMNS: readonly string[] = CONTENT.map(({ column: name }) => name);

/**
 * The hash of what a movement says. Each part of the expression is immutable, so PostgreSQL writes it into the statement that
 * calls it instead of calling it row by row.
 */
const MOVEMENT_HASH = `
  CREATE FUNCTION ledger.movement_hash(${CONTENT.map(({ column: name, type }) => `${name} ${type}`).join(', ')})
  RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT sha256(decode(replace(${CONTENT.map(({ text }) => text).join(` || '|' || `)}, '\\', '\\\\'), 'escape'))
  $$`;

/**
 * A seal covers the postings after the one before it, up to `to_posting`. Its root is the hash of the root before and of what
 * its postings say; a root has one successor, so there is one chain.
 */
const SEAL = `
  CREATE TABLE ledger.seal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    format smallint NOT NULL DEFAULT 1,
    from_posting bigint NOT NULL,
    to_posting bigint NOT NULL UNIQUE,
    postings integer NOT NULL,
    movements bigint NOT NULL,
    previous_hash bytea NOT NULL UNIQUE,
    root_hash bytea NOT NULL UNIQUE,
    sealed_at timestamptz NOT NULL,
    CHECK (from_posting <= to_posting)
  )`;

/** What each posting said when it was sealed: it tells which one differs, where the root only tells that one does. */
const SEALED_POSTING = `
  CREATE TABLE ledger.sealed_posting (
    posting_id bigint PRIMARY KEY,
    seal_id bigint NOT NULL,
    movements integer NOT NULL,
    head_hash bytea NOT NULL,
    movements_hash bytea NOT NULL,
    vouchers_hash bytea NOT NULL
  )`;

/** `jsonb` writes a row without doubt about where a value ends; instants as seconds, whatever the time zone. */
const HEAD = [
  ...['id', 'source_type', 'source_id', 'source_code', 'purpose', 'revision', 'kind', 'business_date'],
  ...['period', 'rule_key', 'flow_key', 'instance_id', 'release', 'actor', 'reverses'],
].map((name) => `p.${name}`);

const VOUCHER = ['id', 'rule_id', 'business_date', 'period', 'summary', 'total'].map((name) => `v.${name}`);
const VOUCHER_LINE = ['line_no', 'side', 'role', 'account', 'title', 'amount'].map((name) => `l.${name}`);

const STANDARD_COST = ['register', ...DIMENSION_SLOTS, 'quantity', 'amount'].map((name) => `s.${name}`);

/** What came later is said where there is something to say, so that what was sealed before reads as it did. */
function hashOf(values: readonly string[], later?: string): string {
  const array = `jsonb_build_array(${values.join(', ')})`;
  const added =
    later === undefined
      ? array
      : `(${array} || CASE WHEN ${later} IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(${later}) END)`;
  return `sha256(convert_to(${added}::text, 'UTF8'))`;
}

/**
 * What the postings between two numbers say, each with the hash of its head, with the standard costs that it set, of its movements
 * and of its vouchers. Movements bring their number and the hash of their key, which says what the number of the key stands for.
 * Sealing and verifying both ask here.
 */
const postingDigests = (create: string, later?: string) => `
  ${create} FUNCTION ledger.posting_digests(first_posting bigint, last_posting bigint)
  RETURNS TABLE (posting_id bigint, movements integer, head_hash bytea, movements_hash bytea, vouchers_hash bytea)
  LANGUAGE sql STABLE AS $$
    SELECT p.id, coalesce(m.movements, 0),
           ${hashOf([...HEAD, 'extract(epoch FROM p.posted_at)', `encode(p.payload_hash, 'hex')`, 's.costs'], later && `p.${later}`)},
           coalesce(m.hash, sha256('')), coalesce(v.hash, sha256(''))
      FROM ledger.posting p
      LEFT JOIN (
        SELECT s.posting_id, jsonb_agg(jsonb_build_array(${STANDARD_COST.join(', ')}) ORDER BY s.id) AS costs
          FROM ledger.standard_cost s WHERE s.posting_id BETWEEN $1 AND $2 GROUP BY 1) s ON s.posting_id = p.id
      LEFT JOIN (
        SELECT x.posting_id, count(*)::integer AS movements,
               sha256(string_agg(int8send(x.seq) || coalesce(x.row_hash, '') || k.hash, '' ORDER BY x.ord, x.seq)) AS hash
          FROM ledger.movement x JOIN ledger.register_key k ON k.id = x.key_id
         WHERE x.posting_id BETWEEN $1 AND $2 GROUP BY 1) m ON m.posting_id = p.id
      LEFT JOIN (
        SELECT v.posting_id, sha256(string_agg(${hashOf(VOUCHER, later && `v.${later}`)} || coalesce(l.hash, ''), '' ORDER BY v.id)) AS hash
          FROM ledger.voucher v
          LEFT JOIN LATERAL (
            SELECT string_agg(${hashOf(VOUCHER_LINE)}, '' ORDER BY l.line_no) AS hash
              FROM ledger.voucher_line l WHERE l.voucher_id = v.id) l ON true
         WHERE v.posting_id BETWEEN $1 AND $2 GROUP BY 1) v ON v.posting_id = p.id
     WHERE p.id BETWEEN $1 AND $2
  $$`;

/** The same where postings and vouchers say in whose books they stand. */
export const DIGESTS_WITH_ORGANISATION = postingDigests('CREATE OR REPLACE', 'organisation');

/** Movements of before this version get their hash now; only the owner of the tables can do that, and never again. */
const HASH_OLD_MOVEMENTS = `
  ALTER TABLE ledger.movement DISABLE TRIGGER USER;
  UPDATE ledger.movement SET row_hash = ledger.movement_hash(${HASHED_COLUMNS.join(', ')});
  ALTER TABLE ledger.movement ENABLE TRIGGER USER`;

function appendOnly(table: string): string {
  return `
  CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger.${table}
    FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_change()`;
}

export const SEAL_TABLES: readonly string[] = [
  MOVEMENT_HASH,
  SEAL,
  SEALED_POSTING,
  postingDigests('CREATE'),
  HASH_OLD_MOVEMENTS,
  ...['seal', 'sealed_posting'].map(appendOnly),
];
