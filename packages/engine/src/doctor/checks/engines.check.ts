import { well } from '../check.js';
import type { Check } from '../check.js';

/** Each engine process has one connection that listens. */
const LISTENING = `
  SELECT count(*)::integer AS count FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'dougong listen'`;

export const enginesCheck: Check = {
  name: 'engines',
  async run({ owner }) {
    const { rows } = await owner.query<{ count: number }>(LISTENING);
    const count = rows[0]?.count ?? 0;
    return count === 0
      ? { level: 'warn', code: 'doctor_engines_none' }
      : well('doctor_engines_well', { count });
  },
};
