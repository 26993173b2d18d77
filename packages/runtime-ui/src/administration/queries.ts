import { useQuery } from '@tanstack/react-query';
import { useApplication } from '../data/queries.js';
import { references } from '../data/references.js';
import { flowCalls, instanceCalls, organisationCalls } from './calls.js';

/** What the answers about flows and people are remembered under. */
export const adminKeys = {
  instances: ['flow-instances'] as const,
  instance: (id: string) => ['flow-instances', id] as const,
  flow: (key: string) => ['flow', key] as const,
  organisation: ['organisation'] as const,
  deputies: ['deputies'] as const,
};

const INSTANCE_EVERY_MS = 30_000;

/** The flows that the user has to do with, and what he may do about them. */
export function useFlows() {
  const { data: app } = useApplication();
  return app?.flows ?? [];
}

/** Where an instance stands. */
export function useInstance(id: string) {
  return useQuery({
    queryKey: adminKeys.instance(id),
    queryFn: async () => {
      const { instance, users } = await instanceCalls.one(id);
      references.learn(undefined, users);
      return instance;
    },
    refetchInterval: INSTANCE_EVERY_MS,
  });
}

/** How a flow is drawn, in the release in force or in an earlier one. */
export function useDrawing(key: string | undefined, release?: number) {
  return useQuery({
    queryKey: [...adminKeys.flow(key ?? ''), 'drawing', release ?? null],
    queryFn: () => flowCalls.drawing(key ?? '', release),
    enabled: key !== undefined,
    staleTime: release === undefined ? 0 : Infinity,
  });
}

function useOrganisation<T>(part: string, load: () => Promise<T>) {
  return useQuery({ queryKey: [...adminKeys.organisation, part], queryFn: load });
}

export const useDepartments = () => useOrganisation('departments', organisationCalls.departments);
export const usePosts = () => useOrganisation('posts', organisationCalls.posts);
export const useRoles = () => useOrganisation('roles', organisationCalls.roles);

/** People to choose from, or with `all` also those who have left. */
export function usePeople(active: 'true' | 'all' = 'true') {
  return useOrganisation(`people-${active}`, async () => {
    const people = await organisationCalls.people(active);
    references.learn(undefined, Object.fromEntries(people.map(({ id, name }) => [id, name])));
    return people;
  });
}
