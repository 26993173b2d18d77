/** In which state something lies in a queue. */
export type QueueState = 'waiting' | 'running' | 'failed';

interface QueuePart {
  readonly queue: string;
  readonly state: QueueState;
  readonly table: string;
  /** Since when each lies there; now where nobody noted it. */
  readonly since: string;
  readonly where: string;
}

/** The only place that says what counts as waiting, under way or given up; of messages and jobs that failed, those of a week count. */
const PARTS: readonly QueuePart[] = [
  part('outbox', 'waiting', 'core.outbox', 'next_at', `state = 'waiting' AND next_at <= now()`),
  part('outbox', 'failed', 'core.outbox', 'created_at', `state = 'failed' AND ${ofAWeek('created_at')}`),
  part('timers', 'waiting', 'core.timer', 'due_at', 'failed_at IS NULL AND due_at <= now()'),
  part('timers', 'failed', 'core.timer', 'failed_at', 'failed_at IS NOT NULL'),
  part(
    'occasions',
    'waiting',
    'core.rule_occasion',
    'due_at',
    'done_at IS NULL AND failed_at IS NULL AND due_at <= now()',
  ),
  part(
    'occasions',
    'failed',
    'core.rule_occasion',
    'failed_at',
    'failed_at IS NOT NULL AND skipped_at IS NULL',
  ),
  part('jobs', 'waiting', 'core.job', 'created_at', `state = 'queued'`),
  part('jobs', 'running', 'core.job', 'started_at', `state = 'running'`),
  part('jobs', 'failed', 'core.job', 'finished_at', `state = 'failed' AND ${ofAWeek('finished_at')}`),
  part('flows', 'running', 'core.flow_instance', 'started_at', `status = 'running' AND ended_at IS NULL`),
  part('flows', 'failed', 'core.flow_instance', 'started_at', `status = 'suspended' AND ended_at IS NULL`),
  part('endpoints', 'failed', 'core.webhook_endpoint', 'now()', 'NOT active AND disabled_reason IS NOT NULL'),
];

/** The statement that counts what lies in the queues, and how long the oldest has been there; of one state or of all. */
export function queueStatement(state?: QueueState): string {
  return PARTS.filter((each) => state === undefined || each.state === state)
    .map(
      (each) =>
        `SELECT '${each.queue}' AS queue, '${each.state}' AS state, count(*)::integer AS count, ` +
        `coalesce(extract(epoch FROM now() - min(${each.since})), 0)::float8 AS seconds FROM ${each.table} WHERE ${each.where}`,
    )
    .join('\nUNION ALL ');
}

function part(queue: string, state: QueueState, table: string, since: string, where: string): QueuePart {
  return { queue, state, table, since, where };
}

function ofAWeek(column: string): string {
  return `${column} > now() - interval '7 days'`;
}
