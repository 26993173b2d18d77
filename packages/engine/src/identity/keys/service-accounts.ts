import { Inject, Injectable } from '@nestjs/common';
import { issue, pointer } from '@dougong/kernel/foundation';
import type { Clock, IdSource } from '@dougong/kernel/foundation';
import { AuditLog } from '../../audit/audit-log.js';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { invalid, notFound } from '../../http/refusal.js';
import { CLOCK, ID_SOURCE } from '../../ports.js';
import { Authenticator, IDENTITY_CHANNEL } from '../authenticator.js';
import { knownRoles } from '../role-keys.js';
import type { KeyActor } from './api-keys.js';
import type { NewServiceAccount, ServiceAccountChange, ServiceAccountView } from './key.wire.js';

type Row = ServiceAccountView & Record<string, unknown>;

/** `$1`: now. */
const READ = `
  SELECT u.id, u.login, u.name, u.active,
         ARRAY(SELECT r.role_key FROM core.user_role r WHERE r.user_id = u.id ORDER BY r.role_key) AS roles,
         (SELECT count(*)::integer FROM core.api_key k
           WHERE k.user_id = u.id AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $1)) AS keys
    FROM core.user_account u WHERE u.kind = 'service'`;

const INSERT = `
  INSERT INTO core.user_account (id, login, name, kind, created_at) VALUES ($1, $2, $3, 'service', $4)
  ON CONFLICT (login) DO NOTHING`;

export const PUT_ROLES = `
  WITH gone AS (DELETE FROM core.user_role WHERE user_id = $1 AND source = 'local' AND role_key <> ALL ($2::text[]))
  INSERT INTO core.user_role (user_id, role_key) SELECT $1, unnest($2::text[])
  ON CONFLICT (user_id, role_key) DO UPDATE SET source = 'local'`;

/** Accounts of programs: they act with keys, nobody signs in as them, and the audit names them. */
@Injectable()
export class ServiceAccounts {
  constructor(
    private readonly database: Database,
    private readonly authenticator: Authenticator,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  async list(): Promise<readonly ServiceAccountView[]> {
    const { rows } = await this.database.query<Row>(`${READ} ORDER BY u.login`, [this.clock()]);
    return rows;
  }

  async make(by: KeyActor, { login, name, roles }: NewServiceAccount): Promise<ServiceAccountView> {
    return this.database.transaction(async (session) => {
      await requireRoles(session, roles);
      const id = this.ids();
      const { rowCount } = await session.query(INSERT, [id, login, name, this.clock()]);
      if (rowCount === 0) throw invalid([issue('not_unique', '/login')]);
      await session.query(PUT_ROLES, [id, roles]);
      const made = await this.read(session, id);
      await this.note(session, by, 'service_account:create', made, undefined);
      return made;
    });
  }

  async change(by: KeyActor, id: string, change: ServiceAccountChange): Promise<ServiceAccountView> {
    const changed = await this.database.transaction(async (session) => {
      await requireRoles(session, change.roles ?? []);
      const before = await this.read(session, id, 'FOR UPDATE OF u');
      const { name = before.name, active = before.active, roles = before.roles } = change;
      await session.query('UPDATE core.user_account SET name = $2, active = $3 WHERE id = $1', [
        id,
        name,
        active,
      ]);
      await session.query(PUT_ROLES, [id, roles]);
      const after = await this.read(session, id);
      await this.note(session, by, 'service_account:change', after, before);
      return after;
    });
    this.authenticator.forgetAll();
    await this.database.notify(IDENTITY_CHANNEL);
    return changed;
  }

  /** Refuses an id that is no service account's. */
  async require(id: string): Promise<ServiceAccountView> {
    return this.read(this.database, id);
  }

  private async read(session: Pick<SqlSession, 'query'>, id: string, lock = ''): Promise<ServiceAccountView> {
    const { rows } = await session.query<Row>(`${READ} AND u.id = $2 ${lock}`, [this.clock(), id]);
    if (!rows[0]) throw notFound();
    return rows[0];
  }

  private note(
    session: SqlSession,
    by: KeyActor,
    action: string,
    after: ServiceAccountView,
    before: ServiceAccountView | undefined,
  ): Promise<void> {
    const changes = (['name', 'active', 'roles'] as const).map((part) => ({
      path: `/${after.login}/${part}`,
      old: before?.[part] ?? null,
      new: after[part],
    }));
    return this.audit.write(session, { ...by, action, outcome: 'done', recordId: after.id, changes });
  }
}

/** Refuses roles that the release in force does not have. */
export async function requireRoles(
  session: SqlSession,
  roles: readonly string[],
  path = '/roles',
): Promise<void> {
  if (roles.length === 0) return;
  const known = await knownRoles(session);
  const issues = roles.flatMap((role, at) =>
    known.has(role) ? [] : [issue('unknown_role', pointer(path, at), { role })],
  );
  if (issues.length > 0) throw invalid(issues);
}
