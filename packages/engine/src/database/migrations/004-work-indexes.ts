import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The tabs of the inbox that list what one was copied in on, and what one has started, each in the order of an index. */
export class WorkIndexes1764000000004 implements MigrationInterface {
  readonly name = 'WorkIndexes1764000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX task_copied ON core.task (assignee, opened_at, id) WHERE kind = 'cc';
      DROP INDEX core.flow_instance_by_starter;
      CREATE INDEX flow_instance_by_starter ON core.flow_instance (starter, started_at, id)`);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}
