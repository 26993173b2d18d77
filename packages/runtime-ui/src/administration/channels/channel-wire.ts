import type { Title } from '@dougong/ui/api';
import { api } from '../../data/api.js';

export interface ChannelField {
  readonly key: string;
  readonly title: Title;
  readonly secret?: boolean;
  readonly optional?: boolean;
  readonly example?: string;
  readonly choices?: readonly { readonly value: string; readonly title: Title }[];
  readonly otherwise?: string;
}

export interface ChannelKind {
  readonly kind: string;
  readonly title: Title;
  readonly reach: 'person' | 'group';
  readonly fields: readonly ChannelField[];
}

export interface Channel {
  readonly key: string;
  readonly kind: string;
  readonly title: string;
  readonly values: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly active: boolean;
  readonly failures: number;
  readonly pausedUntil: string | null;
  readonly lastError: string | null;
  readonly deliveredAt: string | null;
  readonly waiting: number;
  readonly failed: number;
}

export interface Delivery {
  readonly id: string;
  readonly place: string;
  readonly about: Title | string | null;
  readonly user: string | null;
  readonly state: 'waiting' | 'delivered' | 'failed';
  readonly attempts: number;
  readonly nextAt: string | null;
  readonly createdAt: string;
  readonly deliveredAt: string | null;
  readonly lastError: string | null;
}

export interface TestResult {
  readonly outcome: 'delivered' | 'again' | 'failed';
  readonly reason: string | null;
}

export interface ChannelWish {
  readonly kind: string;
  readonly title: string;
  readonly values: Readonly<Record<string, string>>;
  readonly active: boolean;
}

const { client } = api;
const part = encodeURIComponent;

export const channelKeys = { all: ['channels'] as const };

interface DeliveryPage {
  readonly data: readonly Delivery[];
  /** Absent on the last page. */
  readonly nextCursor?: string;
}

export const channelCalls = {
  kinds: async () => (await client.get<{ data: readonly ChannelKind[] }>('/channels/kinds')).data.data,
  list: async () => (await client.get<{ data: readonly Channel[] }>('/channels')).data.data,
  put: (key: string, wish: ChannelWish) => client.put(`/channels/${part(key)}`, wish),
  remove: (key: string) => client.delete(`/channels/${part(key)}`),
  test: async (key: string) =>
    (await client.post<TestResult>(`/channels/${part(key)}/actions/test`, {})).data,
  deliveries: async (query: { readonly state?: string; readonly cursor?: string }) =>
    (await client.get<DeliveryPage>('/deliveries', { query })).data,
  resend: async (ids: readonly string[]) =>
    (await client.post<{ count: number }>('/deliveries/actions/resend', { ids })).data.count,
};

/** How a channel is doing, in one word. */
export function channelState(channel: Channel, now: number): 'off' | 'paused' | 'failing' | 'good' {
  if (!channel.active) return 'off';
  if (channel.pausedUntil !== null && Date.parse(channel.pausedUntil) > now) return 'paused';
  return channel.failures > 0 ? 'failing' : 'good';
}
