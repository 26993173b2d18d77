import { api } from '../../data/api.js';

type Titles = { readonly 'zh-CN': string; readonly en: string };
type Counts = Readonly<Record<string, number>>;

export interface PipelineView {
  readonly id: string;
  readonly title: Titles;
  readonly direction: 'in' | 'out';
  readonly schedule: string | null;
  readonly lastRunAt: string | null;
  readonly lastOutcome: string | null;
  readonly lastCause: string | null;
  readonly lastCounts: Counts | null;
  readonly retryAt: string | null;
  readonly deadLetters: number;
  readonly underWay: boolean;
}

export interface ConnectorView {
  readonly key: string;
  readonly title: Titles;
  readonly auth: 'none' | 'header' | 'basic' | 'oauth2';
  readonly settings: {
    readonly baseUrl: string;
    readonly account: { readonly login: string; readonly name: string; readonly active: boolean };
    readonly credentials: readonly string[];
    readonly since: string | null;
    readonly active: boolean;
  } | null;
  readonly pipelines: readonly PipelineView[];
}

export interface DeadLetter {
  readonly id: string;
  readonly pipeline: string;
  readonly source: string;
  readonly number: string | null;
  readonly cause: string;
  readonly attempts: number;
  readonly failedAt: string;
}

export interface ConnectorRun {
  readonly job: string;
  readonly pipeline: string;
  readonly wish: string;
  readonly state: string;
  readonly createdAt: string;
  readonly counts: Counts | null;
  readonly cause: string | null;
}

export interface Probe {
  readonly ok: boolean;
  readonly status: number | null;
  readonly cause?: string;
}

export interface ConnectorWish {
  readonly baseUrl: string;
  readonly account: string;
  readonly credentials: Readonly<Record<string, string>>;
  readonly since: string | null;
  readonly active: boolean;
}

const { client } = api;
const part = encodeURIComponent;
const at = (connector: string, rest: string) => `/connectors/${part(connector)}/${rest}`;

export const connectorKeys = { all: ['connectors'] as const };

export const connectorCalls = {
  list: async () => (await client.get<{ data: readonly ConnectorView[] }>('/connectors')).data.data,
  letters: async (connector: string) =>
    (await client.get<{ data: readonly DeadLetter[] }>(at(connector, 'dead-letters'))).data.data,
  runs: async (connector: string) =>
    (await client.get<{ data: readonly ConnectorRun[] }>(at(connector, 'runs'), { query: { limit: 20 } }))
      .data.data,
  put: (connector: string, wish: ConnectorWish) => client.put(at(connector, 'settings'), wish),
  test: async (connector: string) => (await client.post<Probe>(at(connector, 'actions/test'), {})).data,
  run: (connector: string, pipeline: string) =>
    client.post(at(connector, `pipelines/${part(pipeline)}/actions/run`), {}),
  retry: (connector: string, id: string) =>
    client.post(at(connector, `dead-letters/${part(id)}/actions/retry`), {}),
  dismiss: (connector: string, id: string) =>
    client.post(at(connector, `dead-letters/${part(id)}/actions/dismiss`), {}),
};
