import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';

/** How much of one kind is in one state. */
export interface QueueFigure {
  readonly queue: string;
  readonly state: string;
  readonly count: number;
  /** How long the oldest of it has been there. */
  readonly seconds: number;
  readonly [column: string]: unknown;
}

const AGE = (column: string) => `coalesce(extract(epoch FROM now() - min(${column})), 0)::float8 AS seconds`;
const COUNT = 'count(*)::integer AS count';

/** What waits, what is under way and what was given up; of messages and jobs that failed, those of a week. */
const FIGURES = `
  SELECT 'outbox' AS queue, 'waiting' AS state, ${COUNT}, ${AGE('next_at')} FROM core.outbox WHERE state = 'waiting' AND next_at <= now()
  UNION ALL SELECT 'outbox', 'failed', ${COUNT}, ${AGE('created_at')} FROM core.outbox WHERE state = 'failed' AND created_at > now() - interval '7 days'
  UNION ALL SELECT 'timers', 'waiting', ${COUNT}, ${AGE('due_at')} FROM core.timer WHERE failed_at IS NULL AND due_at <= now()
  UNION ALL SELECT 'timers', 'failed', ${COUNT}, ${AGE('failed_at')} FROM core.timer WHERE failed_at IS NOT NULL
  UNION ALL SELECT 'occasions', 'waiting', ${COUNT}, ${AGE('due_at')} FROM core.rule_occasion WHERE done_at IS NULL AND failed_at IS NULL AND due_at <= now()
  UNION ALL SELECT 'occasions', 'failed', ${COUNT}, ${AGE('failed_at')} FROM core.rule_occasion WHERE failed_at IS NOT NULL AND skipped_at IS NULL
  UNION ALL SELECT 'jobs', 'waiting', ${COUNT}, ${AGE('created_at')} FROM core.job WHERE state = 'queued'
  UNION ALL SELECT 'jobs', 'running', ${COUNT}, ${AGE('started_at')} FROM core.job WHERE state = 'running'
  UNION ALL SELECT 'jobs', 'failed', ${COUNT}, ${AGE('finished_at')} FROM core.job WHERE state = 'failed' AND finished_at > now() - interval '7 days'
  UNION ALL SELECT 'flows', 'running', ${COUNT}, ${AGE('started_at')} FROM core.flow_instance WHERE status = 'running' AND ended_at IS NULL
  UNION ALL SELECT 'flows', 'failed', ${COUNT}, ${AGE('started_at')} FROM core.flow_instance WHERE status = 'suspended' AND ended_at IS NULL`;

/** Reads how much lies in the queues. */
@Injectable()
export class QueueFigures {
  constructor(private readonly database: Database) {}

  async read(): Promise<readonly QueueFigure[]> {
    const { rows } = await this.database.query<QueueFigure>(FIGURES);
    return rows;
  }
}
