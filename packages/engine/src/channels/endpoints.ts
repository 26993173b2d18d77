import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import type { AuditSource } from '../audit/audit-log.js';
import { differencesOf } from '../people/organisation-changes.js';
import { CLOCK } from '../ports.js';
import { later } from '../workers/later.js';
import { EndpointSecrets, newSigningSecret } from './endpoint-secrets.js';
import type { KeptSecrets } from './endpoint-secrets.js';
import type { Endpoint, PutEndpoint } from './endpoint.wire.js';

/** Who changes an endpoint; nobody where the machine itself does. */
export interface EndpointActor extends Partial<AuditSource> {
  readonly actor: string | null;
}

/** How long a secret that was replaced signs beside the new one. */
const ROTATION_MS = 86_400_000;
const COLUMNS = `key, url, events, active, disabled_reason AS "disabledReason"`;

/** A secret stays when the endpoint is there already; `xmax` is 0 for a row that was just made. */
const PUT = `
  INSERT INTO core.webhook_endpoint (id, key, url, sealed, events, active) VALUES ($6, $1, $2, $3, $4, $5)
  ON CONFLICT (key) DO UPDATE SET url = EXCLUDED.url, events = EXCLUDED.events, active = EXCLUDED.active, disabled_reason = NULL
  RETURNING ${COLUMNS}, xmax = 0 AS "isNew"`;

/** Where the calls of rules go: addresses with a key and a secret that signs what is sent. */
@Injectable()
export class Endpoints {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly secrets: EndpointSecrets,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(): Promise<readonly Endpoint[]> {
    const { rows } = await this.database.query<Endpoint & Record<string, unknown>>(
      `SELECT ${COLUMNS} FROM core.webhook_endpoint WHERE key IS NOT NULL ORDER BY key`,
    );
    return rows;
  }

  async put(
    key: string,
    { url, events = [], active = true }: PutEndpoint,
    by: EndpointActor,
  ): Promise<Endpoint> {
    const [id, secret] = [randomUUID(), newSigningSecret()];
    return this.database.transaction(async (session) => {
      const before = await lockedEndpoint(session, key);
      const sealed = before ? null : this.secrets.seal(id, [{ secret }]);
      const values = [key, url, sealed, events, active, id];
      const { rows } = await session.query<Endpoint & { isNew: boolean }>(PUT, values);
      const { isNew, ...endpoint } = rows[0] as Endpoint & { isNew: boolean };
      await this.note(session, by, 'endpoint:put', differencesOf<Endpoint>(key, before ?? {}, endpoint));
      return isNew ? { ...endpoint, secret } : endpoint;
    });
  }

  /** Gives a new secret. The one in force signs beside it for a day; one that was replaced before signs no more. */
  rotate(
    key: string,
    by: EndpointActor,
  ): Promise<{ readonly secret: string; readonly until: string } | undefined> {
    const [secret, now] = [newSigningSecret(), this.clock()];
    const until = later(now, ROTATION_MS);
    return this.database.transaction(async (session) => {
      const { rows } = await session.query<KeptSecrets & Record<string, unknown>>(
        'SELECT id, sealed, secret FROM core.webhook_endpoint WHERE key = $1 FOR UPDATE',
        [key],
      );
      const [kept] = rows;
      if (!kept) return undefined;
      const [old] = this.secrets.inForce(kept, now);
      const sealed = this.secrets.seal(kept.id, [{ secret }, ...(old ? [{ ...old, until }] : [])]);
      await session.query('UPDATE core.webhook_endpoint SET sealed = $2, secret = NULL WHERE id = $1', [
        kept.id,
        sealed,
      ]);
      await this.note(session, by, 'endpoint:rotate', [{ path: `/${key}/secret`, old: null, new: '••••' }]);
      return { secret, until };
    });
  }

  /** Locks secrets from before they were locked. Gives how many. */
  lockOldSecrets(): Promise<number> {
    return this.database.transaction(async (session) => {
      const { rows } = await session.query<KeptSecrets & Record<string, unknown>>(
        'SELECT id, sealed, secret FROM core.webhook_endpoint WHERE secret IS NOT NULL FOR UPDATE SKIP LOCKED',
      );
      for (const kept of rows) {
        const sealed = this.secrets.seal(kept.id, this.secrets.inForce(kept, this.clock()));
        await session.query('UPDATE core.webhook_endpoint SET sealed = $2, secret = NULL WHERE id = $1', [
          kept.id,
          sealed,
        ]);
      }
      return rows.length;
    });
  }

  /** Tells whether there was one. */
  remove(key: string, by: EndpointActor): Promise<boolean> {
    return this.database.transaction(async (session) => {
      const before = await lockedEndpoint(session, key);
      if (!before) return false;
      await session.query('DELETE FROM core.webhook_endpoint WHERE key = $1', [key]);
      await this.note(session, by, 'endpoint:remove', differencesOf<Endpoint>(key, before, {}));
      return true;
    });
  }

  /** Secrets are never among what differs. */
  private async note(
    session: SqlSession,
    by: EndpointActor,
    action: string,
    changes: readonly unknown[],
  ): Promise<void> {
    if (changes.length > 0) await this.audit.write(session, { ...by, action, outcome: 'done', changes });
  }
}

async function lockedEndpoint(session: SqlSession, key: string): Promise<Endpoint | undefined> {
  const { rows } = await session.query<Endpoint & Record<string, unknown>>(
    `SELECT ${COLUMNS} FROM core.webhook_endpoint WHERE key = $1 FOR UPDATE`,
    [key],
  );
  return rows[0];
}
