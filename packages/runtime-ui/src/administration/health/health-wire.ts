import { api } from '../../data/api.js';

interface Title {
  readonly 'zh-CN': string;
  readonly en: string;
}

export type Level = 'ok' | 'warn' | 'fail';

export interface HealthFinding {
  readonly check: string;
  readonly level: Level;
  readonly code: string;
  readonly text: string;
}

export interface QueueFigure {
  readonly queue: string;
  readonly state: string;
  readonly count: number;
  readonly oldestSeconds: number;
}

/** A rule or a computed field, and how long it took in saves; milliseconds. */
export interface SlowWork {
  readonly kind: 'rule' | 'formula';
  readonly key: string;
  readonly form: string;
  readonly title: Title;
  readonly formTitle?: Title;
  readonly saves: number;
  readonly totalMs: number;
  readonly averageMs: number;
  readonly usualMs: number;
  readonly maxMs: number;
}

export interface Health {
  readonly level: Level;
  readonly version: string;
  readonly storage: { readonly databaseBytes: string; readonly filesBytes: string };
  readonly findings: readonly HealthFinding[];
  readonly queues: readonly QueueFigure[];
  readonly slow: readonly SlowWork[];
  readonly saveBudgetMs: number;
}

export interface FailedJob {
  readonly id: string;
  readonly title: Title;
  readonly form: string | null;
  readonly createdBy: string;
  readonly finishedAt: string | null;
  readonly retryable: boolean;
  readonly problem: { readonly detail: string } | null;
}

export interface FailedJobs {
  readonly data: readonly FailedJob[];
  readonly users: Readonly<Record<string, string>>;
}

const { client } = api;
const JOBS_SHOWN = 50;

export const healthKeys = { all: ['health'] as const };

export const healthCalls = {
  health: async () => (await client.get<Health>('/administration/health')).data,
  failedJobs: async () =>
    (await client.get<FailedJobs>('/jobs', { query: { of: 'all', state: 'failed', limit: JOBS_SHOWN } }))
      .data,
  retry: (job: string) => client.post(`/jobs/${encodeURIComponent(job)}/actions/retry`, {}),
};
