import { useEffect, useRef, useState } from 'react';
import type { ApiAnswer, Job, TemplatePlan } from '@dougong/ui/api';
import { api } from '../../app/api.js';
import { queries } from '../../app/session.js';
import { followJob, jobOf } from './follow-job.js';

export type ChangeState =
  | { readonly step: 'idle' }
  | { readonly step: 'working'; readonly job: Job | undefined }
  | { readonly step: 'done'; readonly plan: TemplatePlan }
  | { readonly step: 'failed'; readonly problem: unknown };

/** Everything that was read speaks of the release before. */
function forgetRelease(): void {
  void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
}

interface ChangeOptions {
  /** A job that was begun before the page was loaded anew. */
  readonly jobId?: string | null;
  /** Keeps the job's name where a reload finds it; null when it is over. */
  readonly onJob?: (id: string | null) => void;
  /** Nothing is changed by it, so what was read stays true. */
  readonly isDry?: boolean;
}

/** Carries a change of templates out, whether the server answers at the end or names a job. One at a time. */
export function useChange({ jobId = null, onJob, isDry = false }: ChangeOptions = {}) {
  const [state, setState] = useState<ChangeState>({ step: 'idle' });
  const working = useRef(false);
  const work = async (begin: () => Promise<TemplatePlan>) => {
    if (working.current) return;
    working.current = true;
    setState({ step: 'working', job: undefined });
    try {
      setState({ step: 'done', plan: await begin() });
      if (!isDry) forgetRelease();
    } catch (problem) {
      setState({ step: 'failed', problem });
    } finally {
      working.current = false;
      onJob?.(null);
    }
  };
  const follow = (id: string) =>
    followJob(id, {
      read: async (name) => (await api.jobs.get(name)).data,
      onProgress: (job) => setState({ step: 'working', job }),
    });
  useEffect(() => {
    if (jobId !== null) void work(() => follow(jobId));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a job is taken up once, when the page opens
  }, []);
  const run = (send: () => Promise<ApiAnswer<TemplatePlan | Job>>) =>
    work(async () => {
      const answer = await send();
      const job = jobOf(answer);
      if (job === undefined) return answer.data as TemplatePlan;
      onJob?.(job.id);
      return follow(job.id);
    });
  return { state, run, reset: () => setState({ step: 'idle' }) };
}

export type Change = ReturnType<typeof useChange>;
