import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import type { ScanState } from './scan.wire.js';

/** Why nothing came of an event, as codes. */
export interface ScanFailure {
  readonly code: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly issues?: readonly {
    readonly code: string;
    readonly path: string;
    readonly params?: Readonly<Record<string, unknown>>;
  }[];
}

export interface StoredScan extends Record<string, unknown> {
  readonly id: string;
  readonly device: string;
  /** Login of the device. */
  readonly login: string;
  readonly event: string;
  readonly bodyHash: Buffer;
  readonly point: string;
  readonly code: string;
  readonly quantity: string | null;
  readonly at: string;
  readonly state: ScanState;
  readonly failure: ScanFailure | null;
  readonly form: string | null;
  readonly recordId: string | null;
}

/** What became of an event. */
export type ScanEnd =
  { readonly form: string; readonly recordId: string | null } | { readonly failure: ScanFailure };

const COLUMNS = `
  e.id, e.device, u.login, e.event, e.body_hash AS "bodyHash", e.point, e.code, e.quantity::text, e.at, e.state, e.failure,
  e.form, e.record_id AS "recordId"`;

const KEEP = `
  INSERT INTO core.scan_event (id, device, event, body_hash, point, code, quantity, at, received_at, state)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'taken') ON CONFLICT (device, event) DO NOTHING`;

const OF_DEVICE = `
  SELECT ${COLUMNS} FROM core.scan_event e JOIN core.user_account u ON u.id = e.device WHERE e.device = $1 AND e.event = $2`;

const END = `
  UPDATE core.scan_event SET state = $2, form = $3, record_id = $4, failure = $5, settled_at = $6
   WHERE id = $1 AND state = 'taken'`;

/** Somebody who is at it for so long has gone. */
const RESOLVING_SECONDS = 60;

const BEGIN = `
  UPDATE core.scan_event SET state = 'resolving', settled_at = $2, settled_by = $3
   WHERE id = $1 AND (state = 'exception'
      OR (state = 'resolving' AND settled_at < $2::timestamptz - interval '${RESOLVING_SECONDS} seconds'))
  RETURNING id`;

const LET_GO = `
  UPDATE core.scan_event SET state = 'exception', settled_at = NULL, settled_by = NULL, failure = $2
   WHERE id = $1 AND state = 'resolving'`;

const SETTLE = `
  UPDATE core.scan_event SET state = $2, form = $3, record_id = $4, settled_at = $5, settled_by = $6, note = $7
   WHERE id = $1 AND state = $8 RETURNING id`;

export interface ScanKept {
  readonly id: string;
  readonly device: string;
  readonly event: string;
  readonly bodyHash: Buffer;
  readonly point: string;
  readonly code: string;
  readonly quantity: string | null;
  readonly at: string;
  readonly receivedAt: string;
}

export interface ScanSettled {
  readonly id: string;
  readonly from: 'exception' | 'resolving';
  readonly state: 'resolved' | 'dismissed';
  readonly form: string | null;
  readonly recordId: string | null;
  readonly at: string;
  readonly by: string;
  readonly note: string | null;
}

/** The events of devices in the database. */
@Injectable()
export class ScanStore {
  constructor(private readonly database: Database) {}

  /** Keeps an event unless it is known; tells whether it was new, and how it stands. */
  async keep(event: ScanKept): Promise<{ readonly isNew: boolean; readonly stored: StoredScan }> {
    const { id, device, event: name, bodyHash, point, code, quantity, at, receivedAt } = event;
    const values = [id, device, name, bodyHash, point, code, quantity, at, receivedAt];
    const { rowCount } = await this.database.query(KEEP, values);
    const { rows } = await this.database.query<StoredScan>(OF_DEVICE, [device, name]);
    return { isNew: rowCount === 1, stored: rows[0] as StoredScan };
  }

  async find(id: string): Promise<StoredScan | undefined> {
    const { rows } = await this.database.query<StoredScan>(
      `SELECT ${COLUMNS} FROM core.scan_event e JOIN core.user_account u ON u.id = e.device WHERE e.id = $1`,
      [id],
    );
    return rows[0];
  }

  async end(id: string, end: ScanEnd, at: string): Promise<void> {
    const values =
      'failure' in end
        ? [id, 'exception', null, null, JSON.stringify(end.failure), null]
        : [id, 'done', end.form, end.recordId, null, at];
    await this.database.query(END, values);
  }

  /** Takes an exception to work on it; nobody else can until it is let go. */
  async begin(id: string, at: string, by: string): Promise<boolean> {
    return (await this.database.query(BEGIN, [id, at, by])).rowCount === 1;
  }

  async letGo(id: string, failure: ScanFailure): Promise<void> {
    await this.database.query(LET_GO, [id, JSON.stringify(failure)]);
  }

  async settle(session: SqlSession, end: ScanSettled): Promise<boolean> {
    const { id, state, form, recordId, at, by, note, from } = end;
    const values = [id, state, form, recordId, at, by, note, from];
    return (await session.query(SETTLE, values)).rowCount === 1;
  }
}
