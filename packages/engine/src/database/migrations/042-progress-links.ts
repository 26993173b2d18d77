import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links over which people without an account follow a record. */
export class ProgressLinks1764000000042 implements MigrationInterface {
  readonly name = 'ProgressLinks1764000000042';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LINKS);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}

/** A link is found by the hash of its secret; the secret itself is locked, so that it can be shown and printed again. */
const LINKS = `
  CREATE TABLE core.progress_link (
    id uuid PRIMARY KEY,
    token_hash bytea NOT NULL UNIQUE,
    token_locked bytea NOT NULL,
    form text NOT NULL,
    record_id uuid NOT NULL,
    created_by uuid NOT NULL REFERENCES core.user_account,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    revoked_by uuid REFERENCES core.user_account,
    views bigint NOT NULL DEFAULT 0,
    last_viewed_at timestamptz
  );
  CREATE INDEX progress_link_of_record ON core.progress_link (form, record_id, created_at DESC)`;
