import type { MigrationInterface, QueryRunner } from 'typeorm';
import { AUDIT_CHAIN } from '../../audit/chain/audit-chain.migration.js';

/** The audit becomes a chain that is sealed and anchored; pages of it are read by indexes. */
export class AuditChain1764000000033 implements MigrationInterface {
  readonly name = 'AuditChain1764000000033';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of AUDIT_CHAIN) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}
