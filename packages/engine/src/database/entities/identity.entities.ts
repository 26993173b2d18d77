import type { Localized } from '@dougong/kernel/foundation';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity({ schema: 'core', name: 'user_account' })
export class UserAccount {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  login!: string;

  @Column('text')
  name!: string;

  /** What stands beside the name; the title of the first post held, or a wording of one's own. */
  @Column('jsonb', { nullable: true })
  post!: Localized | null;

  /** Argon2 hash in PHC form; without one the user cannot sign in with a password. */
  @Column('text', { name: 'password_hash', nullable: true, select: false })
  passwordHash!: string | null;

  @Column('boolean')
  active!: boolean;

  @Column('text')
  language!: string;

  @Column('uuid', { nullable: true })
  department!: string | null;

  /** A person, or a program with an account of its own. */
  @Column('text')
  kind!: 'person' | 'service';

  @Column('text', { nullable: true })
  email!: string | null;
}

@Entity({ schema: 'core', name: 'user_role' })
export class UserRole {
  @PrimaryColumn('uuid', { name: 'user_id' })
  userId!: string;

  @PrimaryColumn('text', { name: 'role_key' })
  roleKey!: string;
}

/** One row: the version of the people and their roles, kept by triggers. */
@Entity({ schema: 'core', name: 'directory_version' })
export class DirectoryVersion {
  @PrimaryColumn('boolean')
  singleton!: boolean;

  @Column('bigint')
  version!: string;
}

@Entity({ schema: 'core', name: 'session' })
export class SignInSession {
  @PrimaryColumn('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'last_seen_at' })
  lastSeenAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}

@Entity({ schema: 'core', name: 'api_key' })
export class ApiKey {
  @PrimaryColumn('uuid')
  id!: string;

  /** The first characters of the key, by which people tell their keys apart. */
  @Column('text')
  prefix!: string;

  @Column('bytea', { select: false })
  hash!: Buffer;

  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('text')
  name!: string;

  /** What the key may do of what its account may; null: all of it. */
  @Column('jsonb', { nullable: true })
  scope!: object | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
