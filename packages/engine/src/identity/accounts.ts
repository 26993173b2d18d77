import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import type { Clock, IdSource, Localized } from '@dougong/kernel/foundation';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { CLOCK, ID_SOURCE } from '../ports.js';
import { IDENTITY_CHANNEL } from './authenticator.js';
import { hashPassword } from './passwords.js';
import { newApiKey, tokenHash } from './tokens.js';

export interface NewUser {
  readonly login: string;
  readonly name: string;
  readonly post?: Localized;
  readonly roles: readonly string[];
  /** Without one nobody can sign in with a password as this user. */
  readonly password?: string;
}

/** Makes people and keys. */
@Injectable()
export class Accounts {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly nextId: IdSource,
  ) {}

  /**
   * Makes a user, or brings name, post and roles of the one with this login up to date; an existing password stays.
   * @returns the id, and whether the user is new.
   */
  async createUser(user: NewUser): Promise<{ readonly id: string; readonly created: boolean }> {
    const hash = user.password === undefined ? null : await hashPassword(user.password);
    const result = await this.database.transaction((session) => this.store(session, user, hash));
    await this.database.notify(IDENTITY_CHANNEL);
    return result;
  }

  /** Makes an API key for a user. The key itself is given here once and never again. */
  async createApiKey(userId: string, name: string): Promise<string> {
    const { key, prefix } = newApiKey();
    const id = this.nextId();
    await this.database.transaction(async (session) => {
      await session.query(
        'INSERT INTO core.api_key (id, prefix, hash, user_id, name, created_at) VALUES ($1, $2, $3, $4, $5, $6)',
        [id, prefix, tokenHash(key), userId, name, this.clock()],
      );
      await this.note(session, 'api_key:create', userId, [
        { path: `/api_keys/${id}`, old: null, new: { name, prefix } },
      ]);
    });
    return key;
  }

  private async store(
    session: SqlSession,
    user: NewUser,
    hash: string | null,
  ): Promise<{ id: string; created: boolean }> {
    const before = await standing(session, user.login);
    const { rows } = await session.query<{ id: string; created: boolean }>(
      `INSERT INTO core.user_account AS u (id, login, name, post, password_hash, created_at)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (login) DO UPDATE SET name = excluded.name, post = excluded.post
       RETURNING id, u.id = $1 AS created`,
      [
        this.nextId(),
        user.login,
        user.name,
        user.post ? JSON.stringify(user.post) : null,
        hash,
        this.clock(),
      ],
    );
    const stored = rows[0];
    if (!stored) throw new Error('an upsert always returns its row');
    await session.query(
      `WITH gone AS (DELETE FROM core.user_role WHERE user_id = $1 AND role_key <> ALL ($2::text[]))
       INSERT INTO core.user_role (user_id, role_key) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING`,
      [stored.id, user.roles],
    );
    const changes = changesOf(before, user);
    if (changes.length > 0)
      await this.note(session, stored.created ? 'user:create' : 'user:change', stored.id, changes);
    return stored;
  }

  /** People and keys are made by templates and by commands of the machine; a password or a key is never told. */
  private async note(
    session: SqlSession,
    action: string,
    recordId: string,
    changes: readonly unknown[],
  ): Promise<void> {
    await this.audit.write(session, {
      actor: null,
      channel: 'cli',
      action,
      outcome: 'done',
      recordId,
      changes,
    });
  }
}

type Told = Pick<NewUser, 'name' | 'post' | 'roles'>;

async function standing(session: SqlSession, login: string): Promise<Partial<Told>> {
  const { rows } = await session.query<{ name: string; post: Localized | null; roles: readonly string[] }>(
    `SELECT name, post, ARRAY(SELECT role_key FROM core.user_role r WHERE r.user_id = u.id ORDER BY 1) AS roles
       FROM core.user_account u WHERE login = $1`,
    [login],
  );
  const [row] = rows;
  if (!row) return {};
  const { post, ...rest } = row;
  return post === null ? rest : { ...rest, post };
}

function changesOf(before: Partial<Told>, { login, name, post, roles }: NewUser): readonly unknown[] {
  const after: Partial<Told> = { name, roles: [...new Set(roles)].sort(), ...(post ? { post } : {}) };
  return (['name', 'post', 'roles'] as const).flatMap((key) => {
    const [old, now] = [before[key] ?? null, after[key] ?? null];
    return isDeepStrictEqual(old, now) ? [] : [{ path: `/${login}/${key}`, old, new: now }];
  });
}
