import type { Check, Finding } from '../check.js';
import { queueStatement } from '../../metrics/queue-statement.js';
import { well } from '../check.js';

const LATE_SECONDS = 300;
const TOO_LATE_SECONDS = 3600;
const MANY = 10_000;

interface Due {
  readonly queue: string;
  readonly count: number;
  readonly seconds: number;
}

/** Whether workers keep up: what is due is taken within minutes. */
export const queueCheck: Check = {
  name: 'queues',
  async run({ owner }) {
    const { rows } = await owner.query<Due>(queueStatement('waiting'));
    const late = rows.flatMap((each): Finding[] => {
      const seconds = Math.round(each.seconds);
      if (seconds < LATE_SECONDS && each.count < MANY) return [];
      const level = seconds >= TOO_LATE_SECONDS ? 'fail' : 'warn';
      const params = { queue: each.queue, count: each.count, minutes: Math.round(seconds / 60) };
      return [{ level, code: 'doctor_queue_late', params }];
    });
    const waiting = rows.reduce((sum, { count }) => sum + count, 0);
    return late.length > 0 ? late : well('doctor_queue_well', { count: waiting });
  },
};
