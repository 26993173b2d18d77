import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ledgerMigration } from '../../registers/ledger-tables.migration.js';

/** The tables of all registers. */
export class LedgerTables1764000000003 implements MigrationInterface {
  readonly name = 'LedgerTables1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of ledgerMigration.up) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}
