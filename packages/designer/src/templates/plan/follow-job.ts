import type { ApiAnswer, Job, TemplatePlan } from '@dougong/ui/api';
import { problemOf } from '@dougong/ui/api';

const ACCEPTED = 202;
const UNPROCESSABLE = 422;

/** How often the server is asked how far it is. */
const PAUSE_MS = 700;

/** Nobody refused it: somebody has stopped it. */
export class JobCancelled extends Error {
  constructor() {
    super('cancelled');
    this.name = 'JobCancelled';
  }
}

/** The job that an answer names, where the server works on after it has answered. */
export function jobOf(answer: ApiAnswer<TemplatePlan | Job>): Job | undefined {
  return answer.status === ACCEPTED ? (answer.data as Job) : undefined;
}

interface FollowOptions {
  readonly read: (id: string) => Promise<Job>;
  readonly onProgress: (job: Job) => void;
  readonly pause?: () => Promise<void>;
}

/**
 * Waits for the end of a job and gives its result.
 * @throws ApiProblem with the refusal that the request itself would have got; JobCancelled.
 */
export async function followJob<Result = TemplatePlan>(
  id: string,
  { read, onProgress, pause = shortPause }: FollowOptions,
): Promise<Result> {
  for (;;) {
    const job = await read(id);
    onProgress(job);
    if (job.state === 'done') return (job.result ?? {}) as Result;
    if (job.state === 'cancelled') throw new JobCancelled();
    if (job.state === 'failed') throw refusalOf(job);
    await pause();
  }
}

function refusalOf({ problem }: Job) {
  const status = typeof problem?.['status'] === 'number' ? problem['status'] : UNPROCESSABLE;
  return problemOf(status, problem, undefined);
}

function shortPause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, PAUSE_MS);
  });
}
