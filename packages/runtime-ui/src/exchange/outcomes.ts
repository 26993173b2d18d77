import type { SealTone } from '@dougong/ui/shell';
import type { ImportResult, Job, Outcome } from './wire.js';

/** What can become of a row, what people want to know first at the front. */
export const OUTCOMES: readonly Outcome[] = ['failed', 'created', 'updated', 'unchanged', 'skipped'];

export const OUTCOME_TONES: Readonly<Record<Outcome, SealTone>> = {
  failed: 'refused',
  created: 'done',
  updated: 'progress',
  unchanged: 'draft',
  skipped: 'draft',
};

/** The figures of an import that is over; nothing while it is under way or when it could not be done at all. */
export function importResult({ kind, result }: Pick<Job, 'kind' | 'result'>): ImportResult | undefined {
  return kind === 'import' && result !== null ? (result as unknown as ImportResult) : undefined;
}

/** Records that would be made or changed. */
export function effectOf(result: ImportResult): number {
  return result.created + result.updated;
}

/** The outcomes that there were, with how often. */
export function figuresOf(result: ImportResult): readonly (readonly [Outcome, number])[] {
  return OUTCOMES.flatMap((outcome) => (result[outcome] > 0 ? [[outcome, result[outcome]] as const] : []));
}

/** Imports with the job that took each back last; the newest first. */
export interface Batch {
  readonly job: Job;
  readonly undo?: Job;
}

/** A dry run leaves nothing behind, so it is no batch. An undo comes after its import and so stands before it in the list. */
export function batchesOf(jobs: readonly Job[]): readonly Batch[] {
  const undone = new Map<string, Job>();
  return jobs.flatMap((job) => {
    const { import: of, dryRun } = job.about;
    if (of !== undefined && !undone.has(of)) undone.set(of, job);
    if (job.kind !== 'import' || dryRun === true) return [];
    const undo = undone.get(job.id);
    return [{ job, ...(undo === undefined ? {} : { undo }) }];
  });
}

/** Whether an undo that is over has left something as it was. */
export function hasLeft(undo: Job): boolean {
  return undo.state !== 'done' || (undo.result?.['conflicts'] ?? 0) !== 0;
}

/**
 * Whether there is something to take back that nobody has taken back yet; what an undo has left can be tried again.
 * @param mayDelete records that were made are taken back by deleting them.
 */
export function canUndo({ job, undo }: Batch, mayDelete: boolean): boolean {
  const result = importResult(job);
  if (result === undefined || (job.state !== 'done' && job.state !== 'cancelled')) return false;
  if (undo !== undefined && (isUnderWay(undo) || !hasLeft(undo))) return false;
  return result.updated > 0 || (mayDelete && result.created > 0);
}

function isUnderWay({ state }: Job): boolean {
  return state === 'queued' || state === 'running';
}
