import { api } from '../../data/api.js';

/** An outside program that is called: by rules under its key, and for the events that it asked for. */
export interface Webhook {
  readonly key: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly active: boolean;
  readonly disabledReason: string | null;
}

export interface WebhookWish {
  readonly url: string;
  readonly events: readonly string[];
  readonly active: boolean;
}

/** What a new one, or a new secret, tells once. */
export interface FreshSecret {
  readonly key: string;
  readonly secret: string;
  /** Until when the earlier secret signs beside it. */
  readonly until?: string;
}

const { client } = api;
const at = (key: string) => `/endpoints/${encodeURIComponent(key)}`;

export const webhookKeys = { all: ['webhooks'] as const };

export const webhookCalls = {
  list: async () => (await client.get<{ data: readonly Webhook[] }>('/endpoints')).data.data,
  put: async (key: string, wish: WebhookWish) =>
    (await client.put<Webhook & { readonly secret?: string }>(at(key), wish)).data,
  rotate: async (key: string): Promise<FreshSecret> => ({
    key,
    ...(await client.post<{ secret: string; until: string }>(`${at(key)}/actions/rotate`, {})).data,
  }),
  remove: (key: string) => client.delete(at(key)),
};
