import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { ApiKeys } from '../../identity/keys/api-keys.js';
import { SessionBook } from '../../identity/sessions/session-book.js';
import { keepingAdministrators } from '../last-administrator.js';
import { LeavingNotice } from '../hand-over/leaving-notice.js';
import { OrganisationChanges } from '../organisation-changes.js';
import type { ChangeActor } from '../organisation-changes.js';
import { Staff } from '../staff.js';
import { nothingThere, ScimError } from './scim-error.js';
import { filterSql } from './scim-filter.js';
import type { FilterColumns, ScimCondition } from './scim-filter.js';
import type { ScimResource } from './scim-patch.js';
import { readUser, userResource } from './user-resource.js';
import type { UserRow, UserValues } from './user-resource.js';

const READ = `
  SELECT u.id, u.login, u.name, u.email, u.active, u.external_id, u.created_at,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('value', g.id, 'display', g.name) ORDER BY g.name), '[]')
            FROM core.outside_group_member m JOIN core.outside_group g ON g.id = m.group_id
           WHERE m.user_id = u.id) AS groups
    FROM core.user_account u WHERE u.kind = 'person' AND u.login NOT LIKE '%:%'`;

const isMail = (value: string) => `lower(u.email) = lower(${value})`;

export const USER_FILTERS: FilterColumns = {
  userName: (value) => `lower(u.login) = lower(${value})`,
  externalId: (value) => `u.external_id = ${value}`,
  id: (value) => `u.id::text = ${value}`,
  displayName: (value) => `lower(u.name) = lower(${value})`,
  active: (value) => `u.active::text = lower(${value})`,
  'emails.value': isMail,
  'emails[type eq "work"].value': isMail,
};

export interface Page {
  readonly startIndex: number;
  readonly count: number;
}

/** People as a directory outside keeps them. */
@Injectable()
export class ScimUsers {
  constructor(
    private readonly database: Database,
    private readonly staff: Staff,
    private readonly changes: OrganisationChanges,
    private readonly sessions: SessionBook,
    private readonly keys: ApiKeys,
    private readonly leaving: LeavingNotice,
  ) {}

  async list(
    filter: readonly ScimCondition[],
    page: Page,
  ): Promise<{ total: number; resources: ScimResource[] }> {
    const { parts, values } = filterSql(filter, USER_FILTERS);
    const where = parts.map((part) => ` AND ${part}`).join('');
    const counted = await this.database.query<{ total: number }>(
      `SELECT count(*)::integer AS total FROM core.user_account u WHERE u.kind = 'person' AND u.login NOT LIKE '%:%'${where}`,
      values,
    );
    const { rows } = await this.database.query<UserRow>(
      `${READ}${where} ORDER BY u.login LIMIT ${page.count} OFFSET ${page.startIndex - 1}`,
      values,
    );
    return { total: counted.rows[0]?.total ?? 0, resources: rows.map(userResource) };
  }

  async read(id: string): Promise<ScimResource> {
    return userResource(await this.row(this.database, id));
  }

  async make(by: ChangeActor, resource: ScimResource): Promise<ScimResource> {
    const values = readUser(resource);
    const id = await this.guarded(() =>
      this.changes.carryOut(by, 'user:create', async (session) => {
        const made = await this.staff.makeIn(session, {
          login: values.login,
          name: values.name,
          email: values.email,
        });
        await session.query('UPDATE core.user_account SET external_id = $2, active = $3 WHERE id = $1', [
          made.id,
          values.externalId,
          values.active,
        ]);
        return { id: made.id, value: made.id, changes: changesOf(values.login, {}, values) };
      }),
    );
    return this.read(id);
  }

  /**
   * Puts a whole resource in place of what is there. Who is switched off is out at once, and administrators hear of it.
   * @param next from what is there, locked: directories send changes of one person side by side, and none may undo another.
   */
  async change(
    by: ChangeActor,
    id: string,
    next: (before: ScimResource) => ScimResource,
  ): Promise<ScimResource> {
    await this.guarded(() =>
      this.changes.carryOut(by, 'user:change', async (session) => {
        await session.query('SELECT FROM core.user_account WHERE id::text = $1 FOR NO KEY UPDATE', [id]);
        const row = await this.row(session, id);
        const [before, values] = [valuesOf(row), readUser(next(userResource(row)))];
        await keepingAdministrators(session, () => write(session, id, values));
        if (before.active && !values.active) await this.letGo(session, id, values.name);
        return { id, value: undefined, changes: changesOf(values.login, before, values) };
      }),
    );
    await this.sessions.forget();
    return this.read(id);
  }

  private async letGo(session: SqlSession, id: string, name: string): Promise<void> {
    await this.sessions.endAll(session, id);
    await this.keys.revokeAll(session, id);
    await this.leaving.tell(session, id, name);
  }

  private async row(session: Pick<SqlSession, 'query'>, id: string): Promise<UserRow> {
    const { rows } = await session.query<UserRow>(`${READ} AND u.id::text = $1`, [id]);
    if (!rows[0]) throw nothingThere(id);
    return rows[0];
  }

  /** The database has the last word on what is unique. */
  private async guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const { constraint, issues } = error as { constraint?: string; issues?: readonly { code: string }[] };
      const isTaken = issues?.some(({ code }) => code === 'not_unique') === true;
      if (isTaken || constraint === 'user_account_login_key')
        throw new ScimError(409, 'The userName is taken.', 'uniqueness');
      if (constraint === 'user_account_external_id')
        throw new ScimError(409, 'The externalId is taken.', 'uniqueness');
      throw error;
    }
  }
}

async function write(session: SqlSession, id: string, values: UserValues): Promise<void> {
  await session.query(
    'UPDATE core.user_account SET login = $2, name = $3, email = $4, external_id = $5, active = $6 WHERE id = $1',
    [id, values.login, values.name, values.email, values.externalId, values.active],
  );
}

function valuesOf({ login, name, email, active, external_id: externalId }: UserRow): UserValues {
  return { login, name, email, active, externalId };
}

function changesOf(login: string, before: Partial<UserValues>, after: UserValues) {
  return (Object.keys(after) as (keyof UserValues)[])
    .filter((part) => (before[part] ?? null) !== after[part])
    .map((part) => ({ path: `/${login}/${part}`, old: before[part] ?? null, new: after[part] }));
}
