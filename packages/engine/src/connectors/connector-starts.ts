import { Inject, Injectable } from '@nestjs/common';
import { issue } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import { AuditLog } from '../audit/audit-log.js';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { invalid, notFound, Refusal } from '../http/refusal.js';
import { JobStore } from '../jobs/job-store.js';
import { CLOCK } from '../ports.js';
import { isScalarOf } from '../records/sql-scalars.js';
import type { ConnectorWish } from './connector-job.js';
import { ConnectorSettings } from './connector-settings.js';
import type { ConnectorActor } from './connector-settings.js';

const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('connector/' || $1 || '/' || $2, 0))`;

const UNDER_WAY = `
  SELECT id FROM core.job WHERE kind = 'connector' AND state IN ('queued', 'running')
     AND params ->> 'connector' = $1 AND params ->> 'pipeline' = $2
     AND params ->> 'letter' IS NOT DISTINCT FROM $3 AND params ->> 'day' IS NOT DISTINCT FROM $4`;

const CLEAR_RETRY = 'UPDATE core.connector_state SET retry_at = NULL WHERE connector = $1 AND pipeline = $2';

const DISMISS = `
  UPDATE core.connector_letter SET state = 'dismissed', settled_at = $3, settled_by = $4
   WHERE id = $1 AND connector = $2 AND state = 'open' RETURNING pipeline, source`;

/** Sets runs off: one at a time of each import and export. */
@Injectable()
export class ConnectorStarts {
  constructor(
    private readonly database: Database,
    private readonly settings: ConnectorSettings,
    private readonly jobs: JobStore,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Starts a run; the one that is under way already is answered as it is.
   * @param claim takes, in the same transaction, the moment for which it starts; if it is gone, nothing starts.
   */
  async start(
    wish: ConnectorWish,
    by: ConnectorActor,
    claim?: (session: SqlSession) => Promise<boolean>,
  ): Promise<string | undefined> {
    const { connector, account } = await this.settings.connection(wish.connector);
    const { pipeline, day, letter } = wish;
    const out = connector.exports.get(pipeline);
    if (!out && !connector.imports.has(pipeline)) throw notFound();
    if (day !== undefined && !isScalarOf('date', day))
      throw invalid([issue('bad_date', '/comparison', { value: day })]);
    if (day !== undefined && !out?.definition.comparison) throw new Refusal(422, 'connector_no_comparison');
    return this.database.transaction(async (session) => {
      await session.query(LOCK, [wish.connector, pipeline]);
      if (claim && !(await claim(session))) return undefined;
      const place = [wish.connector, pipeline];
      const { rows } = await session.query<{ id: string }>(UNDER_WAY, [
        ...place,
        letter ?? null,
        day ?? null,
      ]);
      if (rows[0]) return rows[0].id;
      await session.query(CLEAR_RETRY, place);
      const id = await this.jobs.make(session, {
        kind: 'connector',
        params: { ...wish },
        createdBy: account,
      });
      await this.audit.write(session, {
        ...by,
        action: 'job:start:connector',
        outcome: 'done',
        changes: [{ path: `/jobs/${id}`, old: null, new: { ...wish } }],
      });
      return id;
    });
  }

  /** Lets a dead letter be. */
  async dismiss(connector: string, letter: string, by: ConnectorActor): Promise<void> {
    await this.database.transaction(async (session) => {
      const values = [letter, connector, this.clock(), by.actor];
      const { rows } = await session.query<{ pipeline: string; source: string }>(DISMISS, values);
      const [settled] = rows;
      if (!settled) throw await this.notOpen(session, connector, letter);
      await this.audit.write(session, {
        ...by,
        action: 'connector:dismiss',
        outcome: 'done',
        changes: [
          { path: `/${connector}/${settled.pipeline}/${settled.source}`, old: 'open', new: 'dismissed' },
        ],
      });
    });
  }

  private async notOpen(session: SqlSession, connector: string, letter: string): Promise<Refusal> {
    const { rowCount } = await session.query(
      'SELECT FROM core.connector_letter WHERE id = $1 AND connector = $2',
      [letter, connector],
    );
    return rowCount === 0 ? notFound() : new Refusal(409, 'connector_letter_settled');
  }
}
