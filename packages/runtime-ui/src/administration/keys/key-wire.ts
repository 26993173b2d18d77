import { api } from '../../data/api.js';

export interface KeyScope {
  readonly readOnly?: boolean;
  readonly forms?: readonly { readonly form: string; readonly actions: readonly string[] }[];
  readonly registers?: readonly string[];
  readonly rights?: readonly string[];
  readonly scim?: boolean;
}

export interface KeyView {
  readonly id: string;
  readonly prefix: string;
  readonly name: string;
  readonly account: {
    readonly id: string;
    readonly login: string;
    readonly name: string;
    readonly kind: string;
  };
  readonly scope: KeyScope | null;
  readonly addresses: readonly string[];
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
  readonly replacedBy: string | null;
}

export interface ServiceAccount {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly active: boolean;
  readonly roles: readonly string[];
  readonly keys: number;
}

export interface FreshKey {
  readonly key: string;
  readonly view: KeyView;
}

export interface NewKey {
  readonly name: string;
  readonly scope: KeyScope | null;
  readonly addresses: readonly string[];
  readonly expiresAt: string | null;
}

const { client } = api;
const part = encodeURIComponent;

export const keyKeys = { all: ['api-keys'] as const };

export const keyCalls = {
  accounts: async () =>
    (await client.get<{ data: readonly ServiceAccount[] }>('/service-accounts')).data.data,
  keys: async () => (await client.get<{ data: readonly KeyView[] }>('/api-keys')).data.data,
  makeAccount: async (body: { login: string; name: string; roles: readonly string[] }) =>
    (await client.post<ServiceAccount>('/service-accounts', body)).data,
  changeAccount: (id: string, body: { readonly active?: boolean; readonly roles?: readonly string[] }) =>
    client.patch(`/service-accounts/${part(id)}`, body),
  makeKey: async (account: string, body: NewKey) =>
    (await client.post<FreshKey>(`/service-accounts/${part(account)}/keys`, body)).data,
  rotate: async (id: string) =>
    (await client.post<FreshKey>(`/api-keys/${part(id)}/actions/rotate`, {})).data,
  revoke: (id: string) => client.delete(`/api-keys/${part(id)}`),
};
