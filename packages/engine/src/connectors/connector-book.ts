import { Inject, Injectable } from '@nestjs/common';
import type { Clock, IdSource } from '@dougong/kernel/foundation';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { CLOCK, ID_SOURCE } from '../ports.js';
import type { ConnectorFailure } from './connector-failure.js';

/** An import or an export of a connector. */
export interface Pipe {
  readonly connector: string;
  readonly pipeline: string;
}

export type Counts = Readonly<Record<string, number>>;

export interface PipeState extends Record<string, unknown> {
  readonly connector: string;
  readonly pipeline: string;
  readonly watermark: string | null;
  readonly settledThrough: string | null;
  readonly failures: number;
  readonly retryAt: string | null;
  readonly lastRunAt: string | null;
  readonly lastOutcome: string | null;
  readonly lastFailure: ConnectorFailure | null;
  readonly lastCounts: Counts | null;
}

export interface StoredLetter extends Record<string, unknown> {
  readonly id: string;
  readonly connector: string;
  readonly pipeline: string;
  readonly source: string;
  readonly payload: unknown;
  readonly failure: ConnectorFailure;
  readonly attempts: number;
  readonly state: string;
}

const STATE = `
  SELECT connector, pipeline, watermark, settled_through AS "settledThrough", failures, retry_at AS "retryAt",
         last_run_at AS "lastRunAt", last_outcome AS "lastOutcome", last_failure AS "lastFailure", last_counts AS "lastCounts"
    FROM core.connector_state`;

const REACHED = `
  INSERT INTO core.connector_state (connector, pipeline, watermark, settled_through, last_run_at, last_outcome, last_counts)
  VALUES ($1, $2, $3, $4, $5, 'done', $6)
  ON CONFLICT (connector, pipeline) DO UPDATE
     SET watermark = coalesce(EXCLUDED.watermark, connector_state.watermark),
         settled_through = coalesce(EXCLUDED.settled_through, connector_state.settled_through),
         last_run_at = EXCLUDED.last_run_at, last_outcome = 'done', last_counts = EXCLUDED.last_counts,
         last_failure = NULL, failures = 0, retry_at = NULL`;

const FAILED = `
  INSERT INTO core.connector_state (connector, pipeline, last_run_at, last_outcome, last_failure, failures)
  VALUES ($1, $2, $3, 'failed', $4, 1)
  ON CONFLICT (connector, pipeline) DO UPDATE
     SET last_run_at = EXCLUDED.last_run_at, last_outcome = 'failed', last_failure = EXCLUDED.last_failure,
         failures = connector_state.failures + 1
  RETURNING failures`;

const LEAVE_LETTER = `
  INSERT INTO core.connector_letter (id, connector, pipeline, source, payload, failure, state, created_at, failed_at)
  VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, $7)
  ON CONFLICT (connector, pipeline, source) WHERE state = 'open' DO UPDATE
     SET payload = EXCLUDED.payload, failure = EXCLUDED.failure, failed_at = EXCLUDED.failed_at,
         attempts = connector_letter.attempts + 1`;

/** Somebody has let it be just as it is. */
const LET_BE = `
  SELECT FROM core.connector_letter
   WHERE connector = $1 AND pipeline = $2 AND source = $3 AND state = 'dismissed' AND payload = $4::jsonb LIMIT 1`;

const CLOSE_LETTERS = `
  UPDATE core.connector_letter SET state = 'done', settled_at = $4
   WHERE connector = $1 AND pipeline = $2 AND source = ANY ($3) AND state = 'open'`;

const LETTER = `
  SELECT id, connector, pipeline, source, payload, failure, attempts, state FROM core.connector_letter WHERE id = $1 AND connector = $2`;

/** How far imports and exports are, and what did not come through. */
@Injectable()
export class ConnectorBook {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  async states(connector?: string): Promise<readonly PipeState[]> {
    const { rows } = await this.database.query<PipeState>(
      `${STATE} WHERE $1::text IS NULL OR connector = $1`,
      [connector ?? null],
    );
    return rows;
  }

  async state({ connector, pipeline }: Pipe): Promise<PipeState | undefined> {
    const { rows } = await this.database.query<PipeState>(`${STATE} WHERE connector = $1 AND pipeline = $2`, [
      connector,
      pipeline,
    ]);
    return rows[0];
  }

  /** A run came to its end: the next one begins where it stopped. */
  async reached(
    session: SqlSession,
    { connector, pipeline }: Pipe,
    counts: Counts,
    {
      watermark = null,
      settledThrough = null,
    }: { watermark?: string | null; settledThrough?: string | null },
  ): Promise<void> {
    const values = [connector, pipeline, watermark, settledThrough, this.clock(), JSON.stringify(counts)];
    await session.query(REACHED, values);
  }

  /** A run broke off. Tells how often that happened since the last one that came to its end. */
  async failed(
    session: SqlSession,
    { connector, pipeline }: Pipe,
    failure: ConnectorFailure,
  ): Promise<number> {
    const values = [connector, pipeline, this.clock(), JSON.stringify(failure)];
    const { rows } = await session.query<{ failures: number }>(FAILED, values);
    return rows[0]?.failures ?? 1;
  }

  async tryAgainAt(session: SqlSession, { connector, pipeline }: Pipe, at: string | null): Promise<void> {
    await session.query(
      'UPDATE core.connector_state SET retry_at = $3 WHERE connector = $1 AND pipeline = $2',
      [connector, pipeline, at],
    );
  }

  /** Leaves it for somebody; tells whether anybody has to look, which nobody has where it was let be just so. */
  async leaveLetter(
    session: SqlSession,
    { connector, pipeline }: Pipe,
    { source, payload, failure }: Pick<StoredLetter, 'source' | 'payload' | 'failure'>,
  ): Promise<boolean> {
    const json = [JSON.stringify(payload ?? null), JSON.stringify(failure)];
    const { rowCount } = await session.query(LET_BE, [connector, pipeline, source, json[0]]);
    if (rowCount === 1) return false;
    await session.query(LEAVE_LETTER, [this.ids(), connector, pipeline, source, ...json, this.clock()]);
    return true;
  }

  /** What came through at last needs nobody's care any more. */
  async closeLetters(
    session: SqlSession,
    { connector, pipeline }: Pipe,
    sources: readonly string[],
  ): Promise<void> {
    if (sources.length > 0) await session.query(CLOSE_LETTERS, [connector, pipeline, sources, this.clock()]);
  }

  async letter(connector: string, id: string): Promise<StoredLetter | undefined> {
    const { rows } = await this.database.query<StoredLetter>(LETTER, [id, connector]);
    return rows[0];
  }
}
