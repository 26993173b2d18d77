import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tables of the platform itself. Forms get theirs in the schema `data` when they are published. */
export class PlatformTables1764000000001 implements MigrationInterface {
  readonly name = 'PlatformTables1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}

const SCHEMAS = `
  CREATE SCHEMA IF NOT EXISTS core;
  CREATE SCHEMA IF NOT EXISTS data;
  CREATE SCHEMA IF NOT EXISTS number_sequences`;

/** A trigger with this function marks a table as append-only; the grants follow the mark. */
const REFUSE_CHANGE = `
  CREATE FUNCTION core.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'rows of %.% are never changed or deleted', TG_TABLE_SCHEMA, TG_TABLE_NAME
      USING ERRCODE = 'insufficient_privilege';
  END $$`;

function appendOnly(table: string): string {
  return `
  CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON core.${table}
    FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_change()`;
}

const PEOPLE = `
  CREATE TABLE core.user_account (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    login text NOT NULL UNIQUE,
    name text NOT NULL,
    post jsonb,
    password_hash text,
    active boolean NOT NULL DEFAULT true,
    language text NOT NULL DEFAULT 'zh-CN',
    created_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE TABLE core.user_role (
    user_id uuid NOT NULL REFERENCES core.user_account ON DELETE CASCADE,
    role_key text NOT NULL,
    PRIMARY KEY (user_id, role_key)
  );
  CREATE INDEX user_role_by_role ON core.user_role (role_key, user_id);
  CREATE TABLE core.session (
    token_hash bytea PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES core.user_account ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz
  );
  CREATE INDEX session_by_user ON core.session (user_id);
  CREATE TABLE core.api_key (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    prefix text NOT NULL,
    hash bytea NOT NULL UNIQUE,
    user_id uuid NOT NULL REFERENCES core.user_account ON DELETE CASCADE,
    name text NOT NULL,
    scopes jsonb NOT NULL DEFAULT '[]',
    created_at timestamptz NOT NULL,
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz
  );
  CREATE INDEX api_key_by_user ON core.api_key (user_id)`;

const RELEASES = `
  CREATE TABLE core.release (
    number integer PRIMARY KEY,
    definitions jsonb NOT NULL,
    templates jsonb NOT NULL DEFAULT '[]',
    changes jsonb NOT NULL DEFAULT '[]',
    comment text,
    created_at timestamptz NOT NULL,
    created_by uuid
  );
  CREATE TABLE core.current_release (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    number integer NOT NULL REFERENCES core.release
  );
  CREATE TABLE core.draft (
    kind text NOT NULL,
    key text NOT NULL,
    definition jsonb,
    base_release integer,
    updated_at timestamptz NOT NULL,
    updated_by uuid,
    PRIMARY KEY (kind, key)
  );
  CREATE TABLE core.draft_revision (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    revision integer NOT NULL
  );
  INSERT INTO core.draft_revision (revision) VALUES (0);
  CREATE TABLE core.installed_template (
    key text PRIMARY KEY,
    version text NOT NULL,
    files jsonb NOT NULL,
    installed_at timestamptz NOT NULL
  );
  CREATE TABLE core.seed_ref (
    template text NOT NULL,
    ref text NOT NULL,
    form text NOT NULL,
    record_id uuid NOT NULL,
    PRIMARY KEY (template, form, ref)
  )`;

const FLOWS = `
  CREATE TABLE core.flow_instance (
    id uuid PRIMARY KEY,
    release integer NOT NULL REFERENCES core.release,
    flow_key text NOT NULL,
    form text NOT NULL,
    record_id uuid NOT NULL,
    status text NOT NULL,
    revision integer NOT NULL,
    starter uuid NOT NULL,
    state jsonb NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at timestamptz
  ) WITH (fillfactor = 70);
  CREATE INDEX flow_instance_by_record ON core.flow_instance (form, record_id);
  CREATE INDEX flow_instance_by_starter ON core.flow_instance (starter, started_at DESC);
  CREATE INDEX flow_instance_by_release ON core.flow_instance (release) WHERE ended_at IS NULL;
  CREATE TABLE core.flow_event (
    instance_id uuid NOT NULL REFERENCES core.flow_instance,
    seq integer NOT NULL,
    kind text NOT NULL,
    node_id text,
    actor uuid,
    payload jsonb,
    at timestamptz NOT NULL,
    PRIMARY KEY (instance_id, seq)
  );
  CREATE TABLE core.task (
    id uuid PRIMARY KEY,
    instance_id uuid REFERENCES core.flow_instance,
    form text NOT NULL,
    record_id uuid NOT NULL,
    node_id text,
    kind text NOT NULL,
    title jsonb,
    assignee uuid NOT NULL,
    for_action text,
    state text NOT NULL CHECK (state IN ('open', 'done', 'cancelled')),
    opened_at timestamptz NOT NULL,
    due_at timestamptz,
    done_at timestamptz,
    done_by uuid,
    outcome text,
    comment text,
    rule_key text,
    release integer
  ) WITH (fillfactor = 80);
  CREATE INDEX task_open ON core.task (assignee, opened_at, id) WHERE state = 'open';
  CREATE INDEX task_done ON core.task (done_by, done_at, id) WHERE state = 'done';
  CREATE INDEX task_by_record ON core.task (form, record_id);
  CREATE INDEX task_by_instance ON core.task (instance_id) WHERE instance_id IS NOT NULL`;

const DELIVERY = `
  CREATE TABLE core.timer (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    due_at timestamptz NOT NULL,
    payload jsonb NOT NULL DEFAULT '{}',
    task_id uuid,
    instance_id uuid,
    attempts integer NOT NULL DEFAULT 0,
    failed_at timestamptz,
    last_error text
  ) WITH (fillfactor = 80);
  CREATE INDEX timer_due ON core.timer (due_at) WHERE failed_at IS NULL;
  CREATE INDEX timer_by_task ON core.timer (task_id) WHERE task_id IS NOT NULL;
  CREATE INDEX timer_by_instance ON core.timer (instance_id) WHERE instance_id IS NOT NULL;
  CREATE TABLE core.outbox (
    id uuid PRIMARY KEY,
    topic text NOT NULL,
    key text NOT NULL UNIQUE,
    payload jsonb NOT NULL,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'failed')),
    attempts integer NOT NULL DEFAULT 0,
    next_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    delivered_at timestamptz,
    last_error text
  ) WITH (fillfactor = 80);
  CREATE INDEX outbox_waiting ON core.outbox (next_at) WHERE state = 'waiting';
  CREATE TABLE core.notification (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES core.user_account ON DELETE CASCADE,
    key text NOT NULL,
    title jsonb NOT NULL,
    body jsonb,
    form text,
    record_id uuid,
    at timestamptz NOT NULL,
    read_at timestamptz,
    UNIQUE (user_id, key)
  );
  CREATE INDEX notification_of_user ON core.notification (user_id, at DESC, id DESC);
  CREATE INDEX notification_unread ON core.notification (user_id) WHERE read_at IS NULL;
  CREATE TABLE core.webhook_endpoint (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    url text NOT NULL,
    secret text NOT NULL,
    events text[] NOT NULL DEFAULT '{}',
    active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(),
    disabled_reason text
  )`;

const REQUESTS = `
  CREATE TABLE core.idempotency_request (
    principal uuid NOT NULL,
    key text NOT NULL,
    body_hash bytea NOT NULL,
    status integer,
    answer jsonb,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (principal, key)
  );
  CREATE INDEX idempotency_request_age ON core.idempotency_request (created_at);
  CREATE TABLE core.audit_entry (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    actor uuid,
    on_behalf_of uuid,
    action text NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('done', 'refused')),
    form text,
    record_id uuid,
    code text,
    channel text NOT NULL,
    ip inet,
    request_id text,
    changes jsonb,
    release integer
  );
  CREATE INDEX audit_entry_of_record ON core.audit_entry (record_id, id) WHERE record_id IS NOT NULL;
  CREATE INDEX audit_entry_of_actor ON core.audit_entry (actor, id)`;

/**
 * Numbers of documents. A sequence is made when its name is first used; makers wait for each other, and one made
 * in a transaction that rolls back is gone with it.
 */
const NEXT_NUMBER = `
  CREATE FUNCTION core.next_number(name text) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    sequence regclass;
  BEGIN
    IF name !~ '^[a-z0-9_.-]{1,63}$' THEN
      RAISE EXCEPTION 'not the name of a number sequence: %', name USING ERRCODE = 'invalid_parameter_value';
    END IF;
    sequence := to_regclass(format('number_sequences.%I', name));
    IF sequence IS NULL THEN
      PERFORM pg_advisory_xact_lock(hashtextextended('number_sequences.' || name, 0));
      EXECUTE format('CREATE SEQUENCE IF NOT EXISTS number_sequences.%I', name);
      sequence := to_regclass(format('number_sequences.%I', name));
    END IF;
    RETURN nextval(sequence);
  END $$`;

const STATEMENTS = [
  SCHEMAS,
  REFUSE_CHANGE,
  PEOPLE,
  RELEASES,
  FLOWS,
  DELIVERY,
  REQUESTS,
  NEXT_NUMBER,
  appendOnly('flow_event'),
  appendOnly('audit_entry'),
];
