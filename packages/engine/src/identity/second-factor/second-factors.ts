import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { Refusal } from '../../http/refusal.js';
import { CLOCK } from '../../ports.js';
import { SecretBox } from '../../secrets/sealed-secret.js';
import { newRecoveryCodes, recoveryCodeHash } from './recovery-codes.js';
import { newTotpSecret, stepOfCode, totpAddress } from './totp-codes.js';

export interface FactorOwner {
  readonly id: string;
  readonly login: string;
}

/** What is shown once, so that an authenticator can be set up. */
export interface FactorSetup {
  readonly secret: string;
  readonly address: string;
}

interface FactorRow {
  readonly secret: Buffer;
  readonly confirmed_at: string | null;
  readonly [column: string]: unknown;
}

const READ = 'SELECT secret, confirmed_at FROM core.second_factor WHERE user_id = $1';

/** One that is set up already is never replaced this way. */
const BEGIN = `
  INSERT INTO core.second_factor AS f (user_id, secret, begun_at) VALUES ($1, $2, $3)
  ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, begun_at = excluded.begun_at
   WHERE f.confirmed_at IS NULL`;

/** A code is good once: whoever overhears it comes too late. */
const USE_STEP = `
  UPDATE core.second_factor SET last_step = $2, confirmed_at = coalesce(confirmed_at, $3)
   WHERE user_id = $1 AND (last_step IS NULL OR last_step < $2)`;

const USE_RECOVERY = `
  UPDATE core.recovery_code SET used_at = $3 WHERE user_id = $1 AND hash = $2 AND used_at IS NULL`;

/** Codes by time, and the codes for the day when the phone is gone. */
@Injectable()
export class SecondFactors {
  constructor(
    private readonly database: Database,
    private readonly box: SecretBox,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Whether one is set up, begun or not there, and how many recovery codes are left. */
  async stateOf(user: string): Promise<{ readonly confirmed: boolean; readonly recoveryCodes: number }> {
    const { rows } = await this.database.query<{ confirmed: boolean; recoveryCodes: number }>(
      `SELECT EXISTS (SELECT FROM core.second_factor WHERE user_id = $1 AND confirmed_at IS NOT NULL) AS confirmed,
              (SELECT count(*)::integer FROM core.recovery_code WHERE user_id = $1 AND used_at IS NULL) AS "recoveryCodes"`,
      [user],
    );
    return rows[0] ?? { confirmed: false, recoveryCodes: 0 };
  }

  /** Begins to set one up, or goes on with what was begun. */
  async begin({ id, login }: FactorOwner): Promise<FactorSetup> {
    const found = await this.read(id);
    if (found?.confirmed_at) throw new Refusal(409, 'second_factor_there');
    const secret = found ? this.box.open(found.secret, id) : newTotpSecret();
    if (!found) await this.database.query(BEGIN, [id, this.box.seal(secret, id), this.clock()]);
    return { secret, address: totpAddress(secret, login) };
  }

  /**
   * Takes a code, once. The first one that fits confirms a factor that was begun.
   * @returns whether it fits, and fresh recovery codes when it was the first.
   */
  async take(
    session: SqlSession,
    user: string,
    code: string,
  ): Promise<{ readonly fits: boolean; readonly recoveryCodes?: readonly string[] }> {
    const found = await this.read(user, session);
    if (!found) return { fits: false };
    const now = this.clock();
    const step = stepOfCode(this.box.open(found.secret, user), code.replaceAll(/\s/g, ''), now);
    if (step === undefined)
      return { fits: found.confirmed_at !== null && (await this.takeRecovery(session, user, code)) };
    const { rowCount } = await session.query(USE_STEP, [user, step, now]);
    if (rowCount === 0) return { fits: false };
    return found.confirmed_at === null
      ? { fits: true, recoveryCodes: await this.renewRecoveryCodes(session, user) }
      : { fits: true };
  }

  /** Makes new recovery codes; the old ones are good no more. Only their hashes are kept. */
  async renewRecoveryCodes(session: SqlSession, user: string): Promise<readonly string[]> {
    const codes = newRecoveryCodes();
    await session.query('DELETE FROM core.recovery_code WHERE user_id = $1', [user]);
    await session.query('INSERT INTO core.recovery_code (user_id, hash) SELECT $1, unnest($2::bytea[])', [
      user,
      codes.map((code) => recoveryCodeHash(user, code)),
    ]);
    return codes;
  }

  async remove(session: SqlSession, user: string): Promise<boolean> {
    await session.query('DELETE FROM core.recovery_code WHERE user_id = $1', [user]);
    const { rowCount } = await session.query('DELETE FROM core.second_factor WHERE user_id = $1', [user]);
    return rowCount !== 0;
  }

  private async takeRecovery(session: SqlSession, user: string, code: string): Promise<boolean> {
    const { rowCount } = await session.query(USE_RECOVERY, [
      user,
      recoveryCodeHash(user, code),
      this.clock(),
    ]);
    return rowCount !== 0;
  }

  private async read(
    user: string,
    session: Pick<SqlSession, 'query'> = this.database,
  ): Promise<FactorRow | undefined> {
    const { rows } = await session.query<FactorRow>(READ, [user]);
    return rows[0];
  }
}
