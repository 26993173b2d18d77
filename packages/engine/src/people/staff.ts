import { Inject, Injectable } from '@nestjs/common';
import { issue, pointer } from '@dougong/kernel/foundation';
import type { Clock, IdSource } from '@dougong/kernel/foundation';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { invalid, notFound } from '../http/refusal.js';
import { IDENTITY_CHANNEL } from '../identity/authenticator.js';
import { PUT_ROLES, requireRoles } from '../identity/keys/service-accounts.js';
import { SessionBook } from '../identity/sessions/session-book.js';
import { CLOCK, ID_SOURCE } from '../ports.js';
import { keepingAdministrators } from './last-administrator.js';
import { differencesOf, OrganisationChanges } from './organisation-changes.js';
import type { ChangeActor } from './organisation-changes.js';
import type { NewUser, UserChange, UserView } from './organisation.wire.js';

type Row = UserView & Record<string, unknown>;
type Written = Pick<
  UserView,
  'name' | 'email' | 'department' | 'posts' | 'roles' | 'organisations' | 'active'
>;

/** Logins of the platform itself have a colon; nobody changes those. */
const READ = `
  SELECT u.id, u.login, u.name, u.post, u.active, d.key AS department,
         ARRAY(SELECT p.key FROM core.user_post h JOIN core.post p ON p.id = h.post_id
                WHERE h.user_id = u.id ORDER BY h.position) AS posts,
         ARRAY(SELECT r.role_key FROM core.user_role r WHERE r.user_id = u.id ORDER BY r.role_key) AS roles, u.email,
         ARRAY(SELECT w.key FROM core.user_organisation o JOIN core.department w ON w.id = o.department_id
                WHERE o.user_id = u.id ORDER BY w.key) AS organisations
    FROM core.user_account u LEFT JOIN core.department d ON d.id = u.department
   WHERE u.id = $1 AND u.login NOT LIKE '%:%' AND u.kind = 'person'`;

const INSERT = `
  INSERT INTO core.user_account (id, login, name, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (login) DO NOTHING`;

const PUT_POSTS = `
  WITH gone AS (DELETE FROM core.user_post h USING core.post p
                 WHERE h.user_id = $1 AND p.id = h.post_id AND p.key <> ALL ($2::text[]))
  INSERT INTO core.user_post (user_id, post_id, position)
  SELECT $1, p.id, t.place - 1 FROM unnest($2::text[]) WITH ORDINALITY t (key, place) JOIN core.post p ON p.key = t.key
  ON CONFLICT (user_id, post_id) DO UPDATE SET position = excluded.position`;

const PUT_ORGANISATIONS = `
  WITH wanted AS (SELECT id FROM core.department WHERE key = ANY ($2::text[])),
       gone AS (DELETE FROM core.user_organisation WHERE user_id = $1 AND department_id NOT IN (SELECT id FROM wanted))
  INSERT INTO core.user_organisation (user_id, department_id) SELECT $1, id FROM wanted ON CONFLICT DO NOTHING`;

/** The title of the main post stands beside the name. */
const SHOW_MAIN_POST = `
  UPDATE core.user_account SET post = (SELECT title FROM core.post WHERE key = $2) WHERE id = $1 RETURNING post`;

