import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sessions in which somebody looks at the system as somebody else: `user_id` is seen as, `viewer` looks. */
export class ViewingSessions1764000000029 implements MigrationInterface {
  readonly name = 'ViewingSessions1764000000029';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE core.session ADD COLUMN viewer uuid REFERENCES core.user_account ON DELETE CASCADE',
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}
