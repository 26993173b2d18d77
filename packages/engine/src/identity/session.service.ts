import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { AuditLog } from '../audit/audit-log.js';
import type { AuditSource } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import { notFound, Refusal } from '../http/refusal.js';
import { CLOCK } from '../ports.js';
import { SignInLimits } from './lockout/sign-in-limits.js';
import { PasswordBook } from './passwords/password-book.js';
import { passwordFits } from './passwords.js';
import { VIEW_MINUTES } from './session-cookie.js';
import { SecurityPolicies } from './policy/security-policies.js';
import { needsSecondFactor } from './policy/security-policy.js';
import type { SecurityPolicy } from './policy/security-policy.js';
import { SecondFactors } from './second-factor/second-factors.js';
import { SessionBook } from './sessions/session-book.js';
import type { OpenSession, SessionSource } from './sessions/session-book.js';
import type { Subject } from './subject.js';
import { SubjectStore } from './subject-store.js';

export interface Credentials {
  readonly login: string;
  readonly password: string;
  /** Of the second factor, or a recovery code. */
  readonly code?: string;
  /** Where the old one must be changed. */
  readonly newPassword?: string;
}

export interface SignedIn extends OpenSession {
  readonly subject: Subject;
  /** Shown once, when a second factor was confirmed just now. */
  readonly recoveryCodes?: readonly string[];
}

interface AccountRow {
  readonly id: string;
  readonly password_hash: string | null;
  readonly password_set_at: string;
  readonly password_must_change: boolean;
  readonly [column: string]: unknown;
}

interface Entrant {
  readonly account: AccountRow;
  readonly subject: Subject;
  readonly policy: SecurityPolicy;
}

const ACCOUNT = `
  SELECT id, password_hash, coalesce(password_set_at, created_at) AS password_set_at, password_must_change
    FROM core.user_account WHERE login = $1 AND active AND kind = 'person'`;

const MS_PER_DAY = 86_400_000;

/** Signing in with a password. */
@Injectable()
export class SessionService {
  constructor(
    private readonly database: Database,
    private readonly subjects: SubjectStore,
    private readonly sessions: SessionBook,
    private readonly limits: SignInLimits,
    private readonly policies: SecurityPolicies,
    private readonly passwords: PasswordBook,
    private readonly factors: SecondFactors,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Opens a session. Refusals do not tell whether the login or the password was wrong; what else is asked for is said only
   * to somebody who knows the password.
   * @param shown the secret of a session that the browser has already; it ends.
   */
  async signIn(credentials: Credentials, source: SessionSource, shown?: string): Promise<SignedIn> {
    const { login, password } = credentials;
    await this.limits.refuseWhileBlocked(login, source.ip);
    const account = await this.accountOf(login);
    const fits = await passwordFits(account?.password_hash ?? null, password);
    const subject = fits && account ? await this.subjects.byId(account.id) : undefined;
    if (!subject || !account) return this.refuse('wrong_password', login, account?.id, source);
    const entrant = { account, subject, policy: await this.policies.read() };
    const signedIn = await this.enter(entrant, credentials, source);
    if (!signedIn) return this.refuse('wrong_code', login, account.id, source);
    await this.limits.succeeded(login, source.ip);
    if (shown !== undefined) await this.sessions.endByToken(shown, auditOf(source));
    return signedIn;
  }

  /** Lets an administrator look at the system as somebody else, for a while. */
  async view(viewer: Subject, user: string, source: AuditSource): Promise<OpenSession> {
    if (user === viewer.id) throw new Refusal(422, 'view_of_self');
    if (!(await this.subjects.byId(user))) throw notFound();
    return this.database.transaction(async (session) => {
      const opened = await this.sessions.openView(session, user, viewer.id, VIEW_MINUTES);
      const changes = [{ path: '/as', old: null, new: user }];
      await this.audit.write(session, {
        ...source,
        actor: viewer.id,
        action: 'view_as_begin',
        outcome: 'done',
        changes,
      });
      return opened;
    });
  }

  /** Ends looking on. */
  async endView(token: string, source: AuditSource): Promise<void> {
    await this.sessions.endByToken(token, source);
  }

  /** Everything that the door asks for is there, or nothing is kept: no code is used up for a password that is refused. */
  private async enter(
    entrant: Entrant,
    { code, newPassword }: Credentials,
    source: SessionSource,
  ): Promise<SignedIn | undefined> {
    const { account, subject, policy } = entrant;
    const asksForCode = await this.asksForCode(entrant, code);
    if (this.mustChange(account, policy) && newPassword === undefined && !asksForCode)
      throw new Refusal(403, 'password_change_required');
    return this.database.transaction(async (session) => {
      const taken = asksForCode ? await this.factors.take(session, account.id, code ?? '') : { fits: true };
      if (!taken.fits) return undefined;
      if (this.mustChange(account, policy)) {
        if (newPassword === undefined) throw new Refusal(403, 'password_change_required');
        await this.passwords.set(
          session,
          account.id,
          { password: newPassword, path: '/newPassword' },
          policy,
        );
        await this.sessions.endAll(session, account.id);
      }
      const opened = await this.sessions.open(session, account.id, source, policy);
      await this.audit.write(session, {
        ...auditOf(source),
        actor: account.id,
        action: 'sign_in',
        outcome: 'done',
      });
      return {
        ...opened,
        subject,
        ...('recoveryCodes' in taken ? { recoveryCodes: taken.recoveryCodes } : {}),
      };
    });
  }

  /** Whether a code must be given; refuses where it is not, saying what is needed for it. */
  private async asksForCode(
    { account, subject, policy }: Entrant,
    code: string | undefined,
  ): Promise<boolean> {
    const { confirmed } = await this.factors.stateOf(account.id);
    if (confirmed) {
      if (code === undefined) throw new Refusal(401, 'code_required');
      return true;
    }
    if (!needsSecondFactor(policy, subject.roles)) return false;
    if (code !== undefined) return true;
    const setup = await this.factors.begin(subject);
    throw new Refusal(403, 'second_factor_setup', [], { params: { ...setup } });
  }

  private mustChange(
    { password_must_change, password_set_at }: AccountRow,
    { passwordDays }: SecurityPolicy,
  ): boolean {
    if (password_must_change) return true;
    if (passwordDays === null) return false;
    return Date.parse(password_set_at) + passwordDays * MS_PER_DAY <= Date.parse(this.clock());
  }

  private async accountOf(login: string): Promise<AccountRow | undefined> {
    const found = await this.database.query<AccountRow>(ACCOUNT, [login]);
    return found.rows[0];
  }

  private async refuse(
    code: string,
    login: string,
    actor: string | undefined,
    source: SessionSource,
  ): Promise<never> {
    await this.limits.failed(login, source.ip);
    await this.database.withSession((session) =>
      this.audit.write(session, {
        ...auditOf(source),
        actor: actor ?? null,
        action: 'sign_in',
        outcome: 'refused',
        code,
      }),
    );
    throw code === 'wrong_code' ? new Refusal(401, 'wrong_code') : new Refusal(401, 'wrong_password');
  }
}

function auditOf({ channel, ip, requestId, agent }: SessionSource): AuditSource {
  const source = { channel, ip, requestId };
  return agent === undefined ? source : { ...source, agent };
}