/** Where people stand in the company, and whether they still work there. */
@Injectable()
export class Staff {
  constructor(
    private readonly database: Database,
    private readonly changes: OrganisationChanges,
    private readonly sessions: SessionBook,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  /** Somebody, also somebody who has left. */
  async read(id: string): Promise<UserView> {
    const { rows } = await this.database.query<Row>(READ, [id]);
    if (!rows[0]) throw notFound();
    return rows[0];
  }

  /** Makes somebody who cannot sign in yet: an invitation lets him choose a password. */
  make(by: ChangeActor, person: NewUser): Promise<UserView> {
    return this.changes.carryOut(by, 'user:create', async (session) => {
      const value = await this.makeIn(session, person);
      return { id: value.id, value, changes: differencesOf<Written>(value.login, {}, writtenOf(value)) };
    });
  }

  /** The same as part of something greater, which is audited itself. */
  async makeIn(session: SqlSession, { login, ...said }: NewUser): Promise<UserView> {
    const id = this.ids();
    const { rowCount } = await session.query(INSERT, [id, login, said.name, this.clock()]);
    if (rowCount === 0) throw invalid([issue('not_unique', '/login')]);
    return write(session, await locked(session, id), said);
  }

  /** Changes somebody as part of something greater. */
  async changeIn(session: SqlSession, id: string, change: UserChange): Promise<UserView> {
    return write(session, await locked(session, id), change);
  }

  /** Changes what is given. Who is switched off is signed out everywhere; his tasks stay until somebody reassigns them. */
  async change(by: ChangeActor, id: string, change: UserChange): Promise<UserView> {
    if (change.active === false && id === by.actor)
      throw invalid([issue('cannot_switch_off_yourself', '/active')]);
    const changed = await this.changes.carryOut(by, 'user:change', async (session) => {
      const before = await locked(session, id);
      const value = await keepingAdministrators(session, () => write(session, before, change));
      if (change.active === false) await this.sessions.endAll(session, id);
      return { id, value, changes: differencesOf(value.login, writtenOf(before), writtenOf(value)) };
    });
    if (change.active !== undefined || change.roles || change.organisations)
      await this.database.notify(IDENTITY_CHANNEL);
    return changed;
  }
}

async function locked(session: SqlSession, id: string): Promise<UserView> {
  const { rows } = await session.query<Row>(`${READ} FOR UPDATE OF u`, [id]);
  if (!rows[0]) throw notFound();
  return rows[0];
}

async function write(session: SqlSession, before: UserView, change: UserChange): Promise<UserView> {
  const { department = before.department, active = before.active, name = before.name } = change;
  const email = change.email === undefined ? before.email : change.email;
  await session.query(
    'UPDATE core.user_account SET department = $2, active = $3, name = $4, email = $5 WHERE id = $1',
    [before.id, await departmentId(session, department), active, name, email],
  );
  const roles = await writeRoles(session, before, change.roles);
  const organisations = await writeOrganisations(session, before, change.organisations);
  const after = { ...before, department, active, name, email, roles, organisations };
  if (!change.posts) return after;
  await requirePosts(session, change.posts);
  await session.query(PUT_POSTS, [before.id, change.posts]);
  const { rows } = await session.query<Pick<UserView, 'post'>>(SHOW_MAIN_POST, [
    before.id,
    change.posts[0] ?? null,
  ]);
  return { ...after, posts: change.posts, post: rows[0]?.post ?? null };
}

async function writeRoles(
  session: SqlSession,
  { id, roles: before }: UserView,
  wanted: readonly string[] | undefined,
): Promise<readonly string[]> {
  if (!wanted) return before;
  await requireRoles(session, wanted);
  await session.query(PUT_ROLES, [id, wanted]);
  return (await locked(session, id)).roles;
}

async function writeOrganisations(
  session: SqlSession,
  { id, organisations: before }: UserView,
  wanted: readonly string[] | undefined,
): Promise<readonly string[]> {
  if (!wanted) return before;
  const { rows } = await session.query<{ key: string }>(
    'SELECT key FROM core.department WHERE key = ANY ($1::text[]) AND active AND organisation IS NOT NULL FOR SHARE',
    [wanted],
  );
  const known = new Set(rows.map(({ key }) => key));
  const unknown = wanted.flatMap((organisation, at) =>
    known.has(organisation)
      ? []
      : [issue('unknown_organisation', pointer('/organisations', at), { organisation })],
  );
  if (unknown.length > 0) throw invalid(unknown);
  await session.query(PUT_ORGANISATIONS, [id, wanted]);
  return wanted.toSorted();
}

async function departmentId(session: SqlSession, key: string | null): Promise<string | null> {
  if (key === null) return null;
  const { rows } = await session.query<{ id: string }>(
    'SELECT id FROM core.department WHERE key = $1 AND active FOR SHARE',
    [key],
  );
  if (!rows[0]) throw invalid([issue('unknown_department', '/department', { department: key })]);
  return rows[0].id;
}

async function requirePosts(session: SqlSession, keys: readonly string[]): Promise<void> {
  const { rows } = await session.query<{ key: string }>(
    'SELECT key FROM core.post WHERE key = ANY ($1::text[]) FOR SHARE',
    [keys],
  );
  const known = new Set(rows.map(({ key }) => key));
  const unknown = keys.flatMap((post, at) =>
    known.has(post) ? [] : [issue('unknown_post', pointer('/posts', at), { post })],
  );
  if (unknown.length > 0) throw invalid(unknown);
}

function writtenOf({ name, email, department, posts, roles, organisations, active }: Written): Written {
  return { name, email, department, posts, roles, organisations, active };
}
