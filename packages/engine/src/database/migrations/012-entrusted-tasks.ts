import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tab of the inbox that lists what deputies and helpers hold for somebody. */
export class EntrustedTasks1764000000012 implements MigrationInterface {
  readonly name = 'EntrustedTasks1764000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX task_stood_in_for ON core.task (for_user) WHERE state = 'open' AND for_user IS NOT NULL;
      CREATE INDEX task_helped_with ON core.task (helps) WHERE state = 'open' AND helps IS NOT NULL`);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}
