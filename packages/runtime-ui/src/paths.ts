/** The query of an address. */
interface Search {
  readonly [name: string]: string;
}

function withSearch(path: string, search: Search): string {
  const text = new URLSearchParams(search).toString();
  return text === '' ? path : `${path}?${text}`;
}

function definedOnly(search: Readonly<Record<string, string | undefined>>): Search {
  return Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}

/** The addresses of the application, in one place. */
export const paths = {
  home: () => '/',
  signIn: (next?: string) =>
    next === undefined || next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`,
  /** The inbox at one of its tabs, `open` unless told. */
  tasks: (state = 'open', task?: string) => {
    const search = new URLSearchParams({
      ...(state === 'open' ? {} : { state }),
      ...(task === undefined ? {} : { task }),
    });
    return search.size === 0 ? '/inbox' : `/inbox?${search.toString()}`;
  },
  list: (form: string, list?: string) =>
    `/forms/${encodeURIComponent(form)}${list === undefined ? '' : `?list=${encodeURIComponent(list)}`}`,
  newRecord: (form: string) => `/forms/${encodeURIComponent(form)}/new`,
  record: (form: string, id: string) => `/forms/${encodeURIComponent(form)}/${encodeURIComponent(id)}`,
  /** Bringing a file into a form, at the file or the job that is looked at. */
  importInto: (form: string, place: { readonly file?: string | undefined; readonly job?: string } = {}) =>
    withSearch(`/forms/${encodeURIComponent(form)}/import`, definedOnly(place)),
  /** The imports that there were. */
  imports: (form: string) => `/forms/${encodeURIComponent(form)}/imports`,
  register: (register: string) => `/registers/${encodeURIComponent(register)}`,
  flowInstances: (search: Search = {}) => withSearch('/flow-instances', search),
  flowInstance: (id: string) => `/flow-instances/${encodeURIComponent(id)}`,
  flowMigration: (flow: string) => `/flow-migrations/${encodeURIComponent(flow)}`,
  figures: () => '/figures',
  flowFigures: (flow: string, search: Search = {}) =>
    withSearch(`/figures/${encodeURIComponent(flow)}`, search),
  /** The documents behind a number. */
  figureList: (flow: string, search: Search) =>
    withSearch(`/figures/${encodeURIComponent(flow)}/instances`, search),
  flowMap: (flow: string, release?: number) =>
    withSearch(
      `/flow-maps/${encodeURIComponent(flow)}`,
      release === undefined ? {} : { release: String(release) },
    ),
  organisation: () => '/organisation',
  /** Accounts and how their people get in, as the list is filtered. */
  accounts: (search: Search = {}) => withSearch('/accounts', search),
  peopleImport: () => '/accounts/import',
  accountOf: (id: string) => `/accounts/${encodeURIComponent(id)}`,
  /** Somebody leaves: what hangs on him is handed over. */
  leaving: (id: string) => `/accounts/${encodeURIComponent(id)}/leave`,
  security: () => '/security',
  deputies: () => '/deputies',
  calendars: () => '/calendars',
  apiKeys: () => '/api-keys',
  connectors: () => '/connectors',
  scans: (search: Search = {}) => withSearch('/scans', search),
  periods: (search: Search = {}) => withSearch('/periods', search),
  trialBalance: (search: Search = {}) => withSearch('/trial-balance', search),
  health: () => '/health',
  account: () => '/account',
  preferences: () => '/account/notifications',
  channels: () => '/channels',
  audit: (search: Search = {}) => withSearch('/audit', search),
  /** The vouchers behind a number: of one organisation, on one account, between two days. */
  vouchersOf: (search: Readonly<Record<string, string | undefined>>) =>
    withSearch('/vouchers', definedOnly(search)),
  vouchers: (recordId?: string) =>
    recordId === undefined ? '/vouchers' : `/vouchers?record=${encodeURIComponent(recordId)}`,
};

/** A place inside the application to go on to after signing in; anything else leads home. */
export function safeNext(next: string | null): string {
  return next !== null && next.startsWith('/') && !next.startsWith('//') && !next.startsWith('/sign-in')
    ? next
    : '/';
}
