import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What rules did on real records: the newest firings and objections of each rule, and all failures. */
export class RuleTraces1764000000008 implements MigrationInterface {
  readonly name = 'RuleTraces1764000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE core.rule_traces (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        at timestamptz NOT NULL,
        rule_key text NOT NULL,
        outcome text NOT NULL CHECK (outcome IN ('fired', 'refused', 'failed')),
        form text NOT NULL,
        record_id uuid NOT NULL,
        release integer NOT NULL,
        actor uuid,
        condition jsonb,
        issues jsonb NOT NULL
      );
      CREATE INDEX rule_traces_newest ON core.rule_traces (rule_key, outcome, id DESC)`);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}
