import { issue } from '@dougong/kernel/foundation';
import { invalid } from '../../http/refusal.js';
import { isScalarOf } from '../../records/sql-scalars.js';

const AHEAD_DAYS_MAX = 366;
const MS_PER_DAY = 86_400_000;

/** When a publish is to happen, as an instant; null: at once. Refuses what is past, and what is more than a year ahead. */
export function publishTimeOf(text: string | undefined, now: string): string | null {
  if (text === undefined || text === '') return null;
  if (!isScalarOf('timestamptz', text))
    throw invalid([issue('bad_shape', '/publishAt', { expected: 'date-time' })]);
  const wait = Date.parse(text) - Date.parse(now);
  if (Number.isNaN(wait) || wait <= 0 || wait > AHEAD_DAYS_MAX * MS_PER_DAY)
    throw invalid([issue('publish_time_out_of_reach', '/publishAt', { now, days: AHEAD_DAYS_MAX })]);
  return new Date(Date.parse(text)).toISOString();
}
