import type { Localized } from '@dougong/kernel/foundation';
import { api } from '../../data/api.js';

/** What the engine answers about the rules of signing in. */

export interface SecurityPolicy {
  readonly passwordLength: number;
  readonly passwordHistory: number;
  /** Null: for ever. */
  readonly passwordDays: number | null;
  readonly secondFactor: { readonly all: boolean; readonly roles: readonly string[] };
  readonly failedTries: number;
  readonly idleMinutes: number;
  readonly sessionHours: number;
  readonly groupRoles: Readonly<Record<string, readonly string[]>>;
}

export type PolicyChange = Partial<SecurityPolicy>;

/** A policy as it was read, with the tag that a change of it names. */
export interface SeenPolicy {
  readonly policy: SecurityPolicy;
  readonly etag: string | undefined;
}

/** Whom a policy asks for something. */
export interface PolicyEffects {
  readonly people: number;
  readonly withoutFactor: number;
  readonly passwordsOver: number;
  readonly sessions: number;
}

export interface ProviderSettings {
  readonly key: string;
  readonly title: Localized;
  readonly issuer: string;
  readonly clientId: string;
  readonly hasSecret: boolean;
  readonly groupsClaim: string | null;
  readonly createPeople: boolean;
  readonly callback: string;
}

const { client } = api;
const PATH = '/security-policy';

export const securityKeys = { all: ['security'] as const };

export const securityCalls = {
  policy: async (): Promise<SeenPolicy> => {
    const { data, etag } = await client.get<SecurityPolicy>(PATH);
    return { policy: data, etag };
  },
  change: (change: PolicyChange, ifMatch: string | undefined) => client.patch(PATH, change, { ifMatch }),
  /** What the policy in force asks of people, or what another one would. */
  effects: async (wanted: PolicyChange = {}) => {
    const { secondFactor, passwordDays } = wanted;
    const query = {
      secondFactor: secondFactor === undefined ? undefined : factorText(secondFactor),
      passwordDays: passwordDays === undefined ? undefined : (passwordDays ?? 'never'),
    };
    return (await client.get<PolicyEffects>(`${PATH}/effects`, { query })).data;
  },
  providers: async () =>
    (await client.get<{ data: readonly ProviderSettings[] }>('/sign-in-providers')).data.data,
  testProvider: async (key: string) =>
    (
      await client.post<{ readonly issuer: string; readonly signIn: string }>(
        `/sign-in-providers/${encodeURIComponent(key)}/actions/test`,
      )
    ).data,
};

function factorText({ all, roles }: SecurityPolicy['secondFactor']): string {
  if (all) return 'all';
  return roles.length === 0 ? 'nobody' : roles.join(',');
}
