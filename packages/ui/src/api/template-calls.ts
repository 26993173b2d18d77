import type { ApiAnswer, ApiClient, RequestOptions } from './client.js';
import type * as wire from './template-contract.js';

type Options = Pick<RequestOptions, 'intention' | 'ifMatch' | 'signal'>;

/** How packages travel. */
const PACKAGE_TYPE = 'application/vnd.dougong.template+zip';

/** A dry run compares everything; a change plays scenarios and may load data: both take their time. */
const PLAN_MS = 120_000;
const CHANGE_MS = 1_200_000;

/** Asks for a job where the engine knows them; one that does not answers when all is done. */
export const AS_JOB = { prefer: 'respond-async' };

const part = encodeURIComponent;

/** Calls about templates and whole processes. A change answers with its plan, or with the job (202) that carries it out. */
export function templateCalls(client: ApiClient) {
  const plan = <T>(path: string, body: unknown, query: Record<string, string>, options?: Options) =>
    client.post<T>(path, body, {
      ...options,
      query: { dryRun: 'true', ...query },
      timeoutMs: PLAN_MS,
    });
  const change = { headers: AS_JOB, timeoutMs: CHANGE_MS };
  return {
    gallery: (options?: Options) => client.get<wire.GalleryAnswer>('/template-gallery', options),
    send: (file: Blob, options?: Options) =>
      client.post<wire.SentPackage>('/template-packages', undefined, {
        ...options,
        content: { type: PACKAGE_TYPE, bytes: file },
        timeoutMs: PLAN_MS,
      }),
    plan: (body: wire.InstallRequest, options?: Options) =>
      plan<wire.TemplatePlan>('/templates', body, {}, options),
    rehearse: (body: wire.InstallRequest, options?: Options) =>
      client.post<wire.TemplatePlan | wire.Job>('/templates', body, {
        ...options,
        ...change,
        query: { dryRun: 'true', scenarios: 'true' },
      }),
    install: (body: wire.InstallRequest, skipScenarios: boolean, options?: Options) =>
      client.post<wire.TemplatePlan | wire.Job>('/templates', body, {
        ...options,
        ...change,
        query: skipScenarios ? { scenarios: 'false' } : {},
      }),
    changes: (options?: Options) =>
      client.get<{ data: readonly wire.TemplateChange[] }>('/templates/changes', options),
    planRevert: (body: wire.RevertRequest, options?: Options) =>
      plan<wire.TemplatePlan>('/templates/revert', body, {}, options),
    revert: (body: wire.RevertRequest, options?: Options) =>
      client.post<wire.TemplatePlan | wire.Job>('/templates/revert', body, { ...options, ...change }),
    planRemoval: (key: string, options?: Options) =>
      client.delete<wire.RemovalPlan>(`/templates/${part(key)}`, {
        ...options,
        query: { dryRun: 'true' },
        timeoutMs: PLAN_MS,
      }),
    remove: (key: string, data: 'keep' | 'purge', options?: Options) =>
      client.delete<wire.TemplatePlan | wire.Job>(`/templates/${part(key)}`, {
        ...options,
        ...change,
        query: { data },
      }),
    samples: (options?: Options) =>
      client.get<{ data: readonly wire.SampleCount[] }>('/templates/samples', options),
    clearSamples: (options?: Options): Promise<ApiAnswer<wire.ClearedSamples>> =>
      client.post<wire.ClearedSamples>('/templates/samples/clear', {}, { ...options, timeoutMs: CHANGE_MS }),
    completeness: (options?: Options) => client.get<wire.CompletenessAnswer>('/design/completeness', options),
    closeGap: (id: string, options?: Options) =>
      client.post<{ revision: number; drafts: readonly { kind: string; key: string }[] }>(
        `/design/completeness/fixes/${part(id)}`,
        {},
        options,
      ),
  };
}

/** Calls about long work. */
export function jobCalls(client: ApiClient) {
  return {
    get: (id: string, options?: Options) => client.get<wire.Job>(`/jobs/${part(id)}`, options),
    cancel: (id: string, options?: Options) =>
      client.post<wire.Job>(`/jobs/${part(id)}/actions/cancel`, {}, options),
  };
}
