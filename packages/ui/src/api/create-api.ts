import { createClient, type ApiClient, type ApiOptions, type RequestOptions } from './client.js';
import type * as wire from './contract.js';
import type * as design from './design-contract.js';
import { AS_JOB, jobCalls, templateCalls } from './template-calls.js';
import type { Job } from './template-contract.js';

type Options = Pick<RequestOptions, 'intention' | 'ifMatch' | 'signal'>;
type Pages = { readonly limit?: number; readonly cursor?: string };
type KeyFilter = Readonly<Record<string, string>>;

function part(text: string): string {
  return encodeURIComponent(text);
}

function filterQuery(filters: readonly wire.RecordFilter[] | undefined): Record<string, string> {
  return Object.fromEntries(
    (filters ?? []).map(({ field, op, value }) => [`filter[${field}][${op}]`, value]),
  );
}

function keyQuery(key: KeyFilter | undefined): Record<string, string> {
  return Object.fromEntries(Object.entries(key ?? {}).map(([name, value]) => [`filter[${name}]`, value]));
}

function sessionCalls(client: ApiClient) {
  return {
    signIn: (login: string, password: string, more: wire.SignInMore = {}, options?: Options) =>
      client.post<wire.SignedIn>('/session', { login, password, ...more }, options),
    providers: (options?: Options) =>
      client.get<{ data: readonly wire.SignInProvider[] }>('/session/providers', options),
    current: (options?: Options) => client.get<{ user: wire.SessionUser }>('/session', options),
    /** Where a provider outside vouched for the user, the browser goes there as well. */
    signOut: (options?: Options) =>
      client.delete<{ readonly signOutAt: string } | undefined>('/session', options),
    /** Looks at the system as somebody else; nothing can be changed meanwhile. */
    view: (user: string, options?: Options) => client.post<undefined>('/session/view', { user }, options),
    endView: (options?: Options) => client.delete<undefined>('/session/view', options),
  };
}

function recordCalls(client: ApiClient) {
  const at = (form: string, id?: string) =>
    `/forms/${part(form)}/records${id === undefined ? '' : `/${part(id)}`}`;
  return {
    list: (form: string, { filters, countExact, text, ...query }: wire.RecordQuery = {}, options?: Options) =>
      client.get<wire.RecordPage>(at(form), {
        ...options,
        query: {
          ...query,
          q: text,
          count: countExact === true ? 'exact' : undefined,
          ...filterQuery(filters),
        },
      }),
    get: (form: string, id: string, options?: Options) =>
      client.get<wire.RecordAnswer>(at(form, id), options),
    create: (form: string, values: wire.RecordValues, options?: Options) =>
      client.post<wire.RecordAnswer>(at(form), values, options),
    preview: (form: string, values: wire.RecordValues, options?: Options) =>
      client.post<wire.RecordAnswer>(at(form), values, { ...options, query: { preview: true } }),
    update: (
      form: string,
      id: string,
      patch: wire.RecordPatch,
      options: Options & { ifMatch: string | undefined },
    ) => client.patch<wire.RecordAnswer>(at(form, id), patch, options),
    remove: (form: string, id: string, options: Options & { ifMatch: string | undefined }) =>
      client.delete<undefined>(at(form, id), options),
    act: (form: string, id: string, action: string, body: wire.AnswerBody = {}, options?: Options) =>
      client.post<wire.RecordAnswer>(`${at(form, id)}/actions/${part(action)}`, body, options),
    actOnFlow: (
      form: string,
      id: string,
      action: wire.FlowActionName,
      body: Readonly<Record<string, unknown>>,
      options?: Options,
    ) => client.post<wire.RecordAnswer>(`${at(form, id)}/flow/actions/${action}`, body, options),
    flow: (form: string, id: string, options?: Options) =>
      client.get<{ instances: readonly wire.FlowInstance[]; users?: wire.UserNames }>(
        `${at(form, id)}/flow`,
        options,
      ),
    movements: (form: string, id: string, options?: Options) =>
      client.get<{
        data: readonly wire.Movement[];
        vouchers: readonly wire.Voucher[];
        refs?: wire.References;
      }>(`${at(form, id)}/movements`, options),
    history: (form: string, id: string, options?: Options) =>
      client.get<wire.RecordHistory>(`${at(form, id)}/history`, options),
    rules: (form: string, options?: Options) =>
      client.get<wire.FormRulesAnswer>(`/forms/${part(form)}/rules`, options),
    ruleOutcomes: (form: string, id: string, options?: Options) =>
      client.get<wire.RecordRulesAnswer>(`${at(form, id)}/rules`, options),
    related: (form: string, id: string, options?: Options) =>
      client.get<{ data: readonly wire.RelatedRecord[] }>(`${at(form, id)}/related`, options),
  };
}

function taskCalls(client: ApiClient) {
  return {
    list: (query: Pages & { readonly state?: wire.TaskState } = {}, options?: Options) =>
      client.get<wire.TaskPage>('/tasks', { ...options, query }),
    act: (id: string, action: wire.TaskActionName, body: wire.AnswerBody = {}, options?: Options) =>
      client.post<{ record?: wire.StoredRecord; notes?: readonly wire.Note[] }>(
        `/tasks/${part(id)}/actions/${action}`,
        body,
        options,
      ),
    step: (id: string, step: wire.TaskStepName, body: Readonly<Record<string, unknown>>, options?: Options) =>
      client.post<{ record?: wire.StoredRecord; notes?: readonly wire.Note[] }>(
        `/tasks/${part(id)}/actions/${step}`,
        body,
        options,
      ),
  };
}

