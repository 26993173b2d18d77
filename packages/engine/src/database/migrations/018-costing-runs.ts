import type { MigrationInterface, QueryRunner } from 'typeorm';
import { COSTING_TABLES } from '../../costing/costing-tables.migration.js';

/** Cost runs are kept in numbered versions with their inputs, figures and traces. */
export class CostingRuns1764000000018 implements MigrationInterface {
  readonly name = 'CostingRuns1764000000018';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of COSTING_TABLES) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}
