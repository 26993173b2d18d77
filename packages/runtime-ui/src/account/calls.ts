import { api } from '../data/api.js';

export interface OwnSecurity {
  readonly hasPassword: boolean;
  readonly secondFactor: {
    readonly confirmed: boolean;
    readonly required: boolean;
    readonly recoveryCodesLeft: number;
  };
  readonly passwordLength: number;
}

export interface OwnSession {
  readonly id: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  readonly ip: string | null;
  readonly agent: string | null;
  readonly provider: string | null;
  readonly current: boolean;
}

export interface FactorSetup {
  readonly secret: string;
  readonly address: string;
}

interface Codes {
  readonly recoveryCodes: readonly string[];
}

const { client } = api;
const part = encodeURIComponent;

export const accountKeys = { all: ['account'] as const };

/** What everybody does about the own account. */
export const accountCalls = {
  security: async () => (await client.get<OwnSecurity>('/account/security')).data,
  sessions: async () => (await client.get<{ data: readonly OwnSession[] }>('/account/sessions')).data.data,
  changePassword: (password: string, newPassword: string) =>
    client.post('/account/password', { password, newPassword }),
  beginFactor: async (password: string) =>
    (await client.post<FactorSetup>('/account/second-factor', { password })).data,
  confirmFactor: async (code: string) =>
    (await client.post<Codes>('/account/second-factor/actions/confirm', { code })).data.recoveryCodes,
  removeFactor: (password: string) => client.post('/account/second-factor/actions/remove', { password }),
  endSession: (id: string) => client.delete(`/account/sessions/${part(id)}`),
  endOthers: () => client.delete('/account/sessions'),
  link: async (provider: string) =>
    (await client.post<{ readonly address: string }>(`/account/providers/${part(provider)}/actions/link`, {}))
      .data.address,
};
