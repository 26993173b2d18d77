import { useEffect, useState } from 'react';
import { ApiProblem } from '@dougong/ui/api';
import type { DraftList, Finding, Job, PublishAnswer, PublishRequest, PublishWish } from '@dougong/ui/api';
import { api } from '../app/api.js';
import { queries } from '../app/session.js';
import { followJob, JobCancelled } from '../templates/plan/follow-job.js';

export type CheckState =
  | { readonly step: 'checking' }
  | { readonly step: 'checked'; readonly findings: readonly Finding[]; readonly bundle: DraftList }
  | { readonly step: 'failed'; readonly problem: unknown };

interface PublishingOptions {
  /** Stores what is unsaved, and reads the drafts that are about to be published. */
  readonly read: () => Promise<DraftList>;
  readonly onPublished: (number: number) => void;
  /** It waits: for an approval, or for its time. */
  readonly onRequested?: ((request: PublishRequest) => void) | undefined;
}

/** Everything read again, but for the document under the hand and who is signed in. */
function refreshPages(): void {
  void queries.invalidateQueries({
    predicate: ({ queryKey }) => queryKey[0] !== 'flow' && queryKey[0] !== 'session',
  });
}

/** The server's check of the whole bundle, and the way of the bundle into a release. */
export function usePublishing({ read, onPublished, onRequested }: PublishingOptions) {
  const [state, setState] = useState<CheckState>({ step: 'checking' });
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [job, setJob] = useState<Job>();
  const check = async (): Promise<CheckState> => {
    const bundle = await read();
    return { step: 'checked', bundle, findings: (await api.design.check()).data.findings };
  };
  const recheck = () => {
    setState({ step: 'checking' });
    check().then(setState, (failure: unknown) => setState({ step: 'failed', problem: failure }));
  };
  // eslint-disable-next-line react-hooks/exhaustive-deps -- once when it opens; later checks are asked for
  useEffect(recheck, []);
  const publish = async (wish: PublishWish) => {
    if (state.step !== 'checked') return;
    setSending(true);
    setProblem(null);
    try {
      const data = await carriedOut(wish, state.bundle.revision, setJob);
      if ('release' in data) onPublished(data.release.number);
      else onRequested?.(data.request);
      refreshPages();
    } catch (failure) {
      if (!(failure instanceof JobCancelled)) setProblem(failure);
      if (failure instanceof ApiProblem && failure.status === 412) recheck();
    } finally {
      setSending(false);
      setJob(undefined);
    }
  };
  return { state, recheck, publish, sending, problem, job };
}

/** Asks for it and waits for the job that does it. */
async function carriedOut(
  wish: PublishWish,
  revision: number,
  onProgress: (job: Job) => void,
): Promise<PublishAnswer> {
  const { data } = await api.design.publish(wish, { ifMatch: `"${revision}"` });
  const read = async (id: string) => (await api.jobs.get(id)).data;
  return followJob<PublishAnswer>(data.id, { read, onProgress });
}

export type Publishing = ReturnType<typeof usePublishing>;
