import { Injectable } from '@nestjs/common';
import { issue } from '@dougong/kernel/foundation';
import { AuditLog } from '../../audit/audit-log.js';
import type { AuditSource } from '../../audit/audit-log.js';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { invalid, notFound, Refusal } from '../../http/refusal.js';
import { SignInLimits } from '../lockout/sign-in-limits.js';
import { PasswordBook } from '../passwords/password-book.js';
import { passwordFits } from '../passwords.js';
import { SecurityPolicies } from '../policy/security-policies.js';
import { needsSecondFactor } from '../policy/security-policy.js';
import { SecondFactors } from '../second-factor/second-factors.js';
import type { FactorSetup } from '../second-factor/second-factors.js';
import { SessionBook } from '../sessions/session-book.js';
import type { Subject } from '../subject.js';

/** Who looks after his own account, and over which way. */
export interface OwnRequest {
  readonly subject: Subject;
  readonly source: AuditSource;
  /** The secret of the session that the request came with. */
  readonly token: string | undefined;
}

export interface OwnSecurity {
  /** Whether the account has a password; one that signs in elsewhere has none. */
  readonly hasPassword: boolean;
  readonly secondFactor: {
    readonly confirmed: boolean;
    readonly required: boolean;
    readonly recoveryCodesLeft: number;
  };
  readonly passwordLength: number;
}

/** What people do about their own account: password, second factor, sessions. */
@Injectable()
export class OwnAccount {
  constructor(
    private readonly database: Database,
    private readonly policies: SecurityPolicies,
    private readonly passwords: PasswordBook,
    private readonly factors: SecondFactors,
    private readonly sessions: SessionBook,
    private readonly limits: SignInLimits,
    private readonly audit: AuditLog,
  ) {}

  async read({ id, roles }: Subject): Promise<OwnSecurity> {
    const [policy, { confirmed, recoveryCodes }, hash] = await Promise.all([
      this.policies.read(),
      this.factors.stateOf(id),
      this.hashOf(id),
    ]);
    const secondFactor = {
      confirmed,
      required: needsSecondFactor(policy, roles),
      recoveryCodesLeft: recoveryCodes,
    };
    return { hasPassword: hash !== null, secondFactor, passwordLength: policy.passwordLength };
  }

  /** Changes the password and ends every other session: whoever knew the old one is out. */
  async changePassword(own: OwnRequest, password: string, newPassword: string): Promise<void> {
    await this.requirePassword(own, password);
    const policy = await this.policies.read();
    await this.carryOut(own, 'password:change', async (session) => {
      const wanted = { password: newPassword, path: '/newPassword' };
      await this.passwords.set(session, own.subject.id, wanted, policy);
      await this.sessions.endAll(session, own.subject.id, own.token);
    });
    await this.sessions.forget();
  }

  async beginSecondFactor(own: OwnRequest, password: string): Promise<FactorSetup> {
    await this.requirePassword(own, password);
    return this.factors.begin(own.subject);
  }

  /** @returns the recovery codes, which nobody sees again. */
  async confirmSecondFactor(own: OwnRequest, code: string): Promise<readonly string[]> {
    await this.limits.refuseWhileBlocked(own.subject.login, own.source.ip);
    const codes = await this.carryOut(own, 'second_factor:confirm', async (session) => {
      const taken = await this.factors.take(session, own.subject.id, code);
      if (taken.recoveryCodes) return taken.recoveryCodes;
      throw invalid([issue('wrong_code', '/code')]);
    }).catch(async (error: unknown) => {
      await this.limits.failed(own.subject.login, own.source.ip);
      throw error;
    });
    return codes;
  }

  async removeSecondFactor(own: OwnRequest, password: string): Promise<void> {
    await this.requirePassword(own, password);
    if (needsSecondFactor(await this.policies.read(), own.subject.roles))
      throw new Refusal(409, 'second_factor_required');
    await this.carryOut(own, 'second_factor:remove', (session) =>
      this.factors.remove(session, own.subject.id),
    );
  }

  async renewRecoveryCodes(own: OwnRequest, password: string): Promise<readonly string[]> {
    await this.requirePassword(own, password);
    if (!(await this.factors.stateOf(own.subject.id)).confirmed) throw notFound();
    return this.carryOut(own, 'recovery_codes:renew', (session) =>
      this.factors.renewRecoveryCodes(session, own.subject.id),
    );
  }

  /** Ends one session, or all but the one that asks. */
  async endSessions(own: OwnRequest, id?: string): Promise<void> {
    const { subject, token } = own;
    await this.carryOut(own, 'session:end', async (session) => {
      if (id === undefined) await this.sessions.endAll(session, subject.id, token);
      else if (!(await this.sessions.endOne(session, subject.id, id))) throw notFound();
    });
    await this.sessions.forget();
  }

  /** Asked again before anything that somebody at an open screen could do harm with. */
  private async requirePassword({ subject, source }: OwnRequest, password: string): Promise<void> {
    await this.limits.refuseWhileBlocked(subject.login, source.ip);
    const hash = await this.hashOf(subject.id);
    if (hash === null) throw new Refusal(409, 'account_without_password');
    if (await passwordFits(hash, password)) return;
    await this.limits.failed(subject.login, source.ip);
    throw invalid([issue('password_wrong', '/password')]);
  }

  private async hashOf(id: string): Promise<string | null> {
    const { rows } = await this.database.query<{ password_hash: string | null }>(
      'SELECT password_hash FROM core.user_account WHERE id = $1',
      [id],
    );
    return rows[0]?.password_hash ?? null;
  }

  private carryOut<T>(
    { subject, source }: OwnRequest,
    action: string,
    work: (session: SqlSession) => Promise<T>,
  ): Promise<T> {
    return this.database.transaction(async (session) => {
      const result = await work(session);
      const entry = { ...source, actor: subject.id, recordId: subject.id, action, outcome: 'done' as const };
      await this.audit.write(session, entry);
      return result;
    });
  }
}
