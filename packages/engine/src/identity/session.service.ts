import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { addDuration } from '@dougong/kernel/foundation';
import { AuditLog } from '../audit/audit-log.js';
import type { AuditSource } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import { Refusal } from '../http/refusal.js';
import { CLOCK } from '../ports.js';
import { Authenticator, IDENTITY_CHANNEL } from './authenticator.js';
import { passwordFits } from './passwords.js';
import { SESSION_HOURS } from './session-cookie.js';
import { SignInLimiter } from './sign-in-limiter.js';
import type { Subject } from './subject.js';
import { SubjectStore } from './subject-store.js';
import { newSessionToken, tokenHash } from './tokens.js';

export interface Credentials {
  readonly login: string;
  readonly password: string;
}

export interface SignedIn {
  readonly token: string;
  readonly subject: Subject;
}

const MS_PER_SECOND = 1000;
const END = `
  UPDATE core.session SET revoked_at = $2 WHERE token_hash = $1 AND revoked_at IS NULL RETURNING user_id AS user`;

/** Signing in and out. */
@Injectable()
export class SessionService {
  private readonly limiter = new SignInLimiter();

  constructor(
    private readonly database: Database,
    private readonly subjects: SubjectStore,
    private readonly authenticator: Authenticator,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Opens a session. Refusals do not tell whether the login or the password was wrong. */
  async signIn({ login, password }: Credentials, source: AuditSource): Promise<SignedIn> {
    const now = this.clock();
    this.refuseWhileLocked(login, source.ip, now);
    const user = await this.accountOf(login);
    const fits = await passwordFits(user?.password_hash ?? null, password);
    const subject = fits && user ? await this.subjects.byId(user.id) : undefined;
    if (!subject) return this.refuse(login, user?.id, source, now);
    this.limiter.succeeded(login, source.ip);
    const token = newSessionToken();
    await this.open(token, subject, source, now);
    return { token, subject };
  }

  /** Ends a session everywhere at once. */
  async signOut(token: string, source: AuditSource): Promise<void> {
    await this.database.transaction(async (session) => {
      const { rows } = await session.query<{ user: string }>(END, [tokenHash(token), this.clock()]);
      const [ended] = rows;
      if (ended)
        await this.audit.write(session, {
          ...source,
          actor: ended.user,
          action: 'sign_out',
          outcome: 'done',
        });
    });
    this.authenticator.forgetAll();
    await this.database.notify(IDENTITY_CHANNEL);
  }

  private refuseWhileLocked(login: string, address: string, now: string): void {
    const waitMs = this.limiter.waitMs(login, address, Date.parse(now));
    if (waitMs === 0) return;
    const seconds = Math.ceil(waitMs / MS_PER_SECOND);
    throw new Refusal(429, 'too_many_tries', [], {
      params: { seconds },
      headers: { 'Retry-After': `${seconds}` },
    });
  }

  private async accountOf(login: string): Promise<{ id: string; password_hash: string | null } | undefined> {
    const found = await this.database.query<{ id: string; password_hash: string | null }>(
      'SELECT id, password_hash FROM core.user_account WHERE login = $1 AND active',
      [login],
    );
    return found.rows[0];
  }

  private async refuse(
    login: string,
    actor: string | undefined,
    source: AuditSource,
    now: string,
  ): Promise<never> {
    this.limiter.failed(login, source.ip, Date.parse(now));
    await this.database.withSession((session) =>
      this.audit.write(session, {
        ...source,
        actor: actor ?? null,
        action: 'sign_in',
        outcome: 'refused',
        code: 'wrong_password',
      }),
    );
    throw new Refusal(401, 'wrong_password');
  }

  private async open(token: string, subject: Subject, source: AuditSource, now: string): Promise<void> {
    const expires = addDuration(now, `PT${SESSION_HOURS}H`);
    if (!expires.ok) throw new Error('the length of a session is no duration');
    await this.database.transaction(async (session) => {
      await session.query(
        `INSERT INTO core.session (token_hash, user_id, created_at, last_seen_at, expires_at) VALUES ($1, $2, $3, $3, $4)`,
        [tokenHash(token), subject.id, now, expires.value],
      );
      await this.audit.write(session, { ...source, actor: subject.id, action: 'sign_in', outcome: 'done' });
    });
  }
}
