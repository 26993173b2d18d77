/** The audit as a chain: numbers that are final once older transactions are over, seals over entries and releases, anchors. */

/**
 * A transaction has a number of its own before it draws one for an entry. Whoever seals may then go by the transactions: a plain
 * identity draws first, and an entry could come in below what was sealed.
 */
const NUMBERS = `
  ALTER TABLE core.audit_entry ALTER COLUMN id DROP IDENTITY;
  CREATE SEQUENCE core.audit_entry_number;
  SELECT setval('core.audit_entry_number', greatest(max(id), 1), max(id) IS NOT NULL) FROM core.audit_entry;
  ALTER TABLE core.audit_entry ALTER COLUMN id
    SET DEFAULT CASE WHEN pg_current_xact_id() IS NOT NULL THEN nextval('core.audit_entry_number') END`;

/** With what it was done, and what made it happen where no person chose it: a rule. */
const COLUMNS = `
  ALTER TABLE core.audit_entry ADD COLUMN agent text, ADD COLUMN cause text`;

/** One for each filter, in the order in which pages are read. What is rare has a small index of its own. */
const INDEXES = `
  DROP INDEX core.audit_entry_of_record;
  DROP INDEX core.audit_entry_of_actor;
  CREATE INDEX audit_entry_by_time ON core.audit_entry (at, id);
  CREATE INDEX audit_entry_of_record ON core.audit_entry (record_id, at, id) WHERE record_id IS NOT NULL;
  CREATE INDEX audit_entry_of_actor ON core.audit_entry (actor, at, id);
  CREATE INDEX audit_entry_of_form ON core.audit_entry (form, at, id) WHERE form IS NOT NULL;
  CREATE INDEX audit_entry_of_action ON core.audit_entry (action, at, id);
  CREATE INDEX audit_entry_of_address ON core.audit_entry (ip, at, id) WHERE ip IS NOT NULL;
  CREATE INDEX audit_entry_of_request ON core.audit_entry (request_id, at, id) WHERE request_id IS NOT NULL;
  CREATE INDEX audit_entry_refused ON core.audit_entry (at, id) WHERE outcome = 'refused';
  CREATE INDEX audit_entry_unattended ON core.audit_entry (channel, at, id) WHERE channel NOT IN ('ui', 'api')`;

/** What an entry says, in the order in which it is written down before it is hashed. */
const SAID = [
  ...[
    'id',
    'extract(epoch FROM e.at)',
    'actor',
    'on_behalf_of',
    'action',
    'outcome',
    'form',
    'record_id',
    'code',
  ],
  ...['channel', 'ip', 'agent', 'request_id', 'cause', 'changes', 'release'],
].map((name) => (name.includes('(') ? name : `e.${name}`));

/**
 * The one text of an entry. `jsonb` writes equal values in equal bytes: members in a fixed order, no white space but its own; instants are
 * seconds, whatever the time zone. An export carries this text, so that anybody can hash it again.
 */
const ENTRY_TEXTS = `
  CREATE FUNCTION core.audit_entry_texts(first_entry bigint, last_entry bigint) RETURNS TABLE (entry_id bigint, entry_text text)
  LANGUAGE sql STABLE AS $$
    SELECT e.id, jsonb_build_array(${SAID.join(', ')})::text FROM core.audit_entry e WHERE e.id BETWEEN $1 AND $2
  $$`;

const ENTRY_DIGESTS = `
  CREATE FUNCTION core.audit_entry_digests(first_entry bigint, last_entry bigint) RETURNS TABLE (entry_id bigint, entry_hash bytea)
  LANGUAGE sql STABLE AS $$
    SELECT t.entry_id, sha256(convert_to(t.entry_text, 'UTF8')) FROM core.audit_entry_texts($1, $2) t
  $$`;

/** A seal covers the entries after the one before it. A root has one successor, so there is one chain. */
const SEALS = `
  CREATE TABLE core.audit_seal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    format smallint NOT NULL,
    from_entry bigint NOT NULL,
    to_entry bigint NOT NULL UNIQUE,
    entries integer NOT NULL,
    previous_hash bytea NOT NULL UNIQUE,
    root_hash bytea NOT NULL UNIQUE,
    sealed_at timestamptz NOT NULL,
    CHECK (from_entry <= to_entry)
  );
  CREATE TABLE core.audit_sealed_entry (
    entry_id bigint PRIMARY KEY,
    seal_id bigint NOT NULL,
    hash bytea NOT NULL
  );
  CREATE INDEX audit_sealed_entry_of_seal ON core.audit_sealed_entry (seal_id)`;

/** What a release says; its name may change later, and the audit tells when. */
const RELEASE_SAYS = `jsonb_build_array(r.number, r.definitions, r.templates, r.changes, r.comment, extract(epoch FROM r.created_at), r.created_by)`;

/** Releases have a chain of their own: each is one link. */
const SEALED_RELEASES = `
  CREATE TABLE core.sealed_release (
    number integer PRIMARY KEY,
    hash bytea NOT NULL,
    previous_hash bytea NOT NULL UNIQUE,
    root_hash bytea NOT NULL UNIQUE,
    sealed_at timestamptz NOT NULL
  );
  CREATE FUNCTION core.release_digest(release integer) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(convert_to(${RELEASE_SAYS}::text, 'UTF8')) FROM core.release r WHERE r.number = $1
  $$`;

/** Signed statements of where the chains stood. */
const ANCHORS = `
  CREATE TABLE core.audit_anchor (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    document jsonb NOT NULL
  )`;

function appendOnly(table: string): string {
  return `
  CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON core.${table}
    FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_change()`;
}

export const AUDIT_CHAIN: readonly string[] = [
  NUMBERS,
  COLUMNS,
  INDEXES,
  ENTRY_TEXTS,
  ENTRY_DIGESTS,
  SEALS,
  SEALED_RELEASES,
  ANCHORS,
  ...['audit_seal', 'audit_sealed_entry', 'sealed_release', 'audit_anchor'].map(appendOnly),
];
