import type { MigrationInterface, QueryRunner } from 'typeorm';
import { LEDGER_MONTHS } from '../../registers/ledger-tables.migration.js';

/** The months of the ledger are made around the day that the engine says, and none is left out after a long rest. */
export class LedgerMonths1764000000006 implements MigrationInterface {
  readonly name = 'LedgerMonths1764000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LEDGER_MONTHS);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}
