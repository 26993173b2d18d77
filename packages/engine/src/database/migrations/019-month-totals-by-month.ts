import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What all keys held after a month is read together; the primary key leads to one key after the other. */
export class MonthTotalsByMonth1764000000019 implements MigrationInterface {
  readonly name = 'MonthTotalsByMonth1764000000019';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX month_total_by_month ON ledger.month_total (month)');
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}
