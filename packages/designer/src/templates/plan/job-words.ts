import type { Job } from '@dougong/ui/api';

const WHOLE = 100;

/** How far a job is, of a hundred; unknown while it does not know itself. */
export function jobPercent(job: Job | undefined): number | undefined {
  if (job === undefined) return undefined;
  const { done, total } = job.progress;
  return total === null || total <= 0 ? undefined : Math.min(WHOLE, Math.round((done / total) * WHOLE));
}

/** What a job says that it does now, where it says so. */
export function jobStep(job: Job | undefined): string | undefined {
  return job?.step?.sentence;
}
