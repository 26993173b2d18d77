import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CLOSING_TABLES } from '../../registers/periods/closing.migration.js';
import { SEAL_TABLES } from '../../registers/seals/seals.migration.js';

/** Months are closed, and what was posted is sealed. */
export class LedgerPeriodsAndSeals1764000000015 implements MigrationInterface {
  readonly name = 'LedgerPeriodsAndSeals1764000000015';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...CLOSING_TABLES, ...SEAL_TABLES]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}
