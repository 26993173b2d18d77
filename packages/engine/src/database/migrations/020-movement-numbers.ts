import type { MigrationInterface, QueryRunner } from 'typeorm';
import { DRAW_MOVEMENTS } from '../../registers/movement-numbers.migration.js';

export class MovementNumbers1764000000020 implements MigrationInterface {
  readonly name = 'MovementNumbers1764000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DRAW_MOVEMENTS);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}
