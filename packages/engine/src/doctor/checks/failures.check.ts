import type { Check } from '../check.js';
import { well } from '../check.js';
import { queueStatement } from '../../metrics/queue-statement.js';
import { HELD } from '../../backup/restore/put-to-rest.js';

/** What was given up and waits for somebody. */
export const failuresCheck: Check = {
  name: 'failures',
  async run({ owner }) {
    const { rows } = await owner.query<{ queue: string; count: number }>(queueStatement('failed'));
    const failed = rows.filter(({ count }) => count > 0);
    if (failed.length === 0) return well('doctor_failures_none');
    return failed.map(
      ({ queue, count }) =>
        ({ level: 'warn', code: 'doctor_failures_some', params: { queue, count } }) as const,
    );
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
