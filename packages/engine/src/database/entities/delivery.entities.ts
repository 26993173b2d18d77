import type { Localized } from '@dougong/kernel/foundation';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something that happens later; executed and removed in one transaction. */
@Entity({ schema: 'core', name: 'timer' })
export class Timer {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: string;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  @Column('jsonb')
  payload!: Readonly<Record<string, unknown>>;

  @Column('uuid', { name: 'task_id', nullable: true })
  taskId!: string | null;

  @Column('uuid', { name: 'instance_id', nullable: true })
  instanceId!: string | null;

  @Column('integer')
  attempts!: number;

  /** Set when it failed too often; an operator looks at it. */
  @Column('timestamptz', { name: 'failed_at', nullable: true })
  failedAt!: Date | null;

  @Column('text', { name: 'last_error', nullable: true })
  lastError!: string | null;

  /** Timers of flows: until then one process is about to fire it. */
  @Column('timestamptz', { name: 'leased_until', nullable: true })
  leasedUntil!: Date | null;
}

/** What goes out after the commit: written with the command, delivered at least once under one key. */
@Entity({ schema: 'core', name: 'outbox' })
export class OutboxMessage {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  topic!: string;

  @Column('text')
  key!: string;

  @Column('jsonb')
  payload!: Readonly<Record<string, unknown>>;

  @Column('text')
  state!: 'waiting' | 'delivered' | 'failed';

  @Column('integer')
  attempts!: number;

  /** When it is tried next; while somebody delivers it, when others may take it over. */
  @Column('timestamptz', { name: 'next_at' })
  nextAt!: Date;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'delivered_at', nullable: true })
  deliveredAt!: Date | null;

  @Column('text', { name: 'last_error', nullable: true })
  lastError!: string | null;
}

@Entity({ schema: 'core', name: 'notification' })
export class Notification {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('text')
  key!: string;

  @Column('text')
  event!: string;

  @Column('jsonb')
  title!: Localized;

  @Column('jsonb', { nullable: true })
  body!: Localized | null;

  @Column('text', { nullable: true })
  form!: string | null;

  @Column('uuid', { name: 'record_id', nullable: true })
  recordId!: string | null;

  @Column('timestamptz')
  at!: Date;

  @Column('timestamptz', { name: 'read_at', nullable: true })
  readAt!: Date | null;
}

@Entity({ schema: 'core', name: 'webhook_endpoint' })
export class WebhookEndpoint {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  url!: string;

  /** Signs every delivery; `whsec_` and at least 24 bytes in base64. Plain where it was written before secrets were sealed. */
  @Column('text', { select: false, nullable: true })
  secret!: string | null;

  /** The secrets, locked with the key of the installation. */
  @Column('bytea', { select: false, nullable: true })
  sealed!: Buffer | null;

  /** Types of events that it wants; empty: all. */
  @Column('text', { array: true })
  events!: string[];

  @Column('boolean')
  active!: boolean;

  @Column('text', { name: 'disabled_reason', nullable: true })
  disabledReason!: string | null;
}
