import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useIntention } from '@dougong/ui/api';
import { api } from '../../data/api.js';
import { references } from '../../data/references.js';
import { flowCalls, instanceCalls } from '../calls.js';
import { adminKeys } from '../queries.js';
import type { Instance, Migration, MigrationWish } from '../wire.js';

const PAGE = 200;
/** A migration takes a thousand at a time. */
const INSTANCES_MAX = 1000;
const PROGRESS_EVERY_MS = 1000;

async function underWay(flow: string): Promise<readonly Instance[]> {
  const found: Instance[] = [];
  let cursor: string | undefined;
  do {
    const page = await instanceCalls.page({ flow, limit: PAGE, cursor });
    references.learn(undefined, page.users);
    found.push(...page.data);
    cursor = page.nextCursor;
  } while (cursor !== undefined && found.length < INSTANCES_MAX);
  return found;
}

const migrationsKey = (flow: string) => [...adminKeys.flow(flow), 'migrations'] as const;

/** The instances of a flow that are under way, as many as one migration takes. */
export function useUnderWay(flow: string) {
  return useQuery({ queryKey: [...adminKeys.instances, 'under-way', flow], queryFn: () => underWay(flow) });
}

/** What would become of the instances; nothing is written. */
export function useTrial(flow: string) {
  return useMutation({
    mutationFn: (wish: MigrationWish) => flowCalls.migrate(flow, { ...wish, dryRun: true }),
  });
}

/** Starts a migration. The same wish sent again does not start another one. */
export function useStart(flow: string) {
  const client = useQueryClient();
  const { intentionFor, done } = useIntention(api);
  return useMutation({
    mutationFn: (wish: MigrationWish) => flowCalls.migrate(flow, wish, { intention: intentionFor(wish) }),
    onSuccess: async () => {
      done();
      await client.invalidateQueries({ queryKey: migrationsKey(flow) });
    },
  });
}

/** How far a migration is, until it is over. */
export function useProgress(flow: string, job: Migration | undefined) {
  const client = useQueryClient();
  const id = job?.id ?? '';
  return useQuery({
    queryKey: [...adminKeys.flow(flow), 'migration', id],
    queryFn: async () => {
      const now = await flowCalls.migration(flow, id);
      if (now.finishedAt !== null) {
        void client.invalidateQueries({ queryKey: adminKeys.instances });
        void client.invalidateQueries({ queryKey: migrationsKey(flow) });
      }
      return now;
    },
    enabled: id !== '',
    refetchInterval: ({ state }) => (state.data?.finishedAt == null ? PROGRESS_EVERY_MS : false),
    ...(job === undefined ? {} : { initialData: job }),
  });
}

/** The migrations that there were, the newest first. */
export function useMigrations(flow: string) {
  return useQuery({
    queryKey: migrationsKey(flow),
    queryFn: () => flowCalls.migrations(flow),
  });
}
