import { Inject, Injectable } from '@nestjs/common';
import type { Clock, IdSource } from '@dougong/kernel/foundation';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { SessionBook } from '../../identity/sessions/session-book.js';
import { CLOCK, ID_SOURCE } from '../../ports.js';
import { keepingAdministrators } from '../last-administrator.js';
import { OrganisationChanges } from '../organisation-changes.js';
import type { ChangeActor } from '../organisation-changes.js';
import { GroupRoles } from './group-roles.js';
import { nothingThere, ScimError } from './scim-error.js';
import { filterSql } from './scim-filter.js';
import type { FilterColumns, ScimCondition } from './scim-filter.js';
import type { ScimResource } from './scim-patch.js';
import type { Page } from './scim-users.js';

export const GROUP_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:Group';

interface GroupRow {
  readonly id: string;
  readonly name: string;
  readonly external_id: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly members: readonly { readonly value: string; readonly display: string }[];
  readonly [column: string]: unknown;
}

interface GroupValues {
  readonly name: string;
  readonly externalId: string | null;
  readonly members: readonly string[];
}

const READ = `
  SELECT g.id, g.name, g.external_id, g.created_at, g.updated_at,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('value', u.id, 'display', u.name) ORDER BY u.login), '[]')
            FROM core.outside_group_member m JOIN core.user_account u ON u.id = m.user_id
           WHERE m.group_id = g.id) AS members
    FROM core.outside_group g`;

const hasMember = (value: string) =>
  `EXISTS (SELECT FROM core.outside_group_member m WHERE m.group_id = g.id AND m.user_id::text = ${value})`;

export const GROUP_FILTERS: FilterColumns = {
  displayName: (value) => `g.name = ${value}`,
  externalId: (value) => `g.external_id = ${value}`,
  id: (value) => `g.id::text = ${value}`,
  members: hasMember,
  'members.value': hasMember,
};

const NAME_LENGTH_MAX = 200;
const MEMBERS_MAX = 20_000;

const PUT_MEMBERS = `
  WITH gone AS (DELETE FROM core.outside_group_member WHERE group_id = $1 AND user_id <> ALL ($2::uuid[])
                RETURNING user_id),
       new AS (INSERT INTO core.outside_group_member (group_id, user_id) SELECT $1, unnest($2::uuid[])
               ON CONFLICT DO NOTHING RETURNING user_id)
  SELECT user_id AS id FROM gone UNION SELECT user_id FROM new`;

