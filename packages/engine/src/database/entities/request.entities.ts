import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The answer to a request that carried an Idempotency-Key, for those who ask again. */
@Entity({ schema: 'core', name: 'idempotency_request' })
export class IdempotencyRequest {
  @PrimaryColumn('uuid')
  principal!: string;

  @PrimaryColumn('text')
  key!: string;

  @Column('bytea', { name: 'body_hash' })
  bodyHash!: Buffer;

  @Column('integer', { nullable: true })
  status!: number | null;

  @Column('jsonb', { nullable: true })
  answer!: unknown;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}

/** Who did, or tried, what. Append-only. */
@Entity({ schema: 'core', name: 'audit_entry' })
export class AuditEntry {
  @PrimaryColumn('bigint')
  id!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('uuid', { nullable: true })
  actor!: string | null;

  @Column('uuid', { name: 'on_behalf_of', nullable: true })
  onBehalfOf!: string | null;

  @Column('text')
  action!: string;

  @Column('text')
  outcome!: 'done' | 'refused';

  @Column('text', { nullable: true })
  form!: string | null;

  @Column('uuid', { name: 'record_id', nullable: true })
  recordId!: string | null;

  @Column('text', { nullable: true })
  code!: string | null;

  @Column('text')
  channel!: string;

  @Column('inet', { nullable: true })
  ip!: string | null;

  @Column('text', { nullable: true })
  agent!: string | null;

  @Column('text', { name: 'request_id', nullable: true })
  requestId!: string | null;

  @Column('text', { nullable: true })
  cause!: string | null;

  @Column('jsonb', { nullable: true })
  changes!: unknown;

  @Column('integer', { nullable: true })
  release!: number | null;
}
