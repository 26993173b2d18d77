import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { i18nInstance, useTranslation } from '@dougong/ui/i18n';
import { api } from '../../data/api.js';
import { references } from '../../data/references.js';
import { changedFilter, filterOf, questionOf } from './audit-filter.js';
import type { AuditFilter } from './audit-filter.js';
import type { Anchor, AuditPage, Job, VerificationResult } from './audit-wire.js';

const PAGE_ROWS = 50;
const JOB_EVERY_MS = 1000;
const { client } = api;

export type ChangeFilter = (change: Parameters<typeof changedFilter>[1]) => void;

/** The filter of the page, and how it is changed. */
export function useAuditFilter(): readonly [AuditFilter, ChangeFilter] {
  const [search, setSearch] = useSearchParams();
  const filter = filterOf(search);
  return [filter, (change) => setSearch({ ...changedFilter(filter, change) }, { replace: true })];
}

/** Entries page by page. Their words come in the language of the page. */
export function useEntries(filter: AuditFilter) {
  const { i18n } = useTranslation(undefined, { i18n: i18nInstance });
  const pages = useInfiniteQuery({
    queryKey: ['audit', i18n.language, filter],
    queryFn: async ({ pageParam }) => {
      const query = {
        ...questionOf(filter),
        limit: PAGE_ROWS,
        ...(pageParam === undefined ? {} : { cursor: pageParam }),
      };
      const page = (await client.get<AuditPage>('/audit', { query })).data;
      references.learn(undefined, page.users);
      return page;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  });
  return { ...pages, entries: pages.data?.pages.flatMap((page) => page.data) };
}

const ANCHORS = ['audit-anchors'];

export function useAnchors() {
  return useQuery({
    queryKey: ANCHORS,
    queryFn: async () => (await client.get<{ data: readonly Anchor[] }>('/audit/anchors')).data.data,
  });
}

/** Signs where the chain stands now. */
export function useNewAnchor() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => (await client.post<Anchor>('/audit/anchors')).data,
    onSuccess: () => queries.invalidateQueries({ queryKey: ANCHORS }),
  });
}

/** The check of everything, started by hand. */
export function useVerification() {
  return useJob<VerificationResult>(
    async () => (await client.post<Job<VerificationResult>>('/audit/verifications')).data,
  );
}

export type Verification = ReturnType<typeof useVerification>;

/** Starts a job and follows it to its end. */
export function useJob<Result>(start: () => Promise<Job<Result>>) {
  const started = useMutation({ mutationFn: start });
  const id = started.data?.id;
  const followed = useQuery({
    queryKey: ['job', id],
    queryFn: async () => (await client.get<Job<Result>>(`/jobs/${id ?? ''}`)).data,
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (isOver(state.data) ? false : JOB_EVERY_MS),
  });
  const job = followed.data ?? started.data;
  return {
    start: () => started.mutate(),
    job,
    isRunning: started.isPending || (id !== undefined && !isOver(job)),
    problem: started.error ?? followed.error,
  };
}

function isOver(job: Job<unknown> | undefined): boolean {
  return job !== undefined && job.state !== 'queued' && job.state !== 'running';
}
