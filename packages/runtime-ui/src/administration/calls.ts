import type { RequestOptions } from '@dougong/ui/api';
import type { FlowDefinition } from '@dougong/kernel/metadata';
import { api } from '../data/api.js';
import type * as wire from './wire.js';

type Query = NonNullable<RequestOptions['query']>;
type Intended = Pick<RequestOptions, 'intention'>;

const { client } = api;
const part = encodeURIComponent;

/** A thousand instances are tried before the answer comes. */
const TRIAL_TIMEOUT_MS = 180_000;
/** Each task is moved by itself. */
const HAND_OVER_TIMEOUT_MS = 180_000;

export const instanceCalls = {
  page: async (query: Query) => (await client.get<wire.InstancePage>('/flow-instances', { query })).data,
  one: async (id: string) => (await client.get<wire.OneInstance>(`/flow-instances/${part(id)}`)).data,
  act: async (id: string, action: wire.InstanceActionName, body: object, options: Intended) =>
    (await client.post<wire.OneInstance>(`/flow-instances/${part(id)}/actions/${action}`, body, options))
      .data,
};

export const flowCalls = {
  drawing: async (key: string, release?: number) =>
    (await api.design.definition<FlowDefinition>('flow', key, release)).data,
  figures: async (key: string, query: Query) =>
    (await client.get<wire.FlowFigures>(`/flows/${part(key)}/figures`, { query })).data,
  behind: async (key: string, query: Query) =>
    (await client.get<wire.InstancePage>(`/flows/${part(key)}/figures/instances`, { query })).data,
  migrate: async (key: string, wish: wire.MigrationWish, options: Intended = {}) =>
    (
      await client.post<wire.Migration>(`/flows/${part(key)}/migrations`, wish, {
        ...options,
        timeoutMs: TRIAL_TIMEOUT_MS,
      })
    ).data,
  migrations: async (key: string) =>
    (await client.get<{ data: readonly wire.Migration[] }>(`/flows/${part(key)}/migrations`)).data.data,
  migration: async (key: string, id: string) =>
    (await client.get<wire.Migration>(`/flows/${part(key)}/migrations/${part(id)}`)).data,
};

async function listOf<T>(path: string, query?: Query): Promise<readonly T[]> {
  return (await client.get<{ data: readonly T[] }>(path, query === undefined ? {} : { query })).data.data;
}

export const organisationCalls = {
  departments: () => listOf<wire.Department>('/departments'),
  makeDepartment: (body: object, options: Intended) => client.post('/departments', body, options),
  changeDepartment: (key: string, body: object) => client.patch(`/departments/${part(key)}`, body),
  removeDepartment: (key: string) => client.delete(`/departments/${part(key)}`),
  posts: () => listOf<wire.Held>('/posts'),
  makePost: (body: object, options: Intended) => client.post('/posts', body, options),
  changePost: (key: string, body: object) => client.patch(`/posts/${part(key)}`, body),
  removePost: (key: string) => client.delete(`/posts/${part(key)}`),
  roles: () => listOf<wire.Held>('/roles'),
  people: (active: 'true' | 'all') => listOf<wire.Person>('/users', { active }),
  changePerson: (id: string, body: wire.PersonChange) => client.patch(`/users/${part(id)}`, body),
  makePerson: async (body: wire.NewPerson) => (await client.post<wire.Person>('/users', body)).data,
  invite: async (id: string) =>
    (await client.post<wire.Invitation>(`/users/${part(id)}/invitations`, {})).data,
  signIn: async (id: string) => (await client.get<wire.SignInState>(`/users/${part(id)}/sign-in`)).data,
  unlock: (id: string) => client.post(`/users/${part(id)}/actions/unlock`, {}),
  endSessions: (id: string) => client.delete(`/users/${part(id)}/sessions`),
  removeFactor: (id: string) => client.delete(`/users/${part(id)}/second-factor`),
  handOver: async (id: string, wish: wire.HandOverWish, isPreview: boolean) =>
    (
      await client.post<wire.HandOverReport>(`/users/${part(id)}/actions/hand-over`, wish, {
        query: { preview: isPreview },
        timeoutMs: HAND_OVER_TIMEOUT_MS,
      })
    ).data,
  duties: async (id: string) => (await client.get<wire.Duties>(`/users/${part(id)}/duties`)).data,
};

export const deputyCalls = {
  list: async (query: Query) =>
    (
      await client.get<{ data: readonly wire.Deputy[]; users: Readonly<Record<string, string>> }>(
        '/deputies',
        { query },
      )
    ).data,
  make: (body: Partial<wire.DeputyValues>, options: Intended) => client.post('/deputies', body, options),
  change: (id: string, body: Partial<wire.DeputyValues>) => client.patch(`/deputies/${part(id)}`, body),
  remove: (id: string) => client.delete(`/deputies/${part(id)}`),
};