function notificationCalls(client: ApiClient) {
  return {
    list: (query: { readonly unread?: boolean } = {}, options?: Options) =>
      client.get<{ data: readonly wire.Notification[]; unread: number }>('/notifications', {
        ...options,
        query,
      }),
    read: (id: string, options?: Options) =>
      client.post<undefined>(`/notifications/${part(id)}/actions/read`, {}, options),
  };
}

function registerCalls(client: ApiClient) {
  const at = (register: string, view: string) => `/registers/${part(register)}/${view}`;
  return {
    balances: (
      register: string,
      { key, ...query }: Pages & { readonly key?: KeyFilter } = {},
      options?: Options,
    ) =>
      client.get<wire.BalancePage>(at(register, 'balances'), {
        ...options,
        query: { ...query, ...keyQuery(key) },
      }),
    movements: (
      register: string,
      { key, ...query }: Pages & { readonly key?: KeyFilter; readonly recordId?: string } = {},
      options?: Options,
    ) =>
      client.get<wire.MovementPage>(at(register, 'movements'), {
        ...options,
        query: { ...query, ...keyQuery(key) },
      }),
    vouchers: (query: Pages & wire.VoucherQuestion = {}, options?: Options) =>
      client.get<wire.VoucherPage>('/vouchers', { ...options, query }),
  };
}

function designCalls(client: ApiClient) {
  const draft = (kind: string, key: string) => `/drafts/${part(kind)}/${part(key)}`;
  return {
    definitions: (options?: Options) =>
      client.get<{ data: readonly wire.DefinitionEntry[] }>('/definitions', options),
    definition: <T>(kind: string, key: string, release?: number, options?: Options) =>
      client.get<T>(`/definitions/${part(kind)}/${part(key)}`, { ...options, query: { release } }),
    drafts: (options?: Options) => client.get<wire.DraftList>('/drafts', options),
    saveDraft: (kind: string, key: string, definition: unknown, options?: Options) =>
      client.put<wire.DraftList>(draft(kind, key), { definition }, options),
    dropDraft: (kind: string, key: string, options?: Options) =>
      client.delete<wire.DraftList>(draft(kind, key), options),
    check: (options?: Options) =>
      client.post<{ findings: readonly wire.Finding[] }>('/drafts/check', {}, options),
    discardAll: (options?: Options) => client.post<wire.DraftList>('/drafts/discard', {}, options),
    rebase: (choices: Readonly<Record<string, string>>, options?: Options) =>
      client.post<design.RebaseAnswer>('/drafts/rebase', { choices }, options),
    status: (options?: Options) => client.get<design.DesignStatus>('/design/status', options),
    diff: (from: design.BundleName, to: design.BundleName, options?: Options) =>
      client.get<design.ReleaseDiff>('/design/diff', { ...options, query: { from, to } }),
    publish: (wish: design.PublishWish, options?: Options) =>
      client.post<Job>('/publish', wish, { ...options, headers: AS_JOB }),
    chosenScenarios: (options?: Options) =>
      client.get<design.ChosenScenarios>('/design/scenarios/chosen', options),
    draftOperations: (kind: string, key: string, options?: Options) =>
      client.get<{ data: readonly design.DraftOperation[] }>(`${draft(kind, key)}/operations`, options),
    undoDraft: (kind: string, key: string, options?: Options) =>
      client.post<wire.DraftList>(`${draft(kind, key)}/undo`, {}, options),
    requestDiff: (id: string, options?: Options) =>
      client.get<design.ReleaseDiff>(`/publish-requests/${part(id)}/diff`, options),
    publishRequests: (options?: Options) =>
      client.get<{ data: readonly design.PublishRequest[] }>('/publish-requests', options),
    decideRequest: (id: string, decision: design.Decision, comment?: string, options?: Options) =>
      client.post<design.PublishRequest>(
        `/publish-requests/${part(id)}/actions/${decision}`,
        { ...(comment === undefined ? {} : { comment }) },
        options,
      ),
    settings: (options?: Options) => client.get<design.DesignSettings>('/design/settings', options),
    changeSettings: (settings: Partial<design.DesignSettings>, options?: Options) =>
      client.put<design.DesignSettings>('/design/settings', settings, options),
    impact: (options?: Options) => client.get<design.ReleaseImpact>('/releases/impact', options),
    releases: (query: Pages & { readonly q?: string } = {}, options?: Options) =>
      client.get<design.ReleaseList>('/releases', { ...options, query }),
    nameRelease: (number: number, name: string | null, options?: Options) =>
      client.put<design.ReleaseEntry>(`/releases/${number}/name`, { name }, options),
    restoreRelease: (number: number, replace: boolean, options?: Options) =>
      client.post<wire.DraftList>(`/releases/${number}/restore`, { replace }, options),
    catalog: <T>(options?: Options) => client.get<T>('/catalog', options),
  };
}

/** All calls of the engine that the pages use, grouped by what they are about. */
export function createApi(options: ApiOptions) {
  const client = createClient(options);
  return {
    client,
    newIntention: () => client.newIntention(),
    onSignedOut: (listener: () => void) => client.onSignedOut(listener),
    session: sessionCalls(client),
    app: (callOptions?: Options) => client.get<wire.AppAnswer>('/app', callOptions),
    departments: (callOptions?: Options) =>
      client.get<{ data: readonly wire.DepartmentEntry[] }>('/departments', callOptions),
    users: (query: { readonly role?: string; readonly q?: string } = {}, callOptions?: Options) =>
      client.get<{ data: readonly wire.UserEntry[] }>('/users', { ...callOptions, query }),
    records: recordCalls(client),
    tasks: taskCalls(client),
    notifications: notificationCalls(client),
    registers: registerCalls(client),
    design: designCalls(client),
    templates: templateCalls(client),
    jobs: jobCalls(client),
  };
}

export type Api = ReturnType<typeof createApi>;
