import type { Localized } from '@dougong/kernel/foundation';
import { api } from '../../data/api.js';

/** How far books are closed. */
export interface Boundary {
  readonly closedThrough: string | null;
  readonly softThrough: string | null;
}

export interface OrganisationBooks extends Boundary {
  readonly key: string;
  readonly title: Localized;
  readonly kind: string;
}

export interface Closing {
  readonly kind: 'soft' | 'closed' | 'reopened';
  readonly through: string | null;
  readonly actor: string | null;
  readonly at: string;
  readonly reason: string | null;
  readonly organisation: string | null;
}

export interface Periods extends Boundary {
  readonly organisations: readonly OrganisationBooks[];
  readonly periods: readonly { readonly period: string; readonly since: Closing | null }[];
  readonly closings: readonly Closing[];
  readonly users: Readonly<Record<string, string>>;
}

export interface PeriodFinding {
  readonly gate: string;
  readonly level: 'red' | 'yellow';
  readonly code: string;
  readonly detail: string;
}

export interface CloseWish {
  readonly through: string;
  readonly state: 'soft' | 'closed';
  readonly organisation?: string;
  readonly reason?: string;
}

export interface ReopenWish {
  readonly through: string | null;
  readonly state: 'open' | 'soft';
  readonly organisation?: string;
  readonly reason: string;
}

const { client } = api;
const PATH = '/ledger/periods';
/** A closing checks, sums up and seals a whole month, and waits for those who are posting. */
const CLOSING_TIMEOUT_MS = 180_000;

export const periodKeys = { all: ['ledger-periods'] as const };

export const periodCalls = {
  periods: async (organisation?: string) =>
    (await client.get<Periods>(PATH, organisation === undefined ? {} : { query: { organisation } })).data,
  findings: async (through: string) =>
    (
      await client.get<{ findings: readonly PeriodFinding[] }>(`${PATH}/findings`, {
        query: { through },
        timeoutMs: CLOSING_TIMEOUT_MS,
      })
    ).data.findings,
  close: (wish: CloseWish) => client.post(`${PATH}/close`, wish, { timeoutMs: CLOSING_TIMEOUT_MS }),
  reopen: (wish: ReopenWish) => client.post(`${PATH}/reopen`, wish, { timeoutMs: CLOSING_TIMEOUT_MS }),
};
