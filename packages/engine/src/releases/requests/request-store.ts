import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { notFound, Refusal } from '../../http/refusal.js';
import type { PublishRequestWire, RequestState } from './request.wire.js';

export type StoredRequest = Omit<PublishRequestWire, 'can'> & Readonly<Record<string, unknown>>;

export interface NewRequest {
  readonly id: string;
  readonly state: 'waiting' | 'approved';
  readonly revision: number;
  readonly baseRelease: number;
  readonly comment: string | null;
  readonly approvers: readonly string[];
  readonly approverUsers: readonly string[];
  readonly publishAt: string | null;
  readonly requestedAt: string;
  readonly requestedBy: string;
  readonly scenarios: PublishRequestWire['scenarios'];
}

const COLUMNS = `
  q.id, q.state, q.revision, q.base_release AS "baseRelease", q.comment, q.approvers, q.approver_users AS "approverUsers",
  ARRAY(SELECT u.name FROM core.user_account u WHERE q.approver_users ? u.id::text ORDER BY u.name) AS "approverNames",
  q.publish_at AS "publishAt",
  q.requested_at AS "requestedAt", q.requested_by AS "requestedBy", a.name AS "requestedByName",
  q.decided_at AS "decidedAt", d.name AS "decidedByName", q.decision, q.ended_at AS "endedAt", q.release, q.failure, s.scenarios
  FROM core.publish_request q LEFT JOIN core.user_account a ON a.id = q.requested_by
  LEFT JOIN core.user_account d ON d.id = q.decided_by
  LEFT JOIN core.publish_request_scenarios s ON s.request = q.id`;

const INSERT = `
  INSERT INTO core.publish_request
    (id, state, revision, base_release, comment, approvers, publish_at, requested_at, requested_by, approver_users)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`;

const INSERT_SCENARIOS = 'INSERT INTO core.publish_request_scenarios (request, scenarios) VALUES ($1, $2)';

const DUE = `SELECT ${COLUMNS} WHERE q.state = 'approved' AND q.publish_at <= $1 ORDER BY q.publish_at LIMIT 1`;

/** The rows of publishes that wait or waited. */
@Injectable()
export class PublishRequestStore {
  constructor(private readonly database: Database) {}

  async list(limit: number): Promise<readonly StoredRequest[]> {
    const text = `SELECT ${COLUMNS} ORDER BY q.requested_at DESC, q.id DESC LIMIT $1`;
    return (await this.database.query<StoredRequest>(text, [limit])).rows;
  }

  async read(id: string, session: Pick<SqlSession, 'query'> = this.database): Promise<StoredRequest> {
    const { rows } = await session.query<StoredRequest>(`SELECT ${COLUMNS} WHERE q.id = $1`, [id]);
    if (!rows[0]) throw notFound();
    return rows[0];
  }

  /** Who approved; nobody where nobody had to. */
  async approverOf(id: string): Promise<string | null> {
    const text = `SELECT decided_by FROM core.publish_request WHERE id = $1 AND state = 'approved'`;
    return (await this.database.query<{ decided_by: string | null }>(text, [id])).rows[0]?.decided_by ?? null;
  }

  /** The request whose time has come. */
  async due(now: string): Promise<StoredRequest | undefined> {
    return (await this.database.query<StoredRequest>(DUE, [now])).rows[0];
  }

  /** One is open at most: two would be about the same drafts. */
  async add(session: SqlSession, request: NewRequest): Promise<void> {
    const { rowCount } = await session.query(INSERT, [
      request.id,
      request.state,
      request.revision,
      request.baseRelease,
      request.comment,
      JSON.stringify(request.approvers),
      request.publishAt,
      request.requestedAt,
      request.requestedBy,
      JSON.stringify(request.approverUsers),
    ]);
    if (rowCount !== 1) throw new Refusal(409, 'publish_request_open');
    if (request.scenarios !== null) await session.query(INSERT_SCENARIOS, [request.id, request.scenarios]);
  }

  /** Somebody decided; refused where it was decided already. */
  async decide(
    session: SqlSession,
    id: string,
    {
      to,
      by,
      at,
      comment,
    }: {
      readonly to: RequestState;
      readonly by: string;
      readonly at: string;
      readonly comment: string | null;
    },
  ): Promise<void> {
    const from = to === 'withdrawn' ? ['waiting', 'approved'] : ['waiting'];
    const ended = to === 'approved' ? null : at;
    const { rowCount } = await session.query(
      `UPDATE core.publish_request SET state = $2, decided_by = $3, decided_at = $4, decision = $5, ended_at = $6
        WHERE id = $1 AND state = ANY ($7)`,
      [id, to, by, at, comment, ended, from],
    );
    if (rowCount !== 1) throw new Refusal(409, 'publish_request_decided');
  }

  /** It became a release, in the transaction that made that. */
  async published(session: SqlSession, id: string, release: number, at: string): Promise<void> {
    const { rowCount } = await session.query(
      `UPDATE core.publish_request SET state = 'published', release = $2, ended_at = $3 WHERE id = $1 AND state = 'approved'`,
      [id, release, at],
    );
    if (rowCount !== 1) throw new Refusal(409, 'publish_request_decided');
  }

  async failed(session: SqlSession, id: string, failure: object, at: string): Promise<boolean> {
    const { rowCount } = await session.query(
      `UPDATE core.publish_request SET state = 'failed', failure = $2, ended_at = $3 WHERE id = $1 AND state = 'approved'`,
      [id, JSON.stringify(failure), at],
    );
    return rowCount === 1;
  }
}
