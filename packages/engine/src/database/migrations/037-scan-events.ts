import type { MigrationInterface, QueryRunner } from 'typeorm';
import { SCAN_EVENTS } from '../../scanning/scanning.migration.js';

/** What devices scan. */
export class ScanEvents1764000000037 implements MigrationInterface {
  readonly name = 'ScanEvents1764000000037';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SCAN_EVENTS);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}