/** Groups of a directory outside; their members hold the roles that the group stands for. */
@Injectable()
export class ScimGroups {
  constructor(
    private readonly database: Database,
    private readonly roles: GroupRoles,
    private readonly changes: OrganisationChanges,
    private readonly sessions: SessionBook,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  async list(
    filter: readonly ScimCondition[],
    page: Page,
  ): Promise<{ total: number; resources: ScimResource[] }> {
    const { parts, values } = filterSql(filter, GROUP_FILTERS);
    const where = parts.length === 0 ? '' : ` WHERE ${parts.join(' AND ')}`;
    const counted = await this.database.query<{ total: number }>(
      `SELECT count(*)::integer AS total FROM core.outside_group g${where}`,
      values,
    );
    const { rows } = await this.database.query<GroupRow>(
      `${READ}${where} ORDER BY g.name LIMIT ${page.count} OFFSET ${page.startIndex - 1}`,
      values,
    );
    return { total: counted.rows[0]?.total ?? 0, resources: rows.map(resourceOf) };
  }

  async read(id: string): Promise<ScimResource> {
    return resourceOf(await this.row(this.database, id));
  }

  async make(by: ChangeActor, resource: ScimResource): Promise<ScimResource> {
    const values = readGroup(resource);
    const id = this.ids();
    await this.write(by, id, 'group:create', async (session) => {
      const now = this.clock();
      await session.query(
        'INSERT INTO core.outside_group (id, name, external_id, created_at, updated_at) VALUES ($1, $2, $3, $4, $4)',
        [id, values.name, values.externalId, now],
      );
      return values;
    });
    return this.read(id);
  }

  /**
   * Puts a whole resource in place of what is there.
   * @param next from what is there, locked: directories add members side by side, and each of them has to stay.
   */
  async change(
    by: ChangeActor,
    id: string,
    next: (before: ScimResource) => ScimResource,
  ): Promise<ScimResource> {
    await this.write(by, id, 'group:change', async (session) => {
      await session.query('SELECT FROM core.outside_group WHERE id::text = $1 FOR UPDATE', [id]);
      const values = readGroup(next(resourceOf(await this.row(session, id))));
      await session.query(
        'UPDATE core.outside_group SET name = $2, external_id = $3, updated_at = $4 WHERE id = $1',
        [id, values.name, values.externalId, this.clock()],
      );
      return values;
    });
    return this.read(id);
  }

  /** Takes the roles that came with it. */
  async remove(by: ChangeActor, id: string): Promise<void> {
    const { name, members } = await this.row(this.database, id);
    await this.changes.carryOut(by, 'group:delete', async (session) => {
      await keepingAdministrators(session, async () => {
        await session.query('DELETE FROM core.outside_group WHERE id = $1', [id]);
        await this.roles.settle(
          session,
          members.map(({ value }) => value),
        );
      });
      return { id, value: undefined, changes: [{ path: `/groups/${name}`, old: name, new: null }] };
    });
    await this.sessions.forget();
  }

  private async write(
    by: ChangeActor,
    id: string,
    action: string,
    head: (session: SqlSession) => Promise<GroupValues>,
  ): Promise<void> {
    try {
      await this.changes.carryOut(by, action, async (session) => {
        const { name, members } = await keepingAdministrators(session, async () => {
          const values = await head(session);
          await requireMembers(session, values.members);
          const { rows } = await session.query<{ id: string }>(PUT_MEMBERS, [id, values.members]);
          // A new name may stand for other roles, so everybody in it is settled anew.
          await this.roles.settle(session, [...new Set([...rows.map((row) => row.id), ...values.members])]);
          return values;
        });
        return { id, value: undefined, changes: [{ path: `/groups/${name}`, old: null, new: { members } }] };
      });
    } catch (error) {
      if ((error as { constraint?: string }).constraint === 'outside_group_name_key')
        throw new ScimError(409, 'The displayName is taken.', 'uniqueness');
      throw error;
    }
    await this.sessions.forget();
  }

  private async row(session: Pick<SqlSession, 'query'>, id: string): Promise<GroupRow> {
    const { rows } = await session.query<GroupRow>(`${READ} WHERE g.id::text = $1`, [id]);
    if (!rows[0]) throw nothingThere(id);
    return rows[0];
  }
}

async function requireMembers(session: SqlSession, members: readonly string[]): Promise<void> {
  const { rows } = await session.query<{ id: string }>(
    `SELECT w.id FROM unnest($1::text[]) w (id)
      WHERE NOT EXISTS (SELECT FROM core.user_account u WHERE u.id::text = w.id AND u.kind = 'person') LIMIT 1`,
    [members],
  );
  if (rows[0]) throw new ScimError(400, `There is no person "${rows[0].id}".`, 'invalidValue');
}

function readGroup(resource: ScimResource): GroupValues {
  const { displayName, externalId, members = [] } = resource;
  if (typeof displayName !== 'string' || displayName.trim() === '' || displayName.length > NAME_LENGTH_MAX)
    throw new ScimError(
      400,
      `A displayName of at most ${NAME_LENGTH_MAX} characters is needed.`,
      'invalidValue',
    );
  if (!Array.isArray(members) || members.length > MEMBERS_MAX)
    throw new ScimError(400, 'The members are a list of objects with a value.', 'invalidValue');
  const ids = (members as readonly unknown[]).map((member) => {
    const value = (member as { value?: unknown } | null)?.value;
    if (typeof value !== 'string')
      throw new ScimError(400, 'A member has a value: the id of a person.', 'invalidValue');
    return value;
  });
  return {
    name: displayName.trim(),
    externalId: typeof externalId === 'string' ? externalId : null,
    members: [...new Set(ids)],
  };
}

function resourceOf(row: GroupRow): ScimResource {
  return {
    schemas: [GROUP_SCHEMA],
    id: row.id,
    ...(row.external_id === null ? {} : { externalId: row.external_id }),
    displayName: row.name,
    members: row.members,
    meta: {
      resourceType: 'Group',
      created: row.created_at,
      lastModified: row.updated_at,
      location: `/scim/v2/Groups/${row.id}`,
    },
  };
}
