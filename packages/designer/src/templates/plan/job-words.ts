import type { Localized } from '@dougong/kernel/foundation';
import type { Job } from '@dougong/ui/api';
import { isLocalized, useLocalized } from '@dougong/ui/i18n';

const WHOLE = 100;

/** How far a job is, of a hundred; unknown while it does not know itself. */
export function jobPercent(job: Job | undefined): number | undefined {
  if (job === undefined) return undefined;
  const { done, total } = job.progress;
  return total === null || total <= 0 ? undefined : Math.min(WHOLE, Math.round((done / total) * WHOLE));
}

/** What a job says that it does now, where it says so. */
export function stepOf(job: Job | undefined): string | Localized | undefined {
  const step: unknown = (job?.progress as { readonly step?: unknown } | undefined)?.step;
  return typeof step === 'string' || isLocalized(step) ? step : undefined;
}

export function useJobStep(job: Job | undefined): string | undefined {
  const title = useLocalized();
  const step = stepOf(job);
  return step === undefined ? undefined : title(step);
}
