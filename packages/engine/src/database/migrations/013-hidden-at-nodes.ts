import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the node of a to-do hides stands beside it, so that lists need no drawing to leave it out. */
export class HiddenAtNodes1764000000013 implements MigrationInterface {
  readonly name = 'HiddenAtNodes1764000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE core.task ADD COLUMN hidden text[];
      CREATE INDEX task_hides ON core.task (assignee, form) WHERE state = 'open' AND hidden IS NOT NULL;
      CREATE INDEX task_hides_from_principal ON core.task (for_user, form)
        WHERE state = 'open' AND hidden IS NOT NULL AND for_user IS NOT NULL`);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}
