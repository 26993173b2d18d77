import { useMemo } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Localized } from '@dougong/kernel/foundation';
import type { UserEntry } from '@dougong/ui/api';
import { useLocalized } from '@dougong/ui/i18n';
import type { PersonOption } from '@dougong/ui/people';
import { api } from '../data/api.js';
import { keys } from '../data/keys.js';
import { references } from '../data/references.js';

/** The engine gives no more people at once; the rest is found by typing. */
const PEOPLE_AT_ONCE = 200;
const FRESH_MS = 60_000;

interface DepartmentEntry {
  readonly key: string;
  readonly title: Localized;
}

async function loadPeople(typed: string): Promise<readonly UserEntry[]> {
  const { data: people } = (await api.users(typed === '' ? {} : { q: typed })).data;
  references.learn(undefined, Object.fromEntries(people.map(({ id, name }) => [id, name])));
  return people;
}

async function loadDepartments(): Promise<readonly DepartmentEntry[]> {
  return (await api.client.get<{ data: readonly DepartmentEntry[] }>('/departments')).data.data;
}

export interface KnownPeople {
  readonly people: readonly PersonOption[];
  readonly loading: boolean;
  readonly problem: unknown;
}

/** The people to choose from. `typed` matters only in a house with more people than come at once. */
export function usePeople(typed = ''): KnownPeople {
  const title = useLocalized();
  const all = useQuery({
    queryKey: keys.people(''),
    queryFn: () => loadPeople(''),
    staleTime: FRESH_MS,
  });
  const isPart = (all.data?.length ?? 0) >= PEOPLE_AT_ONCE;
  const found = useQuery({
    queryKey: keys.people(typed.trim()),
    queryFn: () => loadPeople(typed.trim()),
    enabled: isPart && typed.trim() !== '',
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
  });
  const departments = useQuery({
    queryKey: keys.departments,
    queryFn: loadDepartments,
    staleTime: FRESH_MS,
  });
  const people = useMemo(() => {
    const titles = new Map(departments.data?.map((each) => [each.key, title(each.title)]));
    const entries = new Map([...(all.data ?? []), ...(found.data ?? [])].map((user) => [user.id, user]));
    return [...entries.values()].map(({ id, name, login, post, department }) => ({
      id,
      name,
      login,
      post: title(post),
      department: titles.get(department ?? '') ?? '',
    }));
  }, [all.data, found.data, departments.data, title]);
  return { people, loading: all.isPending || found.isFetching, problem: all.error };
}
