import type { Localized } from '@dougong/kernel/foundation';
import { api } from '../../data/api.js';
import type { OwnSession } from '../../account/calls.js';

/** An account as administrators see it. */
export interface Account {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly post: Localized | null;
  readonly email: string | null;
  readonly active: boolean;
  readonly department: string | null;
  readonly roles: readonly string[];
  readonly hasPassword: boolean;
  readonly passwordDue: boolean;
  readonly secondFactor: boolean;
  readonly factorDue: boolean;
  readonly invitedUntil: string | null;
  readonly blockedUntil: string | null;
  readonly providers: readonly string[];
  readonly sessions: number;
  readonly lastSignInAt: string | null;
}

export interface AccountPage {
  readonly data: readonly Account[];
  readonly count: number;
  readonly nextCursor?: string;
}

const { client } = api;
const part = encodeURIComponent;

export const accountListKeys = { all: ['accounts'] as const };

export const accountListCalls = {
  page: async (query: Readonly<Record<string, string | number | undefined>>) =>
    (await client.get<AccountPage>('/accounts', { query })).data,
  one: async (id: string) => (await client.get<Account>(`/accounts/${part(id)}`)).data,
  sessions: async (id: string) =>
    (await client.get<{ data: readonly OwnSession[] }>(`/users/${part(id)}/sessions`)).data.data,
  endSession: (id: string, session: string) => client.delete(`/users/${part(id)}/sessions/${part(session)}`),
  switchOn: (id: string) => client.patch(`/users/${part(id)}`, { active: true }),
};
