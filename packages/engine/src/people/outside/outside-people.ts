import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import type { SignInProvider } from '../../config/identity-settings.js';
import type { SqlSession } from '../../database/sql-session.js';
import { Refusal } from '../../http/refusal.js';
import { CLOCK } from '../../ports.js';
import { LOGIN_PATTERN } from '../organisation.wire.js';
import { GroupRoles } from '../scim/group-roles.js';
import { Staff } from '../staff.js';

/** What a provider vouches for. */
export interface Claims {
  readonly sub: string;
  readonly [claim: string]: unknown;
}

const LINKED = `
  UPDATE core.outside_identity o SET last_used_at = $3 FROM core.user_account u
   WHERE o.provider = $1 AND o.subject = $2 AND u.id = o.user_id RETURNING u.id, u.active`;

const LINK = `
  INSERT INTO core.outside_identity (provider, subject, user_id, linked_at, last_used_at) VALUES ($1, $2, $3, $4, $4)
  ON CONFLICT (provider, subject) DO NOTHING`;

const BY_EXTERNAL_ID = `
  SELECT id, active FROM core.user_account WHERE external_id = $1 AND kind = 'person'`;

const LOGIN = new RegExp(LOGIN_PATTERN, 'u');
const NAME_LENGTH_MAX = 100;

interface FoundPerson {
  readonly id: string;
  readonly active: boolean;
  readonly [column: string]: unknown;
}

/**
 * Who is meant by what a provider says: whoever is linked to its subject, by himself or by the directory that keeps him.
 * A login or an address of mail that is the same never links anybody, for the provider may let people choose those.
 */
@Injectable()
export class OutsidePeople {
  constructor(
    private readonly staff: Staff,
    private readonly roles: GroupRoles,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The person, made where the provider may bring new ones, with the roles of the groups that he is in. */
  async enter(session: SqlSession, provider: SignInProvider, claims: Claims): Promise<string> {
    const id = await this.find(session, provider, claims);
    if (provider.groupsClaim !== undefined) {
      const groups = claims[provider.groupsClaim];
      const named = Array.isArray(groups)
        ? groups.filter((each): each is string => typeof each === 'string')
        : [];
      await this.roles.settle(session, [id], named);
    }
    return id;
  }

  /** Links the subject to somebody who is signed in. */
  async link(session: SqlSession, provider: SignInProvider, { sub }: Claims, user: string): Promise<void> {
    const { rowCount } = await session.query(LINK, [provider.key, sub, user, this.clock()]);
    if (rowCount === 0) throw new Refusal(409, 'outside_linked_already');
  }

  private async find(session: SqlSession, provider: SignInProvider, claims: Claims): Promise<string> {
    const linked = await session.query<FoundPerson>(LINKED, [provider.key, claims.sub, this.clock()]);
    const known = linked.rows[0] ?? (await this.ofDirectory(session, provider, claims));
    if (known && !known.active) throw new Refusal(403, 'outside_person_left');
    if (known) return known.id;
    if (provider.createPeople !== true) throw new Refusal(403, 'outside_person_unknown');
    return this.make(session, provider, claims);
  }

  private async ofDirectory(
    session: SqlSession,
    provider: SignInProvider,
    { sub }: Claims,
  ): Promise<FoundPerson | undefined> {
    if (provider.subjectIsExternalId !== true) return undefined;
    const { rows } = await session.query<FoundPerson>(BY_EXTERNAL_ID, [sub]);
    if (rows[0]) await session.query(LINK, [provider.key, sub, rows[0].id, this.clock()]);
    return rows[0];
  }

  private async make(session: SqlSession, provider: SignInProvider, claims: Claims): Promise<string> {
    const login = [claims['preferred_username'], claims['email'], `${provider.key}-${claims.sub}`]
      .filter((each): each is string => typeof each === 'string')
      .find((each) => LOGIN.test(each));
    if (login === undefined) throw new Refusal(403, 'outside_person_unnamed');
    const taken = await session.query('SELECT 1 FROM core.user_account WHERE lower(login) = lower($1)', [
      login,
    ]);
    if (taken.rowCount !== 0) throw new Refusal(403, 'outside_login_taken', [], { params: { login } });
    const { name } = claims;
    const shown = typeof name === 'string' && name.trim() !== '' ? name.slice(0, NAME_LENGTH_MAX) : login;
    const { id } = await this.staff.makeIn(session, { login, name: shown });
    await session.query(LINK, [provider.key, claims.sub, id, this.clock()]);
    return id;
  }
}
