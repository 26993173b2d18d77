import { Inject, Injectable } from '@nestjs/common';
import { issue } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import { AuditLog } from '../../audit/audit-log.js';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { invalid } from '../../http/refusal.js';
import { Directory } from '../../people/directory.js';
import { CLOCK } from '../../ports.js';
import type { DraftActor } from '../drafts/draft-book.js';
import { ReleaseRegistry } from '../release-registry.js';
import type { DesignSettingsBody, DesignSettingsWire } from './request.wire.js';

/** What holds where nobody has said anything. */
const DEFAULTS: DesignSettingsWire = { publishApproval: null, publishScenarios: 'affected' };
const KEYS = Object.keys(DEFAULTS) as (keyof DesignSettingsWire)[];

const READ = 'SELECT key, value FROM core.application_setting WHERE key = ANY ($1::text[])';

const KEEP = `
  INSERT INTO core.application_setting (key, value, updated_at, updated_by) VALUES ($1, $2, $3, $4)
  ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at, updated_by = excluded.updated_by`;

/** Whether a publish needs somebody's approval, and whose; whether it plays the scenarios unasked. */
@Injectable()
export class DesignSettings {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly audit: AuditLog,
    private readonly directory: Directory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  read(): Promise<DesignSettingsWire> {
    return readIn(this.database, READ);
  }

  /** Changes what is said; what is left out stays as it is. */
  async change(wanted: DesignSettingsBody, { id, ...source }: DraftActor): Promise<DesignSettingsWire> {
    await this.refuseUnknownApprovers(wanted.publishApproval ?? null);
    const said = KEYS.filter((key) => wanted[key] !== undefined);
    await this.database.transaction(async (session) => {
      const before = await readIn(session, `${READ} FOR UPDATE`);
      for (const key of said) await session.query(KEEP, [key, JSON.stringify(wanted[key]), this.clock(), id]);
      await this.audit.write(session, {
        ...source,
        actor: id,
        action: 'setting:change',
        outcome: 'done',
        changes: said.map((key) => ({ path: `/${key}`, old: before[key], new: wanted[key] })),
      });
    });
    return this.read();
  }

  /** Approvers must be there, and one at least. */
  private async refuseUnknownApprovers(approval: DesignSettingsWire['publishApproval']): Promise<void> {
    if (approval === null) return;
    const { roles, users = [] } = approval;
    if (roles.length + users.length === 0)
      throw invalid([issue('approval_without_approvers', '/publishApproval', {})]);
    const people = await this.directory.refresh();
    const strangers = users.flatMap((user, at) =>
      people.isActive(user) ? [] : [issue('unknown_user', `/publishApproval/users/${at}`, { user })],
    );
    if (strangers.length > 0) throw invalid(strangers);
    await this.refuseUnknownRoles(roles);
  }

  private async refuseUnknownRoles(roles: readonly string[]): Promise<void> {
    const { definitions } = await this.releases.refresh();
    const known = new Set(definitions.filter(({ kind }) => kind === 'role').map(({ key }) => key));
    const issues = roles.flatMap((role, at) =>
      known.has(role) ? [] : [issue('unknown_role', `/publishApproval/roles/${at}`, { role })],
    );
    if (issues.length > 0) throw invalid(issues);
  }
}

async function readIn(session: Pick<SqlSession, 'query'>, text: string): Promise<DesignSettingsWire> {
  const { rows } = await session.query<{ key: string; value: unknown }>(text, [KEYS]);
  return { ...DEFAULTS, ...Object.fromEntries(rows.map(({ key, value }) => [key, value])) };
}
