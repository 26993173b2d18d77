import type { Job } from '@dougong/ui/api';

const WHOLE = 100;

/** How far a job is, of a hundred: the steps before it and its part of the one at hand. Unknown while it tells neither. */
export function jobPercent(job: Pick<Job, 'progress' | 'step'> | undefined): number | undefined {
  if (job === undefined) return undefined;
  const { done, total } = job.progress;
  const part = total === null || total <= 0 ? undefined : Math.min(1, done / total);
  const { step } = job;
  if (step === undefined || step === null || step.of <= 0)
    return part === undefined ? undefined : Math.round(part * WHOLE);
  return Math.round(((step.at + (part ?? 0)) / step.of) * WHOLE);
}
