import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { AuditLog } from '../../audit/audit-log.js';
import type { AuditSource } from '../../audit/audit-log.js';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { notFound } from '../../http/refusal.js';
import { CLOCK } from '../../ports.js';
import { SignInLimits } from '../lockout/sign-in-limits.js';
import { SecondFactors } from '../second-factor/second-factors.js';
import { SessionBook } from '../sessions/session-book.js';
import type { SessionView } from '../sessions/session-book.js';

export interface CaringActor extends AuditSource {
  readonly actor: string;
}

/** How somebody gets in, for administrators. */
export interface SignInState {
  readonly hasPassword: boolean;
  readonly mustChangePassword: boolean;
  readonly blockedUntil: string | null;
  readonly secondFactor: boolean;
  readonly invitedUntil: string | null;
  readonly providers: readonly string[];
}

const PERSON = `
  SELECT u.id, u.login, u.password_hash IS NOT NULL AS "hasPassword", u.password_must_change AS "mustChangePassword",
         EXISTS (SELECT FROM core.second_factor f WHERE f.user_id = u.id AND f.confirmed_at IS NOT NULL) AS "secondFactor",
         (SELECT max(i.expires_at) FROM core.invitation i
           WHERE i.user_id = u.id AND i.used_at IS NULL AND i.expires_at > $2) AS "invitedUntil",
         ARRAY(SELECT o.provider FROM core.outside_identity o WHERE o.user_id = u.id ORDER BY o.provider) AS providers
    FROM core.user_account u WHERE u.id = $1 AND u.kind = 'person' AND u.login NOT LIKE '%:%'`;

interface PersonRow extends Omit<SignInState, 'blockedUntil'> {
  readonly id: string;
  readonly login: string;
  readonly [column: string]: unknown;
}

/** What administrators do about the accounts of others, always with an entry in the audit. */
@Injectable()
export class AccountCare {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionBook,
    private readonly factors: SecondFactors,
    private readonly limits: SignInLimits,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async stateOf(id: string): Promise<SignInState> {
    const { id: _id, login, ...state } = await this.person(id);
    return { ...state, blockedUntil: await this.limits.blockedUntil(login) };
  }

  async sessionsOf(id: string): Promise<readonly SessionView[]> {
    await this.person(id);
    return this.sessions.list(id);
  }

  /** Lets somebody try again who has failed too often. */
  async unlock(by: CaringActor, id: string): Promise<void> {
    const { login } = await this.person(id);
    await this.limits.unlock(login);
    await this.carryOut(by, id, 'user:unlock', () => Promise.resolve());
  }

  /** For somebody whose phone and recovery codes are gone. */
  async removeSecondFactor(by: CaringActor, id: string): Promise<void> {
    await this.person(id);
    await this.carryOut(by, id, 'second_factor:remove', async (session) => {
      if (!(await this.factors.remove(session, id))) throw notFound();
    });
  }

  /** Ends one session of somebody, or all of them. */
  async endSessions(by: CaringActor, id: string, sessionId?: string): Promise<void> {
    await this.person(id);
    await this.carryOut(by, id, 'session:end', async (session) => {
      if (sessionId === undefined) await this.sessions.endAll(session, id);
      else if (!(await this.sessions.endOne(session, id, sessionId))) throw notFound();
    });
    await this.sessions.forget();
  }

  private async person(id: string): Promise<PersonRow> {
    const { rows } = await this.database.query<PersonRow>(PERSON, [id, this.clock()]);
    if (!rows[0]) throw notFound();
    return rows[0];
  }

  private carryOut<T>(
    by: CaringActor,
    id: string,
    action: string,
    work: (session: SqlSession) => Promise<T>,
  ): Promise<T> {
    return this.database.transaction(async (session) => {
      const result = await work(session);
      await this.audit.write(session, { ...by, recordId: id, action, outcome: 'done' });
      return result;
    });
  }
}
