import { api } from '../../data/api.js';

/** How often somebody who waits for an end looks. */
const LOOK_MS = 1000;
const SHOWN = 5;

interface Place {
  readonly done: number;
  readonly total: number | null;
}

export interface Backup {
  readonly id: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly file: string;
  readonly encrypted: boolean;
  readonly askedAt: string;
  readonly bytes: number | null;
  readonly rows: number | null;
  readonly failure: string | null;
  readonly removedAt: string | null;
  readonly progress: Place | null;
}

export interface Backups {
  readonly data: readonly Backup[];
  readonly lastGood: { readonly at: string; readonly ageSeconds: number } | null;
  readonly lastDrill: {
    readonly at: string;
    readonly ageSeconds: number;
    readonly backupAt: string;
    readonly rows: number;
    readonly seconds: number;
  } | null;
  readonly schedule: {
    readonly folder: string | null;
    readonly everySeconds: number | null;
    readonly keep: number;
    readonly encrypted: boolean;
  };
}

export interface DrillJob {
  readonly id: string;
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly progress: Place;
  readonly step: { readonly sentence: string; readonly at: number; readonly of: number } | null;
  readonly cancelAsked: boolean;
  readonly problem: { readonly detail: string } | null;
  readonly finishedAt: string | null;
}

const { client } = api;

export const backupKeys = { all: ['health', 'backups'] as const };

export const backupCalls = {
  list: async () => (await client.get<Backups>('/administration/backups', { query: { limit: SHOWN } })).data,
  make: () => client.post('/administration/backups', {}),
  /** The newest drill, whoever began it. */
  lastDrill: async () =>
    (
      await client.get<{ readonly data: readonly DrillJob[] }>('/jobs', {
        query: { of: 'all', kind: 'backup_drill', limit: 1 },
      })
    ).data.data[0] ?? null,
  drill: (backup: string) => client.post('/administration/backups/actions/drill', { backup }),
  cancel: (job: string) => client.post(`/jobs/${encodeURIComponent(job)}/actions/cancel`, {}),
};

/** The backup that is being made, if there is one. */
export function backupUnderWay(backups: Backups | undefined): Backup | undefined {
  return backups?.data.find(({ state }) => state === 'waiting' || state === 'running');
}

export function isGoing(job: DrillJob | null | undefined): boolean {
  return job != null && (job.state === 'queued' || job.state === 'running');
}

/** While something goes on it is looked at every second. */
export function lookAgain(isUnderWay: boolean): number | false {
  return isUnderWay ? LOOK_MS : false;
}

const WHOLE = 100;

/** How much of some steps is done, of a hundred; each step counts alike. */
export function percentOfDrill({ step, progress: { done, total } }: DrillJob): number {
  if (step === null || step.of === 0) return 0;
  const part = total === null || total === 0 ? 0 : Math.min(1, done / total);
  return Math.floor(((step.at + part) / step.of) * WHOLE);
}

/** How much of a backup is written, of a hundred. */
export function percentOfBackup({ progress }: Backup): number {
  return progress?.total ? Math.floor((progress.done / progress.total) * WHOLE) : 0;
}
