import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { Database } from '../../database/database.js';
import { CLOCK } from '../../ports.js';
import type { PolicyEffects, SecurityPolicy } from './security-policy.js';

/** What of a policy asks something of people. */
export type AskingPolicy = Pick<SecurityPolicy, 'secondFactor' | 'passwordDays'>;

/** `$1` now, `$2` whether all need a second factor, `$3` or which roles, `$4` how many days a password is good. */
const READ = `
  SELECT count(*)::integer AS people,
         count(*) FILTER (
           WHERE ($2 OR EXISTS (SELECT FROM core.user_role r WHERE r.user_id = u.id AND r.role_key = ANY ($3::text[])))
             AND NOT EXISTS (SELECT FROM core.second_factor f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL)
         )::integer AS "withoutFactor",
         count(*) FILTER (
           WHERE u.password_hash IS NOT NULL AND (u.password_must_change
              OR coalesce(u.password_set_at, u.created_at) + make_interval(days => $4::integer) <= $1::timestamptz)
         )::integer AS "passwordsOver",
         (SELECT count(*)::integer FROM core.session s
           WHERE s.viewer IS NULL AND s.revoked_at IS NULL AND s.expires_at > $1::timestamptz
             AND (s.idle_seconds IS NULL OR s.last_seen_at + make_interval(secs => s.idle_seconds) > $1::timestamptz)
         ) AS sessions
    FROM core.user_account u WHERE u.active AND u.kind = 'person' AND u.login NOT LIKE '%:%'`;

/** Counts whom a policy would ask for something, before it is put in force. */
@Injectable()
export class PolicyEffectsReader {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async of({ secondFactor, passwordDays }: AskingPolicy): Promise<PolicyEffects> {
    const { rows } = await this.database.query<PolicyEffects & Record<string, unknown>>(READ, [
      this.clock(),
      secondFactor.all,
      secondFactor.roles,
      passwordDays,
    ]);
    if (!rows[0]) throw new Error('a count always has a row');
    return rows[0];
  }
}
