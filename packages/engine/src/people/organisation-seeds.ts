import { Inject, Injectable } from '@nestjs/common';
import type { Clock, IdSource } from '@dougong/kernel/foundation';
import type { SeedDepartment, SeedDeputy, SeedFile, SeedPost, SeedUser } from '@dougong/kernel/metadata';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { Refusal } from '../http/refusal.js';
import { CLOCK, ID_SOURCE } from '../ports.js';
import { refusalOf } from './organisation-changes.js';

const ADD_DEPARTMENTS = `
  INSERT INTO core.department (id, key, title, leader, created_at, organisation)
  SELECT s.id, s.key, s.title, u.id, $2, s.organisation
    FROM jsonb_to_recordset($1) s (id uuid, key text, title jsonb, leader text, organisation text)
    LEFT JOIN core.user_account u ON u.login = s.leader
  ON CONFLICT (key) DO NOTHING RETURNING key`;

const HANG_BELOW = `
  UPDATE core.department d SET parent = p.id
    FROM jsonb_to_recordset($1) s (key text, parent text) JOIN core.department p ON p.key = s.parent
   WHERE d.key = s.key AND d.key = ANY ($2::text[])`;

const ADD_POSTS = `
  INSERT INTO core.post (id, key, title)
  SELECT s.id, s.key, s.title FROM jsonb_to_recordset($1) s (id uuid, key text, title jsonb)
  ON CONFLICT (key) DO NOTHING`;

const PLACE_USERS = `
  UPDATE core.user_account u SET department = d.id
    FROM jsonb_to_recordset($1) s (login text, department text) JOIN core.department d ON d.key = s.department
   WHERE u.login = s.login AND u.department IS NULL`;

const GIVE_POSTS = `
  INSERT INTO core.user_post (user_id, post_id, position)
  SELECT u.id, p.id, k.place - 1
    FROM jsonb_to_recordset($1) s (login text, posts text[])
    JOIN core.user_account u ON u.login = s.login
   CROSS JOIN unnest(s.posts) WITH ORDINALITY k (key, place)
    JOIN core.post p ON p.key = k.key
   WHERE NOT EXISTS (SELECT FROM core.user_post h WHERE h.user_id = u.id)`;

const SHOW_MAIN_POSTS = `
  UPDATE core.user_account u SET post = p.title
    FROM core.user_post h JOIN core.post p ON p.id = h.post_id
   WHERE u.login = ANY ($1::text[]) AND u.post IS NULL AND h.user_id = u.id AND h.position = 0`;

const ADD_DEPUTIES = `
  INSERT INTO core.deputy (id, user_id, deputy_id, starts_at, ends_at, flow_key, reason, created_at)
  SELECT s.id, u.id, d.id, s."from", s."to", s.flow, s.reason, $2
    FROM jsonb_to_recordset($1)
         s (id uuid, "user" text, deputy text, "from" timestamptz, "to" timestamptz, flow text, reason text)
    JOIN core.user_account u ON u.login = s."user"
    JOIN core.user_account d ON d.login = s.deputy
   WHERE NOT EXISTS (SELECT FROM core.deputy k
                      WHERE k.user_id = u.id AND k.starts_at = s."from" AND k.flow_key IS NOT DISTINCT FROM s.flow)`;

/** The organisation as the seeds of a template tell it. */
export type SeedOrganisation = Pick<SeedFile, 'departments' | 'posts' | 'users' | 'deputies'>;

/**
 * Loads the organisation that a template brings, after its users. What is there already stays as it is: once loaded it is
 * the company's, and administrators change it.
 */
@Injectable()
export class OrganisationSeeds {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  async load(seeds: SeedOrganisation): Promise<void> {
    await this.database
      .transaction((session) => this.write(session, seeds))
      .catch((error: unknown) => {
        throw refusalOf(error) ?? error;
      });
  }

  private async write(
    session: SqlSession,
    { departments = [], posts = [], users = [], deputies = [] }: SeedOrganisation,
  ): Promise<void> {
    await this.addDepartments(session, departments);
    await session.query(ADD_POSTS, [this.withIds(posts)]);
    await requireNames(session, { departments, users, deputies });
    await session.query(PLACE_USERS, [JSON.stringify(users)]);
    await session.query(GIVE_POSTS, [JSON.stringify(users.filter((user) => user.posts))]);
    await session.query(SHOW_MAIN_POSTS, [users.map(({ login }) => login)]);
    await session.query(ADD_DEPUTIES, [this.withIds(deputies), this.clock()]);
    await this.note(session, { departments, posts, users, deputies });
  }

  /** What the template says; what of it was there already has entries of its own. */
  private async note(session: SqlSession, seeds: Required<SeedOrganisation>): Promise<void> {
    const { departments, posts, deputies } = seeds;
    const users = seeds.users.map(({ login, department, posts: held }) => ({
      login,
      department,
      posts: held,
    }));
    const told = Object.entries({ departments, posts, users, deputies }).filter(
      ([, rows]) => rows.length > 0,
    );
    if (told.length === 0) return;
    const changes = told.map(([kind, rows]) => ({ path: `/organisation/${kind}`, old: null, new: rows }));
    const entry = { actor: null, channel: 'cli', action: 'organisation:load', outcome: 'done' } as const;
    await this.audit.write(session, { ...entry, changes });
  }

  /** Two steps, so that a department may stand in the file before the one above it. */
  private async addDepartments(session: SqlSession, departments: readonly SeedDepartment[]): Promise<void> {
    const { rows } = await session.query<{ key: string }>(ADD_DEPARTMENTS, [
      this.withIds(departments),
      this.clock(),
    ]);
    await session.query(HANG_BELOW, [JSON.stringify(departments), rows.map(({ key }) => key)]);
  }

  private withIds(seeds: readonly (SeedDepartment | SeedPost | SeedDeputy)[]): string {
    return JSON.stringify(seeds.map((seed) => ({ ...seed, id: this.ids() })));
  }
}

/** Joins pass over what is not there; a template that names it is to hear of it instead. */
async function requireNames(
  session: SqlSession,
  { departments, users, deputies }: Required<Omit<SeedOrganisation, 'posts'>>,
): Promise<void> {
  const wanted = [
    ...departments.flatMap(({ parent, leader }) => [
      ...named('department', parent),
      ...named('user', leader),
    ]),
    ...users.flatMap(({ department, posts = [] }: SeedUser) => [
      ...named('department', department),
      ...posts.flatMap((post) => named('post', post)),
    ]),
    ...deputies.flatMap(({ user, deputy }) => [...named('user', user), ...named('user', deputy)]),
  ];
  const { rows } = await session.query<{ name: string }>(
    `SELECT w.name FROM unnest($1::text[]) w (name)
     EXCEPT SELECT '@department/' || key FROM core.department
     EXCEPT SELECT '@post/' || key FROM core.post
     EXCEPT SELECT '@user/' || login FROM core.user_account
     ORDER BY 1 LIMIT 1`,
    [wanted],
  );
  const missing = rows[0]?.name;
  if (missing !== undefined)
    throw new Refusal(422, 'unknown_seed_reference', [], { params: { name: missing } });
}

function named(kind: 'department' | 'post' | 'user', name: string | undefined): readonly string[] {
  return name === undefined ? [] : [`@${kind}/${name}`];
}
