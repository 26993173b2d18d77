import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TEMPLATE_PACKAGES } from '../../templates/template-packages.migration.js';

export class TemplatePackages1764000000026 implements MigrationInterface {
  readonly name = 'TemplatePackages1764000000026';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TEMPLATE_PACKAGES);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}
