import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Names of releases, the operations on drafts, settings of the application, publishes that wait for approval. */
export class ReleaseWork1764000000027 implements MigrationInterface {
  readonly name = 'ReleaseWork1764000000027';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}

const RELEASE_NAMES = `
  ALTER TABLE core.release ADD COLUMN name text;
  CREATE UNIQUE INDEX release_name ON core.release (name) WHERE name IS NOT NULL`;

/** What was done to drafts: never changed, so that a history can be trusted and anything be taken back. */
const DRAFT_OPERATIONS = `
  CREATE TABLE core.draft_operation (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    revision integer NOT NULL,
    kind text NOT NULL,
    key text NOT NULL,
    cause text NOT NULL
      CHECK (cause IN ('put', 'operations', 'undo', 'discard', 'restore', 'rebase', 'publish')),
    operations jsonb NOT NULL,
    undoes bigint UNIQUE REFERENCES core.draft_operation,
    at timestamptz NOT NULL,
    actor uuid,
    channel text NOT NULL
  );
  CREATE INDEX draft_operation_of_draft ON core.draft_operation (kind, key, id);
  CREATE INDEX draft_operation_by_revision ON core.draft_operation (revision);
  CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON core.draft_operation
    FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_change()`;

const SETTINGS = `
  CREATE TABLE core.application_setting (
    key text PRIMARY KEY,
    value jsonb NOT NULL,
    updated_at timestamptz NOT NULL,
    updated_by uuid
  )`;

/** A bundle that somebody wants published: by whom it must be approved, and when it is to happen. */
const PUBLISH_REQUESTS = `
  CREATE TABLE core.publish_request (
    id uuid PRIMARY KEY,
    state text NOT NULL
      CHECK (state IN ('waiting', 'approved', 'publishing', 'published', 'rejected', 'withdrawn', 'failed')),
    revision integer NOT NULL,
    base_release integer NOT NULL,
    comment text,
    approvers jsonb NOT NULL,
    publish_at timestamptz,
    requested_at timestamptz NOT NULL,
    requested_by uuid NOT NULL,
    decided_at timestamptz,
    decided_by uuid,
    decision text,
    ended_at timestamptz,
    release integer REFERENCES core.release,
    failure jsonb
  );
  CREATE UNIQUE INDEX publish_request_open ON core.publish_request ((true))
    WHERE state IN ('waiting', 'approved', 'publishing');
  CREATE INDEX publish_request_newest ON core.publish_request (requested_at DESC, id DESC)`;

const STATEMENTS = [RELEASE_NAMES, DRAFT_OPERATIONS, SETTINGS, PUBLISH_REQUESTS];
