import { access } from 'node:fs/promises';
import type { Check, Finding } from '../check.js';
import { well } from '../check.js';

const AGE_HOURS_MAX = 48;
const MS_PER_HOUR = 3_600_000;
/** A schedule that was missed twice does not work. */
const MISSED_MAX = 2;

const LAST = `
  SELECT asked_at AS at, file FROM core.backup WHERE state = 'done' AND removed_at IS NULL ORDER BY asked_at DESC LIMIT 1`;

export const backupCheck: Check = {
  name: 'backup',
  async run({ owner, settings, now }) {
    const { rows } = await owner.query<{ at: Date; file: string }>(LAST);
    const [last] = rows;
    if (!last) return { level: 'warn', code: 'doctor_backup_none' };
    const hours = Math.max(0, (now() - last.at.getTime()) / MS_PER_HOUR);
    const everyHours =
      settings.backupEveryMs === undefined ? undefined : settings.backupEveryMs / MS_PER_HOUR;
    const params = { hours: Math.round(hours), file: last.file };
    if (!(await isThere(last.file))) return { level: 'warn', code: 'doctor_backup_elsewhere', params };
    return levelOf(hours, everyHours, params);
  },
};

function levelOf(hours: number, every: number | undefined, params: Finding['params']): Finding {
  if (every !== undefined && hours > every * MISSED_MAX)
    return { level: 'fail', code: 'doctor_backup_missed', ...(params ? { params } : {}) };
  if (hours > Math.max(AGE_HOURS_MAX, every ?? 0))
    return { level: 'warn', code: 'doctor_backup_old', ...(params ? { params } : {}) };
  return well('doctor_backup_well', params);
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
