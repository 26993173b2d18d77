import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far a backup is, which drills succeeded, and how long rules and formulas take. */
export class DrillsAndWorkTimes1764000000047 implements MigrationInterface {
  readonly name = 'DrillsAndWorkTimes1764000000047';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PROGRESS);
    await runner.query(DRILL);
    await runner.query(WORK_TIME);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}

/** Tables that are written, of how many. */
const PROGRESS = `ALTER TABLE core.backup ADD COLUMN done integer, ADD COLUMN total integer`;

/** Without a file the backup was made for the drill. */
const DRILL = `
  CREATE TABLE core.backup_drill (
    id uuid PRIMARY KEY,
    file text,
    backup_at timestamptz NOT NULL,
    at timestamptz NOT NULL,
    row_count bigint NOT NULL,
    seconds integer NOT NULL,
    asked_by uuid REFERENCES core.user_account
  );
  CREATE INDEX backup_drill_by_time ON core.backup_drill (at DESC)`;

/** Of a day, over all processes: keys of definitions and figures, never values. `buckets` counts saves by how long they took. */
const WORK_TIME = `
  CREATE TABLE core.work_time (
    day date NOT NULL,
    kind text NOT NULL CHECK (kind IN ('rule', 'formula')),
    key text NOT NULL,
    saves bigint NOT NULL,
    total_ms double precision NOT NULL,
    max_ms double precision NOT NULL,
    buckets bigint[] NOT NULL,
    PRIMARY KEY (day, kind, key)
  )`;
