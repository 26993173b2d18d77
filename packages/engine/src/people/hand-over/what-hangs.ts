import { Inject, Injectable } from '@nestjs/common';
import type { Clock, Localized } from '@dougong/kernel/foundation';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { CLOCK } from '../../ports.js';
import { ReleaseRegistry } from '../../releases/release-registry.js';

/** What hangs on a person beside his tasks. */
export interface Hanging {
  readonly sessions: number;
  readonly keys: number;
  readonly departments: readonly { readonly key: string; readonly title: Localized }[];
  /** Rules by which he stands in for others, and by which others stand in for him. */
  readonly standsIn: number;
  readonly stoodFor: number;
  readonly roles: readonly string[];
}

/** A node of a flow that names him. */
export interface NamingNode {
  readonly flow: string;
  readonly node: string;
  readonly title: Localized | null;
}

/** `$2`: now. Rules whose time is over hang on nobody. */
const READ = `
  SELECT (SELECT count(*)::integer FROM core.session
           WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > $2) AS sessions,
         (SELECT count(*)::integer FROM core.api_key
           WHERE user_id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)) AS keys,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('key', key, 'title', title) ORDER BY key), '[]')
            FROM core.department WHERE leader = $1) AS departments,
         (SELECT count(*)::integer FROM core.deputy
           WHERE deputy_id = $1 AND (ends_at IS NULL OR ends_at > $2)) AS "standsIn",
         (SELECT count(*)::integer FROM core.deputy
           WHERE user_id = $1 AND (ends_at IS NULL OR ends_at > $2)) AS "stoodFor",
         ARRAY(SELECT role_key FROM core.user_role WHERE user_id = $1 ORDER BY role_key) AS roles`;

/** Finds everything that hangs on a person who leaves. */
@Injectable()
export class WhatHangs {
  constructor(
    private readonly releases: ReleaseRegistry,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async on(user: string, session: Pick<SqlSession, 'query'> = this.database): Promise<Hanging> {
    const { rows } = await session.query<Hanging & Record<string, unknown>>(READ, [user, this.clock()]);
    if (!rows[0]) throw new Error('a question without a table always has an answer');
    return rows[0];
  }

  /** The nodes of the flows in force that name him; drawings of earlier releases ask his successor, too. */
  async nodesThatName(user: string): Promise<readonly NamingNode[]> {
    const { flows } = await this.releases.refresh();
    return [...flows.values()].flatMap(({ key, definition }) =>
      definition.nodes
        .filter((node) => JSON.stringify(node).includes(user))
        .map((node) => ({ flow: key, node: node.id, title: titleOf(node) })),
    );
  }
}

function titleOf(node: object): Localized | null {
  return (node as { readonly title?: Localized }).title ?? null;
}
