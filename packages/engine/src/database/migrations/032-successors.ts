import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who has taken over from somebody who has left, and departments that are an organisation of their own. */
export class Successors1764000000032 implements MigrationInterface {
  readonly name = 'Successors1764000000032';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}

const SUCCESSORS = `
  ALTER TABLE core.user_account ADD COLUMN successor uuid REFERENCES core.user_account,
    ADD CONSTRAINT successor_of_oneself CHECK (successor <> id)`;

/** A company, a branch or a shop with books of its own: the nearest one above a department is its organisation. */
const ORGANISATIONS = `
  ALTER TABLE core.department ADD COLUMN is_organisation boolean NOT NULL DEFAULT false`;

const STATEMENTS = [SUCCESSORS, ORGANISATIONS];
