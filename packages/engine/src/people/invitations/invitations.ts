import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { AuditLog } from '../../audit/audit-log.js';
import type { AuditSource } from '../../audit/audit-log.js';
import type { Settings } from '../../config/settings.js';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { notFound, Refusal } from '../../http/refusal.js';
import { PasswordBook } from '../../identity/passwords/password-book.js';
import { SecurityPolicies } from '../../identity/policy/security-policies.js';
import { SessionBook } from '../../identity/sessions/session-book.js';
import { newSessionToken, tokenHash } from '../../identity/tokens.js';
import { CLOCK, SETTINGS } from '../../ports.js';

const DAYS_GOOD = 7;
const MS_PER_DAY = 86_400_000;

/** A link that is good once; whoever has it chooses the password of the account. */
export interface Invitation {
  /** To be sent to the person. Behind the `#`, so that no server on the way writes it down. */
  readonly link: string;
  readonly expiresAt: string;
}

export interface Invited {
  readonly login: string;
  readonly name: string;
  readonly passwordLength: number;
}

interface InvitedRow {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly [column: string]: unknown;
}

const INSERT = `
  INSERT INTO core.invitation (token_hash, user_id, created_by, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)`;

/** Earlier links of the same person are good no more. */
const END_EARLIER = `UPDATE core.invitation SET used_at = $2 WHERE user_id = $1 AND used_at IS NULL`;

const INVITED = `
  SELECT u.id, u.login, u.name FROM core.invitation i JOIN core.user_account u ON u.id = i.user_id
   WHERE i.token_hash = $1 AND i.used_at IS NULL AND i.expires_at > $2 AND u.active AND u.kind = 'person'`;

/** Invitations: somebody gets in for the first time, or again when he has forgotten his password. */
@Injectable()
export class Invitations {
  constructor(
    private readonly database: Database,
    private readonly passwords: PasswordBook,
    private readonly policies: SecurityPolicies,
    private readonly sessions: SessionBook,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Makes a link for a person who works here. */
  invite(by: Partial<AuditSource> & { readonly actor: string | null }, user: string): Promise<Invitation> {
    return this.database.transaction(async (session) => {
      const { rowCount } = await session.query(
        `SELECT 1 FROM core.user_account WHERE id = $1 AND active AND kind = 'person' FOR SHARE`,
        [user],
      );
      if (rowCount === 0) throw notFound();
      const invitation = await this.inviteIn(session, by.actor, user);
      await this.audit.write(session, { ...by, action: 'user:invite', outcome: 'done', recordId: user });
      return invitation;
    });
  }

  /** The same as part of something greater, which is audited itself. */
  async inviteIn(session: SqlSession, actor: string | null, user: string): Promise<Invitation> {
    const now = this.clock();
    const token = newSessionToken();
    const expiresAt = new Date(Date.parse(now) + DAYS_GOOD * MS_PER_DAY).toISOString();
    await session.query(END_EARLIER, [user, now]);
    await session.query(INSERT, [tokenHash(token), user, actor, now, expiresAt]);
    return { link: `${this.settings.publicUrl ?? ''}/welcome#${token}`, expiresAt };
  }

  /** Whom a link invites. */
  async open(token: string): Promise<Invited> {
    const [{ login, name }, { passwordLength }] = await Promise.all([
      this.invited(this.database, token),
      this.policies.read(),
    ]);
    return { login, name, passwordLength };
  }

  /** Takes the password that the person has chosen; the link is used up, and whoever was signed in is signed out. */
  async accept(token: string, password: string, source: AuditSource): Promise<{ readonly login: string }> {
    const policy = await this.policies.read();
    const login = await this.database.transaction(async (session) => {
      const invited = await this.invited(session, token, 'FOR UPDATE OF i');
      await this.passwords.set(session, invited.id, { password, path: '/password' }, policy);
      await session.query(END_EARLIER, [invited.id, this.clock()]);
      await this.sessions.endAll(session, invited.id);
      const entry = { ...source, actor: invited.id, recordId: invited.id, outcome: 'done' as const };
      await this.audit.write(session, { ...entry, action: 'invitation:accept' });
      return invited.login;
    });
    await this.sessions.forget();
    return { login };
  }

  private async invited(session: Pick<SqlSession, 'query'>, token: string, lock = ''): Promise<InvitedRow> {
    const { rows } = await session.query<InvitedRow>(`${INVITED} ${lock}`, [tokenHash(token), this.clock()]);
    if (!rows[0]) throw new Refusal(404, 'invitation_over');
    return rows[0];
  }
}
