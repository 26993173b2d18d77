import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CONNECTOR_TABLES } from '../../connectors/connectors.migration.js';

/** Outside systems: where they are, how far each import and export is, and what did not come through. */
export class Connectors1764000000038 implements MigrationInterface {
  readonly name = 'Connectors1764000000038';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of CONNECTOR_TABLES) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}
