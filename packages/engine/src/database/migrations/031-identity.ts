import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Passwords with a past, second factors, sessions that can be told apart, service accounts, people from outside. */
export class Identity1764000000031 implements MigrationInterface {
  readonly name = 'Identity1764000000031';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}

/** A service account is a program's: nobody signs in as it, and it is nobody to choose. */
const ACCOUNTS = `
  ALTER TABLE core.user_account
    ADD COLUMN kind text NOT NULL DEFAULT 'person' CHECK (kind IN ('person', 'service')),
    ADD COLUMN email text,
    ADD COLUMN external_id text,
    ADD COLUMN password_set_at timestamptz,
    ADD COLUMN password_must_change boolean NOT NULL DEFAULT false;
  CREATE UNIQUE INDEX user_account_external_id ON core.user_account (external_id) WHERE external_id IS NOT NULL;
  CREATE TABLE core.password_history (
    user_id uuid NOT NULL REFERENCES core.user_account ON DELETE CASCADE,
    set_at timestamptz NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (user_id, set_at)
  )`;

/** Roles that come from groups of a directory outside go with them; those given by hand stay. */
const ROLES = `
  ALTER TABLE core.user_role ADD COLUMN source text NOT NULL DEFAULT 'local'
    CHECK (source IN ('local', 'group'))`;

const SESSIONS = `
  ALTER TABLE core.session
    ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(),
    ADD COLUMN idle_seconds integer,
    ADD COLUMN ip inet,
    ADD COLUMN agent text,
    ADD COLUMN provider text,
    ADD COLUMN id_token bytea;
  CREATE UNIQUE INDEX session_by_id ON core.session (id)`;

/** Who fails is known by a hash: people type passwords into the field for the login. */
const FAILURES = `
  CREATE TABLE core.sign_in_failure (
    key bytea PRIMARY KEY,
    login_hash bytea,
    count integer NOT NULL,
    last_at timestamptz NOT NULL,
    blocked_until timestamptz
  );
  CREATE INDEX sign_in_failure_by_age ON core.sign_in_failure (last_at);
  CREATE INDEX sign_in_failure_by_login ON core.sign_in_failure (login_hash) WHERE login_hash IS NOT NULL`;

const SECOND_FACTORS = `
  CREATE TABLE core.second_factor (
    user_id uuid PRIMARY KEY REFERENCES core.user_account ON DELETE CASCADE,
    secret bytea NOT NULL,
    begun_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    last_step bigint
  );
  CREATE TABLE core.recovery_code (
    user_id uuid NOT NULL REFERENCES core.user_account ON DELETE CASCADE,
    hash bytea NOT NULL,
    used_at timestamptz,
    PRIMARY KEY (user_id, hash)
  )`;

const INVITATIONS = `
  CREATE TABLE core.invitation (
    token_hash bytea PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES core.user_account ON DELETE CASCADE,
    created_by uuid REFERENCES core.user_account,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz
  );
  CREATE INDEX invitation_by_user ON core.invitation (user_id)`;

/** Without a scope a key may do all that its account may; with one, nothing beyond it. */
const KEYS = `
  ALTER TABLE core.api_key DROP COLUMN scopes;
  ALTER TABLE core.api_key
    ADD COLUMN scope jsonb,
    ADD COLUMN addresses jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN created_by uuid REFERENCES core.user_account,
    ADD COLUMN replaced_by uuid REFERENCES core.api_key`;

/** People are known by the subject that a provider names, never by an address of mail that anybody could claim. */
const OUTSIDE = `
  CREATE TABLE core.outside_identity (
    provider text NOT NULL,
    subject text NOT NULL,
    user_id uuid NOT NULL REFERENCES core.user_account ON DELETE CASCADE,
    linked_at timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    PRIMARY KEY (provider, subject)
  );
  CREATE INDEX outside_identity_by_user ON core.outside_identity (user_id);
  CREATE TABLE core.outside_sign_in (
    state_hash bytea PRIMARY KEY,
    provider text NOT NULL,
    secrets bytea NOT NULL,
    next text NOT NULL,
    expires_at timestamptz NOT NULL
  )`;

const GROUPS = `
  CREATE TABLE core.outside_group (
    id uuid PRIMARY KEY,
    name text NOT NULL UNIQUE,
    external_id text,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
  );
  CREATE TABLE core.outside_group_member (
    group_id uuid NOT NULL REFERENCES core.outside_group ON DELETE CASCADE,
    user_id uuid NOT NULL REFERENCES core.user_account ON DELETE CASCADE,
    PRIMARY KEY (group_id, user_id)
  );
  CREATE INDEX outside_group_member_by_user ON core.outside_group_member (user_id)`;

const STATEMENTS = [ACCOUNTS, ROLES, SESSIONS, FAILURES, SECOND_FACTORS, INVITATIONS, KEYS, OUTSIDE, GROUPS];
