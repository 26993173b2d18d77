import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { Endpoint, PutEndpoint } from './endpoint.wire.js';

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
  constructor(private readonly database: Database) {}

  async list(): Promise<readonly Endpoint[]> {
    const { rows } = await this.database.query<Endpoint & Record<string, unknown>>(
      `SELECT ${COLUMNS} FROM core.webhook_endpoint WHERE key IS NOT NULL ORDER BY key`,
    );
    return rows;
  }

  async put(key: string, { url, events = [], active = true }: PutEndpoint): Promise<Endpoint> {
    const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
    const values = [key, url, secret, events, active];
    const { rows } = await this.database.query<Endpoint & { isNew: boolean }>(PUT, values);
    const { isNew, ...endpoint } = rows[0] as Endpoint & { isNew: boolean };
    return isNew ? { ...endpoint, secret } : endpoint;
  }

  /** Tells whether there was one. */
  async remove(key: string): Promise<boolean> {
    const { rowCount } = await this.database.query('DELETE FROM core.webhook_endpoint WHERE key = $1', [key]);
    return rowCount === 1;
  }
}
