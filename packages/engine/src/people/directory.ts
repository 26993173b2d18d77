import { Injectable } from '@nestjs/common';
import type { PeopleFacts } from '@dougong/kernel/flows';
import { Database } from '../database/database.js';

/** People as decisions ask for them, with the version they were read at. */
export interface DirectorySnapshot extends PeopleFacts {
  readonly version: string;
  /** Name of every user, also of those who have left. */
  nameOf(user: string): string | undefined;
}

const READ = `
  SELECT (SELECT version FROM core.directory_version) AS version,
         (SELECT coalesce(jsonb_agg(jsonb_build_array(u.id, u.name, u.active) ORDER BY u.login), '[]') FROM core.user_account u) AS users,
         (SELECT coalesce(jsonb_agg(jsonb_build_array(r.role_key, r.user_id) ORDER BY u.login), '[]')
            FROM core.user_role r JOIN core.user_account u ON u.id = r.user_id WHERE u.active) AS roles`;

interface DirectoryRow {
  readonly version: string;
  readonly users: readonly (readonly [string, string, boolean])[];
  readonly roles: readonly (readonly [string, string])[];
}

/**
 * The company's people, kept in memory. Every command's first statement brings the version in force, so a process
 * that has an old copy notices before it decides.
 */
@Injectable()
export class Directory {
  private snapshot: Promise<DirectorySnapshot> | undefined;

  constructor(private readonly database: Database) {}

  /** The copy in memory, read on first use. */
  current(): Promise<DirectorySnapshot> {
    this.snapshot ??= this.read();
    return this.snapshot;
  }

  /** Reads the people anew. */
  refresh(): Promise<DirectorySnapshot> {
    this.snapshot = this.read();
    return this.snapshot;
  }

  private async read(): Promise<DirectorySnapshot> {
    const { rows } = await this.database.query<{ version: string; users: never; roles: never }>(READ);
    return snapshotOf(rows[0] as DirectoryRow);
  }
}

function snapshotOf({ version, users, roles }: DirectoryRow): DirectorySnapshot {
  const names = new Map(users.map(([id, name]) => [id, name]));
  const active = new Set(users.filter(([, , isActive]) => isActive).map(([id]) => id));
  const byRole = new Map<string, string[]>();
  for (const [role, user] of roles) byRole.set(role, [...(byRole.get(role) ?? []), user]);
  return {
    version,
    usersOfRole: (role) => byRole.get(role) ?? [],
    isActive: (user) => active.has(user),
    nameOf: (user) => names.get(user),
  };
}
