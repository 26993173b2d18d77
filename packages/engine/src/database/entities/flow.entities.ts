import type { Localized } from '@dougong/kernel/foundation';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'core', name: 'flow_instance' })
export class FlowInstance {
  @PrimaryColumn('uuid')
  id!: string;

  /** The release whose drawing this instance follows to its end. */
  @Column('integer')
  release!: number;

  @Column('text', { name: 'flow_key' })
  flowKey!: string;

  @Column('text')
  form!: string;

  @Column('uuid', { name: 'record_id' })
  recordId!: string;

  @Column('text')
  status!: string;

  @Column('integer')
  revision!: number;

  @Column('uuid')
  starter!: string;

  @Column('jsonb')
  state!: Readonly<Record<string, unknown>>;

  @Column('timestamptz', { name: 'started_at' })
  startedAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  /** The instance that started this one beside itself, and the node in which it did. */
  @Column('uuid', { name: 'parent_id', nullable: true })
  parentId!: string | null;

  @Column('text', { name: 'parent_node', nullable: true })
  parentNode!: string | null;

  /** What could not be carried out when it last came to a stand. */
  @Column('text', { nullable: true })
  trouble!: string | null;
}

@Entity({ schema: 'core', name: 'flow_event' })
export class FlowEvent {
  @PrimaryColumn('uuid', { name: 'instance_id' })
  instanceId!: string;

  @PrimaryColumn('integer')
  seq!: number;

  @Column('text')
  kind!: string;

  @Column('text', { name: 'node_id', nullable: true })
  nodeId!: string | null;

  @Column('uuid', { nullable: true })
  actor!: string | null;

  @Column('jsonb', { nullable: true })
  payload!: Readonly<Record<string, unknown>> | null;

  @Column('timestamptz')
  at!: Date;
}

@Entity({ schema: 'core', name: 'task' })
export class Task {
  @PrimaryColumn('uuid')
  id!: string;

  /** Null: a rule opened it, no flow. */
  @Column('uuid', { name: 'instance_id', nullable: true })
  instanceId!: string | null;

  @Column('text')
  form!: string;

  @Column('uuid', { name: 'record_id' })
  recordId!: string;

  @Column('text', { name: 'node_id', nullable: true })
  nodeId!: string | null;

  @Column('text')
  kind!: string;

  @Column('jsonb', { nullable: true })
  title!: Localized | null;

  @Column('uuid')
  assignee!: string;

  /** For whom the assignee stands in, as a standing deputy. */
  @Column('uuid', { name: 'for_user', nullable: true })
  forUser!: string | null;

  /** Whose to-do the assignee helps with. */
  @Column('uuid', { nullable: true })
  helps!: string | null;

  /** The action of the record's lifecycle that completes it. */
  @Column('text', { name: 'for_action', nullable: true })
  forAction!: string | null;

  @Column('text')
  state!: 'open' | 'done' | 'cancelled';

  @Column('timestamptz', { name: 'opened_at' })
  openedAt!: Date;

  @Column('timestamptz', { name: 'due_at', nullable: true })
  dueAt!: Date | null;

  @Column('timestamptz', { name: 'done_at', nullable: true })
  doneAt!: Date | null;

  @Column('uuid', { name: 'done_by', nullable: true })
  doneBy!: string | null;

  @Column('text', { nullable: true })
  outcome!: string | null;

  @Column('text', { nullable: true })
  comment!: string | null;

  @Column('text', { name: 'rule_key', nullable: true })
  ruleKey!: string | null;

  @Column('integer', { nullable: true })
  release!: number | null;
}

/** Running instances that go on with another version of their flow, one after another. */
@Entity({ schema: 'core', name: 'flow_migration' })
export class FlowMigration {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { name: 'flow_key' })
  flowKey!: string;

  @Column('integer', { name: 'to_release' })
  toRelease!: number;

  /** Node -> the node that takes its place. */
  @Column('jsonb')
  map!: Readonly<Record<string, string>>;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('integer')
  total!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('uuid', { name: 'created_by' })
  createdBy!: string;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt!: Date | null;
}

/** One instance of a migration. */
@Entity({ schema: 'core', name: 'flow_migration_item' })
export class FlowMigrationItem {
  @PrimaryColumn('uuid', { name: 'migration_id' })
  migrationId!: string;

  @PrimaryColumn('uuid', { name: 'instance_id' })
  instanceId!: string;

  @Column('text')
  state!: 'waiting' | 'moved' | 'refused' | 'ended';

  @Column('text', { nullable: true })
  code!: string | null;

  @Column('jsonb', { nullable: true })
  issues!: readonly Readonly<Record<string, unknown>>[] | null;

  @Column('timestamptz', { name: 'done_at', nullable: true })
  doneAt!: Date | null;
}
