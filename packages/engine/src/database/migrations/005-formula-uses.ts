import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * With what named formulas worked out the numbers that records keep: one row for each version of a record in which such
 * a number came to be. With the release it says enough to work the number out again.
 */
export class FormulaUses1764000000005 implements MigrationInterface {
  readonly name = 'FormulaUses1764000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE core.formula_uses (
        record_id uuid NOT NULL,
        version integer NOT NULL,
        form text NOT NULL,
        release integer NOT NULL,
        at timestamptz NOT NULL,
        uses jsonb NOT NULL,
        PRIMARY KEY (record_id, version)
      );
      CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON core.formula_uses
        FOR EACH STATEMENT EXECUTE FUNCTION core.refuse_change()`);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}
