import { Inject, Injectable } from '@nestjs/common';
import { issue } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import { AuditLog } from '../../audit/audit-log.js';
import { Database } from '../../database/database.js';
import { invalid } from '../../http/refusal.js';
import { CLOCK } from '../../ports.js';
import type { DraftActor } from '../drafts/draft-book.js';
import { ReleaseRegistry } from '../release-registry.js';
import type { PublishApprovalWire } from './request.wire.js';

const KEY = 'publishApproval';

const KEEP = `
  INSERT INTO core.application_setting (key, value, updated_at, updated_by) VALUES ($1, $2, $3, $4)
  ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at, updated_by = excluded.updated_by`;

/** Whether a publish needs somebody's approval, and whose. */
@Injectable()
export class DesignSettings {
  constructor(
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async read(): Promise<PublishApprovalWire> {
    const { rows } = await this.database.query<{ value: PublishApprovalWire['publishApproval'] }>(
      'SELECT value FROM core.application_setting WHERE key = $1',
      [KEY],
    );
    return { publishApproval: rows[0]?.value ?? null };
  }

  async change(
    { publishApproval }: PublishApprovalWire,
    { id, ...source }: DraftActor,
  ): Promise<PublishApprovalWire> {
    await this.refuseUnknownRoles(publishApproval?.roles ?? []);
    await this.database.transaction(async (session) => {
      const before = await session.query<{ value: unknown }>(
        'SELECT value FROM core.application_setting WHERE key = $1 FOR UPDATE',
        [KEY],
      );
      await session.query(KEEP, [KEY, JSON.stringify(publishApproval), this.clock(), id]);
      await this.audit.write(session, {
        ...source,
        actor: id,
        action: 'setting:change',
        outcome: 'done',
        changes: [{ path: `/${KEY}`, old: before.rows[0]?.value ?? null, new: publishApproval }],
      });
    });
    return this.read();
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
