import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { Database } from '../database/database.js';
import { CLOCK } from '../ports.js';
import { snapshotOf } from './directory-snapshot.js';
import type { DirectoryRow, DirectorySnapshot } from './directory-snapshot.js';

export type { DirectorySnapshot } from './directory-snapshot.js';

/**
 * Everybody and everything that decisions ask for, in one statement. `$1`: deputies whose time was over before are left
 * out, so that the copy does not grow with the years.
 */
const READ = `
  SELECT (SELECT version FROM core.directory_version) AS version,
         (SELECT coalesce(jsonb_agg(jsonb_build_array(u.id, u.name, u.active, d.key, u.successor) ORDER BY u.login), '[]')
            FROM core.user_account u LEFT JOIN core.department d ON d.id = u.department) AS users,
         (SELECT coalesce(jsonb_agg(jsonb_build_array(r.role_key, r.user_id) ORDER BY u.login), '[]')
            FROM core.user_role r JOIN core.user_account u ON u.id = r.user_id
           WHERE u.active AND u.kind = 'person') AS roles,
         (SELECT coalesce(jsonb_agg(jsonb_build_array(p.key, h.user_id) ORDER BY u.login), '[]')
            FROM core.user_post h JOIN core.post p ON p.id = h.post_id JOIN core.user_account u ON u.id = h.user_id
           WHERE u.active) AS posts,
         (SELECT coalesce(jsonb_agg(jsonb_build_array(d.key, p.key, d.leader, d.active, d.organisation IS NOT NULL) ORDER BY d.key), '[]')
            FROM core.department d LEFT JOIN core.department p ON p.id = d.parent) AS departments,
         (SELECT coalesce(jsonb_agg(jsonb_build_array(d.key, o.user_id) ORDER BY d.key), '[]')
            FROM core.user_organisation o JOIN core.department d ON d.id = o.department_id) AS organisations,
         (SELECT coalesce(jsonb_agg(jsonb_build_array(d.user_id, d.deputy_id, d.flow_key, d.starts_at, d.ends_at) ORDER BY d.starts_at), '[]')
            FROM core.deputy d WHERE d.ends_at IS NULL OR d.ends_at > $1::timestamptz - interval '1 day') AS deputies`;

/**
 * The company's people, kept in memory. Every command's first statement brings the version in force, so a process
 * that has an old copy notices before it decides.
 */
@Injectable()
export class Directory {
  private snapshot: Promise<DirectorySnapshot> | undefined;

  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

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
    const { rows } = await this.database.query<DirectoryRow & Record<string, unknown>>(READ, [this.clock()]);
    return snapshotOf(rows[0] as DirectoryRow);
  }
}
