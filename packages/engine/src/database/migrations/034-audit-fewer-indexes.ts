import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every command pays for each index of the audit: actions, addresses and requests are looked for along the time instead. */
export class AuditFewerIndexes1764000000034 implements MigrationInterface {
  readonly name = 'AuditFewerIndexes1764000000034';

  async up(runner: QueryRunner): Promise<void> {
    for (const index of ['action', 'address', 'request'])
      await runner.query(`DROP INDEX core.audit_entry_of_${index}`);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}
