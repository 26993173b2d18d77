import type { MigrationInterface, QueryRunner } from 'typeorm';
import { FILE_TABLES } from '../../files/file-tables.migration.js';
import { NUMBER_COUNTERS } from '../../records/number-counters.migration.js';

/** Numbers without gaps, and files that records keep. */
export class FilesAndCounters1764000000021 implements MigrationInterface {
  readonly name = 'FilesAndCounters1764000000021';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...NUMBER_COUNTERS, ...FILE_TABLES]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}
