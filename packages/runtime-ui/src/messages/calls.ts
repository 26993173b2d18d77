import type { Title } from '@dougong/ui/api';
import { api } from '../data/api.js';

export type Mode = 'off' | 'now' | 'digest';

export interface Choice {
  readonly event: string;
  readonly channel: string;
  readonly mode: Mode;
}

/** What can be chosen, and what holds for whoever said nothing. */
export interface ChoiceTable {
  readonly events: readonly { readonly key: string; readonly title: Title; readonly urgent: boolean }[];
  readonly channels: readonly {
    readonly key: string;
    readonly title: Title;
    readonly reach: 'app' | 'person' | 'group';
    readonly modes: readonly Mode[];
    readonly otherwise: Mode;
  }[];
  readonly defaults: readonly Choice[];
}

export interface Habits {
  readonly timeZone: string;
  readonly quietFrom: string | null;
  readonly quietTo: string | null;
  readonly digestAt: string;
}

export interface OwnPreferences extends ChoiceTable {
  readonly choices: readonly Choice[];
  readonly habits: Habits;
  readonly email: string | null;
}

const { client } = api;

export const preferenceKeys = { all: ['notification-preferences'] as const };

export const preferenceCalls = {
  own: async () => (await client.get<OwnPreferences>('/notification-preferences')).data,
  put: (body: { readonly choices: readonly Choice[]; readonly habits: Habits }) =>
    client.put('/notification-preferences', body),
  defaults: async () => (await client.get<ChoiceTable>('/notification-defaults')).data,
  putDefaults: (choices: readonly Choice[]) => client.put('/notification-defaults', { choices }),
};
