import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Webhook addresses that take signed calls, each delivery once and not too many; occasions that failed and wait for somebody. */
export class HooksAndFailedOccasions1764000000009 implements MigrationInterface {
  readonly name = 'HooksAndFailedOccasions1764000000009';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [SECRETS, DELIVERIES, CALLS, OCCASIONS]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}

/** What callers sign with. A signature is checked with the secret itself, so no hash of it would do. */
const SECRETS = `
  CREATE TABLE core.rule_hook_secret (
    id uuid PRIMARY KEY,
    hook text NOT NULL,
    secret text NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid REFERENCES core.user_account
  );
  CREATE INDEX rule_hook_secret_hook ON core.rule_hook_secret (hook)`;

/** The answer of each delivery that named itself: it is given again when the delivery comes again. */
const DELIVERIES = `
  CREATE TABLE core.rule_hook_delivery (
    hook text NOT NULL,
    delivery text NOT NULL,
    body_hash bytea NOT NULL,
    accepted integer NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (hook, delivery)
  );
  CREATE INDEX rule_hook_delivery_at ON core.rule_hook_delivery (at)`;

/** Calls of one minute; a crash may forget them. */
const CALLS = `
  CREATE UNLOGGED TABLE core.rule_hook_calls (
    hook text NOT NULL,
    caller text NOT NULL,
    minute timestamptz NOT NULL,
    calls integer NOT NULL,
    PRIMARY KEY (hook, caller)
  ) WITH (fillfactor = 80)`;

/** Why an occasion failed, as codes with their parameters, and whether somebody decided to let it be. */
const OCCASIONS = `
  ALTER TABLE core.rule_occasion ADD COLUMN failure jsonb, ADD COLUMN skipped_at timestamptz;
  CREATE INDEX rule_occasion_failed ON core.rule_occasion (created_at DESC, id DESC) WHERE failed_at IS NOT NULL`;
