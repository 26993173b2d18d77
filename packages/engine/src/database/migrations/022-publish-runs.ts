import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a publish is doing and has made, so that one that was killed can be gone on with or taken back; what was removed from
 * definitions while its data is kept; and the trigger by which a row that changes while its field is converted is found again.
 */
export class PublishRuns1764000000022 implements MigrationInterface {
  readonly name = 'PublishRuns1764000000022';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE core.publish_run (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        release integer NOT NULL,
        base integer NOT NULL,
        actor uuid,
        phase text NOT NULL CHECK (phase IN ('prepare', 'switch', 'finish', 'done', 'failed')),
        step text,
        done bigint NOT NULL DEFAULT 0,
        total bigint NOT NULL DEFAULT 0,
        steps_done integer NOT NULL DEFAULT 0,
        steps_total integer NOT NULL DEFAULT 0,
        made jsonb NOT NULL,
        outlived jsonb NOT NULL,
        error jsonb,
        started_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL,
        ended_at timestamptz
      );
      CREATE INDEX publish_run_open ON core.publish_run (id) WHERE ended_at IS NULL`);
    await runner.query(`
      CREATE TABLE core.removed_field (
        form text NOT NULL,
        line text NOT NULL DEFAULT '',
        field text NOT NULL DEFAULT '',
        definition jsonb NOT NULL,
        release integer NOT NULL,
        removed_at timestamptz NOT NULL,
        removed_by uuid,
        PRIMARY KEY (form, line, field)
      )`);
    await runner.query(`
      CREATE FUNCTION core.forget_column() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RETURN jsonb_populate_record(NEW, jsonb_build_object(TG_ARGV[0], NULL));
      END $$`);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}
