import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { Database } from '../../database/database.js';
import { Refusal } from '../../http/refusal.js';
import { CLOCK } from '../../ports.js';
import { SecurityPolicies } from '../policy/security-policies.js';
import { blockedUntil, FORGOTTEN_AFTER_MS, limitsOf } from './growing-delay.js';
import type { LimitedThing } from './growing-delay.js';

const MS_PER_SECOND = 1000;

const BLOCKED = `SELECT max(blocked_until) AS until FROM core.sign_in_failure WHERE key = ANY ($1::bytea[]) AND blocked_until > $2`;

/** What failed long ago begins anew. */
const COUNT = `
  INSERT INTO core.sign_in_failure AS f (key, login_hash, count, last_at) VALUES ($1, $4, 1, $2)
  ON CONFLICT (key) DO UPDATE SET last_at = $2, count = CASE WHEN f.last_at < $3 THEN 1 ELSE f.count + 1 END
  RETURNING count`;

const BLOCK = 'UPDATE core.sign_in_failure SET blocked_until = $2 WHERE key = $1';

const FORGET = 'DELETE FROM core.sign_in_failure WHERE key = ANY ($1::bytea[])';

/**
 * Counts failed sign-ins in the database, so that all engines count together: of a login from one address, of a login from
 * anywhere, and of an address whatever the login. Logins that do not exist are counted like those that do.
 */
@Injectable()
export class SignInLimits {
  constructor(
    private readonly database: Database,
    private readonly policies: SecurityPolicies,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Refuses while too many tries have failed. */
  async refuseWhileBlocked(login: string, address: string): Promise<void> {
    const now = this.clock();
    const { rows } = await this.database.query<{ until: string | null }>(BLOCKED, [
      keysOf(login, address).map(({ key }) => key),
      now,
    ]);
    const until = rows[0]?.until;
    if (!until) return;
    const seconds = Math.ceil((Date.parse(until) - Date.parse(now)) / MS_PER_SECOND);
    throw new Refusal(429, 'too_many_tries', [], {
      params: { seconds },
      headers: { 'Retry-After': `${seconds}` },
    });
  }

  /** Notes a failed try. */
  async failed(login: string, address: string): Promise<void> {
    const limits = limitsOf((await this.policies.read()).failedTries);
    const now = this.clock();
    const old = new Date(Date.parse(now) - FORGOTTEN_AFTER_MS).toISOString();
    await this.database.withSession(async (session) => {
      // In the order of their keys, as everybody does it.
      for (const { thing, key } of keysOf(login, address)) {
        const ofLogin = thing === 'address' ? null : keyOf('login', login);
        const { rows } = await session.query<{ count: number }>(COUNT, [key, now, old, ofLogin]);
        const until = blockedUntil(limits[thing], rows[0]?.count ?? 1, now);
        if (until !== undefined) await session.query(BLOCK, [key, until]);
      }
    });
  }

  /** A right password forgets the wrong ones from the same place. */
  async succeeded(login: string, address: string): Promise<void> {
    const own = keysOf(login, address).filter(({ thing }) => thing !== 'address');
    await this.database.query(FORGET, [own.map(({ key }) => key)]);
  }

  /** Lets a login in again from everywhere but addresses that are blocked themselves. */
  async unlock(login: string): Promise<void> {
    await this.database.query('DELETE FROM core.sign_in_failure WHERE login_hash = $1', [
      keyOf('login', login),
    ]);
  }

  /** Until when a login is blocked. */
  async blockedUntil(login: string): Promise<string | null> {
    const { rows } = await this.database.query<{ until: string | null }>(
      'SELECT max(blocked_until) AS until FROM core.sign_in_failure WHERE login_hash = $1 AND blocked_until > $2',
      [keyOf('login', login), this.clock()],
    );
    return rows[0]?.until ?? null;
  }
}

function keyOf(thing: LimitedThing, ...parts: readonly string[]): Buffer {
  return createHash('sha256')
    .update([thing, ...parts.map((part) => part.toLowerCase())].join('\n'))
    .digest();
}

function keysOf(
  login: string,
  address: string,
): readonly { readonly thing: LimitedThing; readonly key: Buffer }[] {
  return [
    { thing: 'pair' as const, key: keyOf('pair', login, address) },
    { thing: 'login' as const, key: keyOf('login', login) },
    { thing: 'address' as const, key: keyOf('address', address) },
  ].toSorted((one, other) => Buffer.compare(one.key, other.key));
}
