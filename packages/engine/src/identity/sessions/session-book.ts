import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { AuditLog } from '../../audit/audit-log.js';
import type { AuditSource, NewAuditEntry } from '../../audit/audit-log.js';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { CLOCK } from '../../ports.js';
import { Authenticator, IDENTITY_CHANNEL } from '../authenticator.js';
import type { SecurityPolicy } from '../policy/security-policy.js';
import { newSessionToken, tokenHash } from '../tokens.js';

const MS_PER_HOUR = 3_600_000;
const MS_PER_MINUTE = 60_000;
const SECONDS_PER_MINUTE = 60;
const AGENT_LENGTH_MAX = 300;
const LIST_MAX = 200;

/** Where a session is opened from. */
export interface SessionSource extends AuditSource {
  readonly agent?: string | undefined;
}

export interface OpenSession {
  readonly token: string;
  readonly expiresAt: string;
}

/** A session as its owner or an administrator sees it. */
export interface SessionView {
  readonly id: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly expiresAt: string;
  readonly ip: string | null;
  readonly agent: string | null;
  /** The provider that vouched for the person; null: a password. */
  readonly provider: string | null;
  /** Whether the request itself came with it. */
  readonly current: boolean;
}

/** What a provider outside gave when it vouched for somebody. */
export interface OutsideProof {
  readonly provider: string;
  /** Locked; it is shown to the provider when the person signs out. */
  readonly idToken: Buffer | null;
}

const LIVE = `revoked_at IS NULL AND expires_at > $2
  AND (idle_seconds IS NULL OR last_seen_at + make_interval(secs => idle_seconds) > $2)`;

const OPEN = `
  INSERT INTO core.session (token_hash, user_id, created_at, last_seen_at, expires_at, idle_seconds, ip, agent, provider, id_token)
  VALUES ($1, $2, $3, $3, $4, $5, $6, $7, $8, $9)`;

interface EndedRow {
  readonly user: string;
  /** Who looked on as the user; nobody in a session of one's own. */
  readonly viewer: string | null;
  readonly provider: string | null;
  readonly id_token: Buffer | null;
  readonly [column: string]: unknown;
}

const END = `
  UPDATE core.session SET revoked_at = $2 WHERE token_hash = $1 AND revoked_at IS NULL 
  RETURNING user_id AS user, viewer, provider, id_token`;

const LIST = `
  SELECT id, created_at AS "createdAt", last_seen_at AS "lastSeenAt", expires_at AS "expiresAt", host(ip) AS ip, agent,
         provider, coalesce(token_hash = $3, false) AS current
    FROM core.session WHERE user_id = $1 AND viewer IS NULL AND ${LIVE} ORDER BY last_seen_at DESC, id LIMIT ${LIST_MAX}`;

/** Who is signed in where. What is ended here is heard by every engine within seconds. */
@Injectable()
export class SessionBook {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly authenticator: Authenticator,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Opens a session with a secret that was never used before, whatever the browser showed. */
  async open(
    session: SqlSession,
    user: string,
    source: SessionSource,
    policy: SecurityPolicy,
    proof?: OutsideProof,
  ): Promise<OpenSession> {
    const token = newSessionToken();
    const now = this.clock();
    const expiresAt = new Date(Date.parse(now) + policy.sessionHours * MS_PER_HOUR).toISOString();
    await session.query(OPEN, [
      tokenHash(token),
      user,
      now,
      expiresAt,
      policy.idleMinutes * SECONDS_PER_MINUTE,
      source.ip,
      source.agent?.slice(0, AGENT_LENGTH_MAX) ?? null,
      proof?.provider ?? null,
      proof?.idToken ?? null,
    ]);
    return { token, expiresAt };
  }

  /** Opens a session in which somebody looks at the system as a user. It is the viewer's: the user's list leaves it out. */
  async openView(session: SqlSession, user: string, viewer: string, minutes: number): Promise<OpenSession> {
    const token = newSessionToken();
    const now = this.clock();
    const expiresAt = new Date(Date.parse(now) + minutes * MS_PER_MINUTE).toISOString();
    await session.query(
      'INSERT INTO core.session (token_hash, user_id, created_at, last_seen_at, expires_at, viewer) VALUES ($1, $2, $3, $3, $4, $5)',
      [tokenHash(token), user, now, expiresAt, viewer],
    );
    return { token, expiresAt };
  }

  async list(user: string, currentToken?: string): Promise<readonly SessionView[]> {
    const { rows } = await this.database.query<SessionView & Record<string, unknown>>(LIST, [
      user,
      this.clock(),
      currentToken === undefined ? null : tokenHash(currentToken),
    ]);
    return rows;
  }

  /** Ends the session of a secret. Gives what a provider outside has to be told. */
  async endByToken(token: string, { agent, ...source }: SessionSource): Promise<OutsideProof | undefined> {
    const ended = await this.database.transaction(async (session) => {
      const { rows } = await session.query<EndedRow>(END, [tokenHash(token), this.clock()]);
      const [row] = rows;
      if (row)
        await this.audit.write(session, {
          ...source,
          ...(agent === undefined ? {} : { agent }),
          ...endingOf(row),
          outcome: 'done',
        });
      return row;
    });
    await this.forget();
    return ended?.provider ? { provider: ended.provider, idToken: ended.id_token } : undefined;
  }

  /** Ends one session of a user. Tells whether there was one. */
  async endOne(session: SqlSession, user: string, id: string): Promise<boolean> {
    const { rowCount } = await session.query(
      `UPDATE core.session SET revoked_at = $3 WHERE user_id = $1 AND id = $2 AND revoked_at IS NULL`,
      [user, id, this.clock()],
    );
    return rowCount !== 0;
  }

  /** Ends all sessions of a user, but that of a secret. Tells how many. */
  async endAll(session: SqlSession, user: string, keptToken?: string): Promise<number> {
    const { rowCount } = await session.query(
      `UPDATE core.session SET revoked_at = $2
        WHERE user_id = $1 AND revoked_at IS NULL AND ($3::bytea IS NULL OR token_hash <> $3)`,
      [user, this.clock(), keptToken === undefined ? null : tokenHash(keptToken)],
    );
    return rowCount ?? 0;
  }

  /** Says in every process that whoever was known must be asked for again; after the commit. */
  async forget(): Promise<void> {
    this.authenticator.forgetAll();
    await this.database.notify(IDENTITY_CHANNEL);
  }
}

/** What ended, as the audit says it: somebody went, or stopped looking on as somebody else. */
function endingOf({ user, viewer }: EndedRow): Pick<NewAuditEntry, 'actor' | 'action' | 'changes'> {
  if (viewer === null) return { actor: user, action: 'sign_out' };
  return { actor: viewer, action: 'view_as_end', changes: [{ path: '/as', old: user, new: null }] };
}
