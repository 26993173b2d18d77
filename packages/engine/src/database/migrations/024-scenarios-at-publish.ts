import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of the scenarios when a release was made, so that history shows where they were left out. */
export class ScenariosAtPublish1764000000024 implements MigrationInterface {
  readonly name = 'ScenariosAtPublish1764000000024';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}

/** Null: there were none, or nobody asked for them. */
const OF_RELEASES = `
  ALTER TABLE core.release ADD COLUMN scenarios text CHECK (scenarios IN ('passed', 'skipped'))`;

/** The same of a publish that waits. A table of its own: that of requests is made by a later migration. */
const OF_REQUESTS = `
  CREATE TABLE core.publish_request_scenarios (
    request uuid PRIMARY KEY,
    scenarios text NOT NULL CHECK (scenarios IN ('passed', 'skipped'))
  )`;

const STATEMENTS = [OF_RELEASES, OF_REQUESTS];
