import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which backups were made, by whom, and which files are still there. */
export class Backups1764000000025 implements MigrationInterface {
  readonly name = 'Backups1764000000025';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(BACKUP);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}

/** One is made at a time, however many processes there are. */
const BACKUP = `
  CREATE TABLE core.backup (
    id uuid PRIMARY KEY,
    state text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    file text NOT NULL,
    encrypted boolean NOT NULL,
    asked_by uuid REFERENCES core.user_account,
    asked_at timestamptz NOT NULL,
    leased_until timestamptz,
    finished_at timestamptz,
    bytes bigint,
    row_count bigint,
    release integer,
    failure text,
    removed_at timestamptz
  );
  CREATE INDEX backup_by_time ON core.backup (asked_at DESC, id DESC);
  CREATE UNIQUE INDEX backup_under_way ON core.backup ((true)) WHERE state IN ('waiting', 'running')`;
