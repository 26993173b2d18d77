import type { Check, Finding } from '../check.js';
import { well } from '../check.js';

const LATE_SECONDS = 300;
const TOO_LATE_SECONDS = 3600;
const MANY = 10_000;

/** What is due and nobody has taken: messages, timers, jobs, occasions of rules. */
const DUE = `
  SELECT 'outbox' AS queue, count(*)::integer AS count, extract(epoch FROM now() - min(next_at))::float8 AS seconds
    FROM core.outbox WHERE state = 'waiting' AND next_at <= now()
  UNION ALL
  SELECT 'timers', count(*)::integer, extract(epoch FROM now() - min(due_at))::float8
    FROM core.timer WHERE failed_at IS NULL AND due_at <= now()
  UNION ALL
  SELECT 'occasions', count(*)::integer, extract(epoch FROM now() - min(due_at))::float8
    FROM core.rule_occasion WHERE done_at IS NULL AND failed_at IS NULL AND due_at <= now()
  UNION ALL
  SELECT 'jobs', count(*)::integer, extract(epoch FROM now() - min(created_at))::float8
    FROM core.job WHERE state = 'queued'`;

interface Due {
  readonly queue: string;
  readonly count: number;
  readonly seconds: number | null;
}

/** Whether workers keep up: what is due is taken within minutes. */
export const queueCheck: Check = {
  name: 'queues',
  async run({ owner }) {
    const { rows } = await owner.query<Due>(DUE);
    const late = rows.flatMap((each): Finding[] => {
      const seconds = Math.round(each.seconds ?? 0);
      if (seconds < LATE_SECONDS && each.count < MANY) return [];
      const level = seconds >= TOO_LATE_SECONDS ? 'fail' : 'warn';
      const params = { queue: each.queue, count: each.count, minutes: Math.round(seconds / 60) };
      return [{ level, code: 'doctor_queue_late', params }];
    });
    const waiting = rows.reduce((sum, { count }) => sum + count, 0);
    return late.length > 0 ? late : well('doctor_queue_well', { count: waiting });
  },
};
