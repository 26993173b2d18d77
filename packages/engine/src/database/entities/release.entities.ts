import type { Definition } from '@dougong/kernel/metadata';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was published: the effective definitions, whole, so that any release can be read and restored. */
@Entity({ schema: 'core', name: 'release' })
export class Release {
  @PrimaryColumn('integer')
  number!: number;

  @Column('jsonb')
  definitions!: readonly Definition[];

  @Column('jsonb')
  templates!: readonly { readonly key: string; readonly version: string }[];

  @Column('jsonb')
  changes!: readonly unknown[];

  @Column('text', { nullable: true })
  comment!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy!: string | null;

  /** What people call it, beside its number. */
  @Column('text', { nullable: true })
  name!: string | null;

  /** Whether scenarios were played before; null: there were none, or nobody asked for them. */
  @Column('text', { nullable: true })
  scenarios!: 'passed' | 'skipped' | null;
}

/** One row: the release in force. */
@Entity({ schema: 'core', name: 'current_release' })
export class CurrentRelease {
  @PrimaryColumn('boolean')
  singleton!: boolean;

  @Column('integer')
  number!: number;
}

@Entity({ schema: 'core', name: 'draft' })
export class Draft {
  @PrimaryColumn('text')
  kind!: string;

  @PrimaryColumn('text')
  key!: string;

  /** Null: the draft takes the definition away. */
  @Column('jsonb', { nullable: true })
  definition!: Definition | null;

  @Column('integer', { name: 'base_release', nullable: true })
  baseRelease!: number | null;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  @Column('uuid', { name: 'updated_by', nullable: true })
  updatedBy!: string | null;
}

/** One row: grows with every change of a draft, so that two designers notice each other. */
@Entity({ schema: 'core', name: 'draft_revision' })
export class DraftRevision {
  @PrimaryColumn('boolean')
  singleton!: boolean;

  @Column('integer')
  revision!: number;
}

@Entity({ schema: 'core', name: 'installed_template' })
export class InstalledTemplate {
  @PrimaryColumn('text')
  key!: string;

  @Column('text')
  version!: string;

  /** The files as installed; they are never edited. */
  @Column('jsonb')
  files!: Readonly<Record<string, unknown>>;

  @Column('timestamptz', { name: 'installed_at' })
  installedAt!: Date;

  /** What was answered to its parameters. */
  @Column('jsonb')
  answers!: Readonly<Record<string, string | boolean>>;

  /** Digest of the checksums of its files. */
  @Column('text', { nullable: true })
  integrity!: string | null;

  @Column('jsonb', { nullable: true })
  signature!: unknown;

  /** Whether it was installed with sample data. */
  @Column('boolean')
  demo!: boolean;
}

@Entity({ schema: 'core', name: 'seed_ref' })
export class SeedRef {
  @PrimaryColumn('text')
  template!: string;

  @PrimaryColumn('text')
  form!: string;

  @PrimaryColumn('text')
  ref!: string;

  @Column('uuid', { name: 'record_id' })
  recordId!: string;

  /** Whether it is sample data. */
  @Column('boolean')
  demo!: boolean;

  /** Grows in the order of making. */
  @Column('bigint')
  position!: string;
}

/** A package that was sent and waits to be installed. */
@Entity({ schema: 'core', name: 'template_package' })
export class TemplatePackageSent {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  key!: string;

  @Column('text')
  version!: string;

  @Column('bytea')
  bytes!: Buffer;

  @Column('timestamptz', { name: 'sent_at' })
  sentAt!: Date;

  @Column('uuid', { name: 'sent_by' })
  sentBy!: string;
}

/** An installation, upgrade, removal or revert of templates, with what was installed before. */
@Entity({ schema: 'core', name: 'template_change' })
export class TemplateChangeDone {
  @PrimaryColumn('bigint')
  id!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('uuid', { nullable: true })
  actor!: string | null;

  @Column('text')
  action!: string;

  @Column('jsonb')
  templates!: unknown;

  @Column('integer', { name: 'release_before' })
  releaseBefore!: number;

  @Column('integer', { name: 'release_after' })
  releaseAfter!: number;

  @Column('jsonb', { name: 'installed_before' })
  installedBefore!: unknown;

  @Column('jsonb')
  choices!: unknown;

  @Column('bigint', { nullable: true })
  reverts!: string | null;
}
