import { Inject, Injectable } from '@nestjs/common';
import { issue } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import type { SqlSession } from '../../database/sql-session.js';
import { invalid, notFound } from '../../http/refusal.js';
import { CLOCK } from '../../ports.js';
import { hashPassword, passwordFits } from '../passwords.js';
import type { SecurityPolicy } from '../policy/security-policy.js';
import { checkPassword } from './password-rules.js';

interface OwnerRow {
  readonly login: string;
  readonly name: string;
  readonly password_hash: string | null;
  readonly earlier: readonly string[];
  readonly [column: string]: unknown;
}

const OWNER = `
  SELECT u.login, u.name, u.password_hash,
         ARRAY(SELECT h.hash FROM core.password_history h WHERE h.user_id = u.id ORDER BY h.set_at DESC LIMIT $2) AS earlier
    FROM core.user_account u WHERE u.id = $1 AND u.kind = 'person'`;

const SET = `
  UPDATE core.user_account SET password_hash = $2, password_set_at = $3, password_must_change = $4 WHERE id = $1`;

/** Keeps as many as may ever be asked for. */
const KEEP = `
  INSERT INTO core.password_history (user_id, set_at, hash) VALUES ($1, $2, $3)
  ON CONFLICT (user_id, set_at) DO UPDATE SET hash = excluded.hash`;

const TRIM = `
  DELETE FROM core.password_history WHERE user_id = $1 AND set_at NOT IN (
    SELECT set_at FROM core.password_history WHERE user_id = $1 ORDER BY set_at DESC LIMIT 24)`;

export interface NewPassword {
  readonly password: string;
  /** Where in the request it stands. */
  readonly path: string;
  /** Whether somebody else chose it, so that the owner changes it when he signs in. */
  readonly mustChange?: boolean;
}

/** Gives people passwords, and remembers the ones they had. */
@Injectable()
export class PasswordBook {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /** Refuses what the policy does not allow. Sessions are the caller's business. */
  async set(
    session: SqlSession,
    user: string,
    { password, path, mustChange = false }: NewPassword,
    policy: SecurityPolicy,
  ): Promise<void> {
    const { rows } = await session.query<OwnerRow>(OWNER, [user, policy.passwordHistory]);
    const owner = rows[0];
    if (!owner) throw notFound();
    const faults = checkPassword(password, owner, policy, path);
    if (faults.length > 0) throw invalid(faults);
    const used = [...(owner.password_hash === null ? [] : [owner.password_hash]), ...owner.earlier];
    for (const hash of new Set(used))
      if (await passwordFits(hash, password)) throw invalid([issue('password_used_before', path)]);
    const hash = await hashPassword(password);
    const now = this.clock();
    await session.query(SET, [user, hash, now, mustChange]);
    await session.query(KEEP, [user, now, hash]);
    await session.query(TRIM, [user]);
  }
}
