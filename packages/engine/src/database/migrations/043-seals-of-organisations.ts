import type { MigrationInterface, QueryRunner } from 'typeorm';
import { DIGESTS_WITH_ORGANISATION } from '../../registers/seals/seals.migration.js';

/** Seals cover in whose books a posting and a voucher stand. */
export class SealsOfOrganisations1764000000043 implements MigrationInterface {
  readonly name = 'SealsOfOrganisations1764000000043';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DIGESTS_WITH_ORGANISATION);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}
