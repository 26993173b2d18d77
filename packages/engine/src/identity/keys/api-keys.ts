import { Inject, Injectable } from '@nestjs/common';
import { issue, pointer } from '@dougong/kernel/foundation';
import type { Clock, IdSource } from '@dougong/kernel/foundation';
import { AuditLog } from '../../audit/audit-log.js';
import type { AuditSource } from '../../audit/audit-log.js';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { invalid, notFound, Refusal } from '../../http/refusal.js';
import { CLOCK, ID_SOURCE } from '../../ports.js';
import { Authenticator, IDENTITY_CHANNEL } from '../authenticator.js';
import { newApiKey, tokenHash } from '../tokens.js';
import { isAddressOrNetwork } from './key-limits.js';
import type { FreshKey, KeyView, NewKey } from './key.wire.js';

export interface KeyActor extends Partial<AuditSource> {
  readonly actor: string;
}

type Row = KeyView & Record<string, unknown>;

const COLUMNS = `
  SELECT k.id, k.prefix, k.name, k.scope, k.addresses, k.created_at AS "createdAt", k.created_by AS "createdBy",
         k.expires_at AS "expiresAt", k.last_used_at AS "lastUsedAt", k.revoked_at AS "revokedAt",
         k.replaced_by AS "replacedBy",
         jsonb_build_object('id', u.id, 'login', u.login, 'name', u.name, 'kind', u.kind) AS account
    FROM core.api_key k JOIN core.user_account u ON u.id = k.user_id`;

const LIST_MAX = 500;
const OVERLAP_HOURS = 24;
const MS_PER_HOUR = 3_600_000;

const INSERT = `
  INSERT INTO core.api_key (id, prefix, hash, user_id, name, scope, addresses, created_at, created_by, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

/** Keys of programs: made, shown once, replaced with a time of overlap, revoked. Their hashes are all that is kept. */
@Injectable()
export class ApiKeys {
  constructor(
    private readonly database: Database,
    private readonly authenticator: Authenticator,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  /** Those of one account, or all; the newest first. */
  async list(account?: string): Promise<readonly KeyView[]> {
    const { rows } = await this.database.query<Row>(
      `${COLUMNS} WHERE $1::uuid IS NULL OR k.user_id = $1 ORDER BY k.created_at DESC, k.id DESC LIMIT ${LIST_MAX}`,
      [account ?? null],
    );
    return rows;
  }

  async make(by: KeyActor, account: string, wanted: NewKey): Promise<FreshKey> {
    this.check(wanted);
    return this.database.transaction(async (session) => {
      const { rowCount } = await session.query(
        'SELECT 1 FROM core.user_account WHERE id = $1 AND active FOR SHARE',
        [account],
      );
      if (rowCount === 0) throw notFound();
      const fresh = await this.insert(session, by, account, wanted);
      await this.note(session, by, 'api_key:create', fresh.view);
      return fresh;
    });
  }

  /** A new key that may do the same; the old one stays good for the time of overlap. */
  async rotate(by: KeyActor, id: string, overlapHours = OVERLAP_HOURS): Promise<FreshKey> {
    const fresh = await this.database.transaction(async (session) => {
      const old = await this.locked(session, id);
      if (old.revokedAt !== null || old.replacedBy !== null) throw new Refusal(409, 'key_not_in_use');
      const { name, scope, addresses, expiresAt } = old;
      const wanted = { name, scope, addresses: [...addresses], expiresAt } as NewKey;
      const made = await this.insert(session, by, old.account.id, wanted);
      const ends = new Date(Date.parse(this.clock()) + overlapHours * MS_PER_HOUR).toISOString();
      await session.query(
        'UPDATE core.api_key SET replaced_by = $2, expires_at = least(expires_at, $3::timestamptz) WHERE id = $1',
        [id, made.view.id, ends],
      );
      await this.note(session, by, 'api_key:rotate', made.view);
      return made;
    });
    await this.forget();
    return fresh;
  }

  async revoke(by: KeyActor, id: string): Promise<void> {
    await this.database.transaction(async (session) => {
      const found = await this.locked(session, id);
      if (found.revokedAt !== null) return;
      await session.query('UPDATE core.api_key SET revoked_at = $2 WHERE id = $1', [id, this.clock()]);
      await this.note(session, by, 'api_key:revoke', found);
    });
    await this.forget();
  }

  /** Revokes every key of an account; the caller says `forget` after the commit. Tells how many. */
  async revokeAll(session: SqlSession, account: string): Promise<number> {
    const { rowCount } = await session.query(
      'UPDATE core.api_key SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL',
      [account, this.clock()],
    );
    return rowCount ?? 0;
  }

  /** The key with this id, or the one that begins like this. */
  async find(name: string): Promise<KeyView> {
    const { rows } = await this.database.query<Row>(
      `${COLUMNS} WHERE k.id::text = $1 OR k.prefix = $1 LIMIT 2`,
      [name],
    );
    if (rows.length !== 1 || !rows[0]) throw notFound();
    return rows[0];
  }

  private async forget(): Promise<void> {
    this.authenticator.forgetAll();
    await this.database.notify(IDENTITY_CHANNEL);
  }

  private async insert(
    session: SqlSession,
    by: KeyActor,
    account: string,
    wanted: NewKey,
  ): Promise<FreshKey> {
    const id = this.ids();
    const { key, prefix } = newApiKey();
    await session.query(INSERT, [
      id,
      prefix,
      tokenHash(key),
      account,
      wanted.name,
      wanted.scope ? JSON.stringify(wanted.scope) : null,
      JSON.stringify(wanted.addresses ?? []),
      this.clock(),
      by.actor,
      wanted.expiresAt ?? null,
    ]);
    return { key, view: await this.locked(session, id) };
  }

  private async locked(session: SqlSession, id: string): Promise<Row> {
    const { rows } = await session.query<Row>(`${COLUMNS} WHERE k.id = $1 FOR UPDATE OF k`, [id]);
    if (!rows[0]) throw notFound();
    return rows[0];
  }

  private check({ addresses = [], expiresAt = null }: NewKey): void {
    const issues = addresses.flatMap((address, at) =>
      isAddressOrNetwork(address) ? [] : [issue('not_an_address', pointer('/addresses', at), { address })],
    );
    if (issues.length > 0) throw invalid(issues);
    if (expiresAt === null) return;
    const moment = Date.parse(expiresAt);
    if (Number.isNaN(moment)) throw invalid([issue('date_time_invalid', '/expiresAt', { value: expiresAt })]);
    if (moment <= Date.parse(this.clock())) throw invalid([issue('key_expired_already', '/expiresAt')]);
  }

  /** The audit tells what it may do, never the key. */
  private note(session: SqlSession, by: KeyActor, action: string, view: KeyView): Promise<void> {
    const { account, prefix, name, scope, addresses, expiresAt } = view;
    const words = { prefix, name, scope, addresses, expiresAt };
    const changes = [{ path: `/${account.login}/keys`, old: null, new: words }];
    return this.audit.write(session, { ...by, action, outcome: 'done', recordId: view.id, changes });
  }
}
