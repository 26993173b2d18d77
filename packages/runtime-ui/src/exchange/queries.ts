import { useEffect } from 'react';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useIntention } from '@dougong/ui/api';
import { api } from '../data/api.js';
import { keys } from '../data/keys.js';
import { references } from '../data/references.js';
import { exchangeCalls } from './calls.js';
import type { Job } from './wire.js';

const GOING_EVERY_MS = 800;
const QUIET_EVERY_MS = 60_000;
const RECENT = 10;
const BATCHES = 50;

export const jobKeys = {
  all: ['jobs'] as const,
  one: (id: string) => ['jobs', 'one', id] as const,
  recent: ['jobs', 'recent'] as const,
  batches: (form: string) => ['jobs', 'batches', form] as const,
};

export function isGoing(job: Pick<Job, 'state'> | undefined): boolean {
  return job?.state === 'queued' || job?.state === 'running';
}

/** A file that was brought, and how its columns would go to fields. */
export function useImportFile(form: string, id: string | undefined, headerRow?: number) {
  return useQuery({
    queryKey: ['import-file', form, id ?? '', headerRow ?? null],
    queryFn: () => exchangeCalls.file(form, id ?? '', headerRow),
    enabled: id !== undefined,
    staleTime: Infinity,
    placeholderData: (before) => before,
  });
}

/** How far a job is, until it is over. When it has written something, lists are read anew. */
export function useJob(id: string | undefined) {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: jobKeys.one(id ?? ''),
    queryFn: () => exchangeCalls.job(id ?? ''),
    enabled: id !== undefined,
    refetchInterval: ({ state }) => (isGoing(state.data) ? GOING_EVERY_MS : false),
  });
  const { data: job } = query;
  const hasWritten = job !== undefined && !isGoing(job) && job.kind !== 'export' && job.about.dryRun !== true;
  const form = job?.form ?? '';
  useEffect(() => {
    if (!hasWritten) return;
    void client.invalidateQueries({ queryKey: keys.lists(form) });
    void client.invalidateQueries({ queryKey: ['record', form] });
  }, [client, hasWritten, form]);
  return query;
}

/** What one asked for lately: looked at often while something is under way. */
export function useRecentJobs(enabled: boolean) {
  return useQuery({
    queryKey: jobKeys.recent,
    queryFn: async () => (await exchangeCalls.jobs({ limit: RECENT })).data,
    enabled,
    refetchInterval: ({ state }) =>
      state.data?.some(isGoing) === true ? GOING_EVERY_MS * 2 : QUIET_EVERY_MS,
  });
}

/** The imports of a form and what took them back, the newest first. */
export function useBatches(form: string, all: boolean) {
  return useInfiniteQuery({
    queryKey: jobKeys.batches(form),
    queryFn: async ({ pageParam }) => {
      const page = await exchangeCalls.jobs({
        form,
        kind: 'import,import_undo',
        limit: BATCHES,
        cursor: pageParam,
        of: all ? 'all' : undefined,
      });
      references.learn(undefined, page.users);
      return page;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ data }) => data.some(isGoing)) === true ? GOING_EVERY_MS * 2 : false,
  });
}

/** Something that becomes a job; a second press while it is sent is the same wish. */
export function useJobStart<V>(
  send: (values: V, intention: ReturnType<ReturnType<typeof useIntention>['intentionFor']>) => Promise<Job>,
  onStarted: (job: Job) => void,
) {
  const client = useQueryClient();
  const { intentionFor, done } = useIntention(api);
  return useMutation({
    mutationFn: (values: V) => send(values, intentionFor(values)),
    onSuccess: (job) => {
      done();
      client.setQueryData(jobKeys.one(job.id), job);
      void client.invalidateQueries({ queryKey: jobKeys.recent });
      if (job.form !== null) void client.invalidateQueries({ queryKey: jobKeys.batches(job.form) });
      onStarted(job);
    },
  });
}

/** Asks for the end of a job. */
export function useCancel(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => exchangeCalls.cancel(id),
    onSettled: () => client.invalidateQueries({ queryKey: jobKeys.all }),
  });
}
