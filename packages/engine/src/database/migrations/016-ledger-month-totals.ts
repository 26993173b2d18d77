import type { MigrationInterface, QueryRunner } from 'typeorm';
import { MONTH_TOTALS } from '../../registers/totals/month-totals.migration.js';

/** Balances of the past are read from totals by month. */
export class LedgerMonthTotals1764000000016 implements MigrationInterface {
  readonly name = 'LedgerMonthTotals1764000000016';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of MONTH_TOTALS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}
