import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Channels that lead outside, what everybody wants to be told where, and how each delivery went. */
export class Deliveries1764000000035 implements MigrationInterface {
  readonly name = 'Deliveries1764000000035';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [CHANNELS, LOG, CHOICES, NOTIFICATIONS, ENDPOINTS]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}

/** `place` is a channel or an endpoint; `sent` the moments of the last minute, for those that limit how often they are called. */
const CHANNELS = `
  CREATE TABLE core.channel (
    key text PRIMARY KEY,
    kind text NOT NULL,
    title text NOT NULL,
    values jsonb NOT NULL,
    sealed bytea,
    active boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE TABLE core.delivery_place (
    place text PRIMARY KEY,
    failures integer NOT NULL DEFAULT 0,
    paused_until timestamptz,
    last_error text,
    failed_at timestamptz,
    delivered_at timestamptz,
    sent timestamptz[] NOT NULL DEFAULT '{}'
  )`;

/** Only what goes outside stands in the indexes, so that commands do not pay for them. */
const LOG = `
  CREATE TABLE core.delivery_attempt (
    message uuid NOT NULL REFERENCES core.outbox ON DELETE CASCADE,
    attempt integer NOT NULL,
    at timestamptz NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('delivered', 'again', 'failed')),
    reason text,
    status integer,
    answer text,
    took_ms integer NOT NULL
  );
  CREATE INDEX delivery_attempt_of_message ON core.delivery_attempt (message, at);
  CREATE INDEX outbox_outside ON core.outbox (created_at DESC, id) WHERE topic IN ('webhook', 'delivery');
  CREATE INDEX outbox_of_place ON core.outbox (coalesce(payload ->> 'channel', payload ->> 'endpoint'), created_at DESC)
    WHERE topic IN ('webhook', 'delivery')`;

const CHOICES = `
  CREATE TABLE core.notification_default (
    event text NOT NULL,
    channel text NOT NULL,
    mode text NOT NULL CHECK (mode IN ('off', 'now', 'digest')),
    PRIMARY KEY (event, channel)
  );
  CREATE TABLE core.notification_choice (
    user_id uuid NOT NULL REFERENCES core.user_account ON DELETE CASCADE,
    event text NOT NULL,
    channel text NOT NULL,
    mode text NOT NULL CHECK (mode IN ('off', 'now', 'digest')),
    PRIMARY KEY (user_id, event, channel)
  );
  CREATE TABLE core.notification_habit (
    user_id uuid PRIMARY KEY REFERENCES core.user_account ON DELETE CASCADE,
    time_zone text NOT NULL,
    quiet_from text,
    quiet_to text,
    digest_at text NOT NULL
  )`;

/** Streams resume after a number; whoever inserts takes a lock, so that numbers become visible in their order. */
const NOTIFICATIONS = `
  ALTER TABLE core.notification
    ADD COLUMN event text NOT NULL DEFAULT 'rule',
    ADD COLUMN seq bigint GENERATED ALWAYS AS IDENTITY;
  CREATE UNIQUE INDEX notification_by_seq ON core.notification (seq)`;

/** Secrets lie locked from now on; those of before are locked when an engine that has the key starts. */
const ENDPOINTS = `
  ALTER TABLE core.webhook_endpoint ALTER COLUMN secret DROP NOT NULL, ADD COLUMN sealed bytea`;
