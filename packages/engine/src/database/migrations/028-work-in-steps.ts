import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Jobs that say their steps; publishes that named people approve, and that are about more than drafts. */
export class WorkInSteps1764000000028 implements MigrationInterface {
  readonly name = 'WorkInSteps1764000000028';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [JOB_STEPS, REQUESTS]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}

/**
 * `settled`: what cannot be taken back was committed, so it is too late to cancel. `refusal`: status and parameters of the
 * problem that the caller would have been answered. `told_once`: what is not kept with the result, such as first passwords.
 */
const JOB_STEPS = `
  ALTER TABLE core.job
    ADD COLUMN step jsonb,
    ADD COLUMN settled boolean NOT NULL DEFAULT false,
    ADD COLUMN refusal jsonb,
    ADD COLUMN told_once jsonb;
  CREATE INDEX job_told_once ON core.job (finished_at) WHERE told_once IS NOT NULL`;

const REQUESTS = `
  ALTER TABLE core.publish_request
    ADD COLUMN approver_users jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN work jsonb`;
