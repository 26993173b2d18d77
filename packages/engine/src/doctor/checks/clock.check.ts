import type { Check } from '../check.js';
import { well } from '../check.js';

const MS_PER_SECOND = 1000;
const SKEW_SECONDS_MAX = 2;
const SKEW_SECONDS_TOO_MUCH = 60;

/** Sessions, leases and timers go by the clocks of several machines. */
export const clockCheck: Check = {
  name: 'clock',
  async run({ owner, now }) {
    const before = now();
    const { rows } = await owner.query<{ ms: number }>(
      'SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS ms',
    );
    const here = (before + now()) / 2;
    const seconds = Math.round(((rows[0]?.ms ?? here) - here) / (MS_PER_SECOND / 10)) / 10;
    if (Math.abs(seconds) <= SKEW_SECONDS_MAX) return well('doctor_clock_well', { seconds });
    const level = Math.abs(seconds) > SKEW_SECONDS_TOO_MUCH ? 'fail' : 'warn';
    return { level, code: 'doctor_clock_differs', params: { seconds } };
  },
};
