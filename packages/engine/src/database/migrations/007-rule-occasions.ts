import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What rules wait for besides saves. An occasion is one call of one rule; its key makes it happen once. Rules act in the
 * name of the platform, which is a user that nobody can sign in as.
 */
export class RuleOccasions1764000000007 implements MigrationInterface {
  readonly name = 'RuleOccasions1764000000007';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [PLATFORM, ENDPOINTS, OCCASIONS, SCHEDULES, THRESHOLDS, HOOKS])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}

const PLATFORM = `
  INSERT INTO core.user_account (id, login, name, active)
  VALUES ('00000000-0000-4000-8000-000000000001', 'dougong:platform', '系统', false)`;

/** An endpoint with a key is called by rules that name it; events go to it only where it lists them. */
const ENDPOINTS = `ALTER TABLE core.webhook_endpoint ADD COLUMN key text UNIQUE`;

const OCCASIONS = `
  CREATE TABLE core.rule_occasion (
    id uuid PRIMARY KEY,
    key text NOT NULL UNIQUE,
    kind text NOT NULL CHECK (kind IN ('schedule', 'threshold', 'webhook')),
    rule_key text NOT NULL,
    form text NOT NULL,
    record_id uuid,
    given jsonb,
    due_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    done_at timestamptz,
    failed_at timestamptz,
    last_error text
  ) WITH (fillfactor = 80);
  CREATE INDEX rule_occasion_due ON core.rule_occasion (due_at, id) WHERE done_at IS NULL AND failed_at IS NULL;
  CREATE INDEX rule_occasion_done ON core.rule_occasion (done_at) WHERE done_at IS NOT NULL`;

/** Up to which minute of the business each schedule was looked at. */
const SCHEDULES = `
  CREATE TABLE core.rule_schedule (
    rule_key text PRIMARY KEY,
    seen_minute text NOT NULL
  )`;

/** On which side of a rule's limit each balance was last seen. */
const THRESHOLDS = `
  CREATE TABLE core.rule_threshold_side (
    rule_key text NOT NULL,
    key_id bigint NOT NULL,
    side text NOT NULL CHECK (side IN ('inside', 'outside')),
    PRIMARY KEY (rule_key, key_id)
  ) WITH (fillfactor = 80)`;

/** Who may call the rules of a webhook: one token for each address, kept as its hash. */
const HOOKS = `
  CREATE TABLE core.rule_hook (
    key text PRIMARY KEY,
    token_hash bytea NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid REFERENCES core.user_account
  )`;
