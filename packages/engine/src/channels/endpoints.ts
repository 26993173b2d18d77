import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import type { AuditSource } from '../audit/audit-log.js';
import { differencesOf } from '../people/organisation-changes.js';
import type { Endpoint, PutEndpoint } from './endpoint.wire.js';

/** Who changes an endpoint; nobody where the machine itself does. */
export interface EndpointActor extends Partial<AuditSource> {
  readonly actor: string | null;
}

const SECRET_BYTES = 32;
const COLUMNS = `key, url, events, active, disabled_reason AS "disabledReason"`;

/** A secret stays when the endpoint is there already; `xmax` is 0 for a row that was just made. */
const PUT = `
  INSERT INTO core.webhook_endpoint (key, url, secret, events, active) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (key) DO UPDATE SET url = EXCLUDED.url, events = EXCLUDED.events, active = EXCLUDED.active, disabled_reason = NULL
  RETURNING ${COLUMNS}, xmax = 0 AS "isNew"`;

/** Where the calls of rules go: addresses with a key and a secret that signs what is sent. */
@Injectable()
export class Endpoints {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
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
    const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
    return this.database.transaction(async (session) => {
      const before = await lockedEndpoint(session, key);
      const values = [key, url, secret, events, active];
      const { rows } = await session.query<Endpoint & { isNew: boolean }>(PUT, values);
      const { isNew, ...endpoint } = rows[0] as Endpoint & { isNew: boolean };
      await this.note(session, by, 'endpoint:put', differencesOf<Endpoint>(key, before ?? {}, endpoint));
      return isNew ? { ...endpoint, secret } : endpoint;
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
