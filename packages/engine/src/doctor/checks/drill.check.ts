import type { Check } from '../check.js';
import { well } from '../check.js';

/** The guide wants one a week; whoever missed four has none. */
const AGE_DAYS_MAX = 28;
const MS_PER_DAY = 86_400_000;

const LAST = `
  SELECT (SELECT max(at) FROM core.backup_drill) AS at,
         EXISTS (SELECT FROM core.backup WHERE state = 'done' AND removed_at IS NULL) AS "hasBackup"`;

/** Whether a backup was restored for trial not long ago. Where there is no backup, that is what is said, elsewhere. */
export const drillCheck: Check = {
  name: 'drill',
  async run({ owner, now }) {
    const { rows } = await owner.query<{ at: Date | null; hasBackup: boolean }>(LAST);
    const { at = null, hasBackup = false } = rows[0] ?? {};
    if (at === null) return hasBackup ? { level: 'warn', code: 'doctor_drill_none' } : [];
    const days = Math.max(0, Math.floor((now() - at.getTime()) / MS_PER_DAY));
    return days > AGE_DAYS_MAX
      ? { level: 'warn', code: 'doctor_drill_old', params: { days } }
      : well('doctor_drill_well', { days });
  },
};
