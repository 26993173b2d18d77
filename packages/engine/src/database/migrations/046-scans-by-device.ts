import type { MigrationInterface, QueryRunner } from 'typeorm';
import { SCANS_BY_DEVICE } from '../../scanning/scanning.migration.js';

/** Which devices scan, and when each was last seen. */
export class ScansByDevice1764000000046 implements MigrationInterface {
  readonly name = 'ScansByDevice1764000000046';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SCANS_BY_DEVICE);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}
