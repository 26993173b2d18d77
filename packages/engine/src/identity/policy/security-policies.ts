import { Inject, Injectable } from '@nestjs/common';
import { issue, pointer } from '@dougong/kernel/foundation';
import type { Clock, Issue } from '@dougong/kernel/foundation';
import { AuditLog } from '../../audit/audit-log.js';
import type { AuditSource } from '../../audit/audit-log.js';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { invalid, Refusal } from '../../http/refusal.js';
import { CLOCK } from '../../ports.js';
import { knownRoles } from '../role-keys.js';
import { DEFAULT_POLICY } from './security-policy.js';
import type { SecurityPolicy, SecurityPolicyChange } from './security-policy.js';

const SETTING = 'security';

const READ = 'SELECT value FROM core.application_setting WHERE key = $1';

const KEEP = `
  INSERT INTO core.application_setting (key, value, updated_at, updated_by) VALUES ($1, $2, $3, $4)
  ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at, updated_by = excluded.updated_by`;

/** A policy with the number of its wording, so that two administrators do not write over each other. */
export interface VersionedPolicy {
  readonly policy: SecurityPolicy;
  readonly version: number;
}

/** The policy of this installation, which administrators change. */
@Injectable()
export class SecurityPolicies {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  read(): Promise<SecurityPolicy> {
    return this.readVersioned().then(({ policy }) => policy);
  }

  readVersioned(): Promise<VersionedPolicy> {
    return readIn(this.database, READ);
  }

  /**
   * Changes what is said; what is left out stays as it is.
   * @param seen the version that the change was thought of for; another one refuses it.
   */
  async change(
    by: AuditSource & { readonly actor: string },
    wanted: SecurityPolicyChange,
    seen?: number,
  ): Promise<VersionedPolicy> {
    return this.database.transaction(async (session) => {
      await refuseUnknownRoles(session, wanted);
      const { policy: before, version } = await readIn(session, `${READ} FOR UPDATE`);
      if (seen !== undefined && seen !== version) throw new Refusal(412, 'stale_policy');
      const after = { policy: { ...before, ...wanted }, version: version + 1 };
      const kept = JSON.stringify({ ...after.policy, version: after.version });
      await session.query(KEEP, [SETTING, kept, this.clock(), by.actor]);
      const changes = (Object.keys(wanted) as (keyof SecurityPolicy)[]).map((key) => ({
        path: `/${SETTING}/${key}`,
        old: before[key],
        new: after.policy[key],
      }));
      await this.audit.write(session, { ...by, action: 'security_policy:change', outcome: 'done', changes });
      return after;
    });
  }
}

type Kept = Partial<SecurityPolicy> & { readonly version?: number };

async function readIn(session: Pick<SqlSession, 'query'>, text: string): Promise<VersionedPolicy> {
  const { rows } = await session.query<{ value: Kept }>(text, [SETTING]);
  const { version = 1, ...said } = rows[0]?.value ?? {};
  return { policy: { ...DEFAULT_POLICY, ...said }, version };
}

/** A role that nobody knows would protect nobody. */
async function refuseUnknownRoles(session: SqlSession, wanted: SecurityPolicyChange): Promise<void> {
  const groups = Object.entries(wanted.groupRoles ?? {});
  const named = [
    ...(wanted.secondFactor?.roles ?? []).map((role, at) => ({ role, path: `/secondFactor/roles/${at}` })),
    ...groups.flatMap(([group, roles]) =>
      roles.map((role, at) => ({ role, path: pointer(pointer('/groupRoles', group), at) })),
    ),
  ];
  if (named.length === 0) return;
  const known = await knownRoles(session);
  const issues = named.flatMap<Issue>(({ role, path }) =>
    known.has(role) ? [] : [issue('unknown_role', path, { role })],
  );
  if (issues.length > 0) throw invalid(issues);
}
