import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What the complete flow engine keeps: who stands in for whom on a to-do, instances that others started, timers and
 * calls of instances, and migrations of many instances as work that survives a restart.
 */
export class FlowEngine1764000000011 implements MigrationInterface {
  readonly name = 'FlowEngine1764000000011';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('migrations only go forward; restore a backup to go back');
  }
}

const TASKS = `
  ALTER TABLE core.task ADD COLUMN for_user uuid, ADD COLUMN helps uuid`;

const INSTANCES = `
  ALTER TABLE core.flow_instance
    ADD COLUMN parent_id uuid REFERENCES core.flow_instance,
    ADD COLUMN parent_node text,
    ADD COLUMN trouble text;
  CREATE INDEX flow_instance_by_parent ON core.flow_instance (parent_id) WHERE parent_id IS NOT NULL;
  CREATE INDEX flow_instance_under_way ON core.flow_instance (flow_key, started_at DESC, id DESC) WHERE ended_at IS NULL;
  CREATE INDEX flow_instance_by_flow ON core.flow_instance (flow_key, started_at DESC, id DESC)`;

/** Ten thousand due timers of flows must not stand in the way of the other kinds, nor the other way round. */
const TIMERS = `
  ALTER TABLE core.timer ADD COLUMN leased_until timestamptz;
  DROP INDEX core.timer_due;
  CREATE INDEX timer_due ON core.timer (due_at) WHERE failed_at IS NULL AND kind <> 'flow';
  CREATE INDEX timer_due_flow ON core.timer (due_at, id) WHERE failed_at IS NULL AND kind = 'flow'`;

/** Process figures look at a span of time; the trail is written in the order of time, so that blocks tell it. */
const EVENTS = `
  CREATE INDEX flow_event_at ON core.flow_event USING brin (at)`;

const MIGRATIONS = `
  CREATE TABLE core.flow_migration (
    id uuid PRIMARY KEY,
    flow_key text NOT NULL,
    to_release integer NOT NULL REFERENCES core.release,
    map jsonb NOT NULL DEFAULT '{}',
    reason text,
    total integer NOT NULL,
    created_at timestamptz NOT NULL,
    created_by uuid NOT NULL,
    finished_at timestamptz
  );
  CREATE INDEX flow_migration_unfinished ON core.flow_migration (created_at) WHERE finished_at IS NULL;
  CREATE TABLE core.flow_migration_item (
    migration_id uuid NOT NULL REFERENCES core.flow_migration ON DELETE CASCADE,
    instance_id uuid NOT NULL REFERENCES core.flow_instance,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'moved', 'refused', 'ended')),
    code text,
    issues jsonb,
    done_at timestamptz,
    PRIMARY KEY (migration_id, instance_id)
  );
  CREATE INDEX flow_migration_item_waiting ON core.flow_migration_item (migration_id, instance_id) WHERE state = 'waiting'`;

const STATEMENTS = [TASKS, INSTANCES, TIMERS, EVENTS, MIGRATIONS];
