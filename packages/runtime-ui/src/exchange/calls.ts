import { sendFile, type Intention } from '@dougong/ui/api';
import { i18nInstance } from '@dougong/ui/i18n';
import { api } from '../data/api.js';
import type * as wire from './wire.js';

const { client } = api;
const part = encodeURIComponent;
const BASE = '/api/v1';

const ofForm = (form: string) => `/forms/${part(form)}`;

/** Files into forms, and back. */
export const exchangeCalls = {
  bring: (form: string, file: File, onProgress: (share: number) => void) =>
    sendFile<wire.ImportFile>(`${BASE}${ofForm(form)}/imports?name=${part(file.name)}`, file, {
      language: i18nInstance.language,
      onProgress,
    }),
  file: async (form: string, id: string, headerRow?: number) =>
    (await client.get<wire.ImportFile>(`${ofForm(form)}/imports/${part(id)}`, { query: { headerRow } })).data,
  run: async (
    form: string,
    id: string,
    body: wire.ImportWish & { readonly dryRun: boolean },
    intention: Intention,
  ) =>
    (await client.post<wire.Job>(`${ofForm(form)}/imports/${part(id)}/actions/run`, body, { intention }))
      .data,
  undo: async (form: string, job: string, intention: Intention) =>
    (
      await client.post<wire.Job>(`${ofForm(form)}/imports/jobs/${part(job)}/actions/undo`, undefined, {
        intention,
      })
    ).data,
  exportAs: async (form: string, query: Readonly<Record<string, string | undefined>>, intention: Intention) =>
    (await client.post<wire.Job>(`${ofForm(form)}/export`, undefined, { query, intention })).data,
  job: async (id: string) => (await client.get<wire.Job>(`/jobs/${part(id)}`)).data,
  jobs: async (query: Readonly<Record<string, string | number | undefined>>) =>
    (await client.get<wire.JobPage>('/jobs', { query })).data,
  cancel: async (id: string) => (await client.post<wire.Job>(`/jobs/${part(id)}/actions/cancel`)).data,
  templateUrl: (form: string, format: 'xlsx' | 'csv') => `${BASE}${ofForm(form)}/import-template.${format}`,
};
