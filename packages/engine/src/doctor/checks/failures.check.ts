import type { Check } from '../check.js';
import { well } from '../check.js';
import { HELD } from '../../backup/restore/put-to-rest.js';

/** What was given up and waits for somebody; of messages and jobs, that of a week. */
const FAILED = `
  SELECT 'outbox' AS queue, count(*)::integer AS count FROM core.outbox WHERE state = 'failed' AND created_at > now() - interval '7 days'
  UNION ALL SELECT 'timers', count(*)::integer FROM core.timer WHERE failed_at IS NOT NULL
  UNION ALL SELECT 'occasions', count(*)::integer FROM core.rule_occasion WHERE failed_at IS NOT NULL AND skipped_at IS NULL
  UNION ALL SELECT 'jobs', count(*)::integer FROM core.job WHERE state = 'failed' AND finished_at > now() - interval '7 days'
  UNION ALL SELECT 'flows', count(*)::integer FROM core.flow_instance WHERE status = 'suspended' AND ended_at IS NULL
  UNION ALL SELECT 'endpoints', count(*)::integer FROM core.webhook_endpoint WHERE NOT active AND disabled_reason IS NOT NULL`;

export const failuresCheck: Check = {
  name: 'failures',
  async run({ owner }) {
    const { rows } = await owner.query<{ queue: string; count: number }>(FAILED);
    const failed = rows.filter(({ count }) => count > 0);
    if (failed.length === 0) return well('doctor_failures_none');
    return failed.map((params) => ({ level: 'warn', code: 'doctor_failures_some', params }) as const);
  },
};

/** Messages that a restore holds. */
export const heldCheck: Check = {
  name: 'held',
  async run({ owner }) {
    const { rows } = await owner.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM core.outbox WHERE ${HELD}`,
    );
    const count = rows[0]?.count ?? 0;
    return count === 0
      ? well('doctor_held_none')
      : { level: 'warn', code: 'doctor_held_some', params: { count } };
  },
};
