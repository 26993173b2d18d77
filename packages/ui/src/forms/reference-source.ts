import type { Api, DepartmentEntry, References, UserNames } from '../api/index.js';
import { localized } from '../i18n/index.js';
import { findOptions, type LineOption } from '../lines/index.js';

/** What an id is called. */
export interface ReferenceName {
  readonly code?: string;
  readonly title: string;
}

/** Finds records and users to refer to, and knows what the ids on a page are called. */
export interface ReferenceSource {
  search(form: string, text: string, signal?: AbortSignal): Promise<readonly LineOption[]>;
  searchUsers(text: string, role?: string, signal?: AbortSignal): Promise<readonly LineOption[]>;
  /** Open departments, of one branch if that is named. */
  searchDepartments(text: string, below?: string, signal?: AbortSignal): Promise<readonly LineOption[]>;
  /** Of them those that are organisations; the uppermost ones where none is marked. */
  searchOrganisations(text: string, below?: string, signal?: AbortSignal): Promise<readonly LineOption[]>;
  nameOf(form: string, id: string): ReferenceName | undefined;
  nameOfUser(id: string): string | undefined;
  nameOfDepartment(key: string): string | undefined;
  /** Takes the names that came along with an answer. */
  learn(refs: References | undefined, users?: UserNames): void;
  /** Reads names that no answer brought, and tells when they are there. */
  ask(form: string, id: string): void;
  /** The same for a user. */
  askUser(id: string): void;
  /** The same for a department. */
  askDepartment(key: string): void;
  subscribe(listener: () => void): () => void;
  version(): number;
}

/** How the engine is asked; the source itself only remembers. */
export interface ReferenceQueries {
  records(form: string, text: string, signal?: AbortSignal): Promise<readonly LineOption[]>;
  users(text: string, role: string | undefined, signal?: AbortSignal): Promise<readonly LineOption[]>;
  name?(form: string, id: string): Promise<ReferenceName | undefined>;
  departments?(signal?: AbortSignal): Promise<readonly DepartmentEntry[]>;
}

const isUnmarked = ({ organisation = null }: DepartmentEntry) => organisation === null;

class RememberingSource implements ReferenceSource {
  private readonly names = new Map<string, ReferenceName>();
  private readonly asked = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private count = 0;

  constructor(private readonly queries: ReferenceQueries) {}

  async search(form: string, text: string, signal?: AbortSignal): Promise<readonly LineOption[]> {
    const options = await this.queries.records(form, text, signal);
    this.remember(options.map((option) => [`${form}/${option.value}`, nameOfOption(option)]));
    return options;
  }

  async searchUsers(text: string, role?: string, signal?: AbortSignal): Promise<readonly LineOption[]> {
    const options = await this.queries.users(text, role, signal);
    this.remember(options.map((option) => [`/${option.value}`, { title: option.title }]));
    return options;
  }

  searchDepartments(text: string, below?: string, signal?: AbortSignal): Promise<readonly LineOption[]> {
    return this.departments(text, () => true, below, signal);
  }

  searchOrganisations(text: string, below?: string, signal?: AbortSignal): Promise<readonly LineOption[]> {
    const isOne = (each: DepartmentEntry, all: readonly DepartmentEntry[]) =>
      (each.organisation ?? null) !== null || (each.parent === null && all.every(isUnmarked));
    return this.departments(text, isOne, below, signal);
  }

  private async departments(
    text: string,
    isOffered: (each: DepartmentEntry, all: readonly DepartmentEntry[]) => boolean,
    below?: string,
    signal?: AbortSignal,
  ): Promise<readonly LineOption[]> {
    const all = (await this.queries.departments?.(signal)) ?? [];
    this.remember(all.map(({ key, title }) => [departmentKey(key), { title: localized(title) }]));
    const offered = all.filter((each) => each.active && isBelow(each, below, all) && isOffered(each, all));
    return findOptions(
      offered.map(({ key, title }) => ({ value: key, title: localized(title), code: key })),
      text,
    );
  }

  nameOfDepartment(key: string): string | undefined {
    return this.names.get(departmentKey(key))?.title;
  }

  askDepartment(key: string): void {
    const name = departmentKey(key);
    if (this.names.has(name) || this.asked.has(name) || this.queries.departments === undefined) return;
    this.asked.add(name);
    this.searchDepartments('').catch(() => this.asked.delete(name));
  }

  nameOf(form: string, id: string): ReferenceName | undefined {
    return this.names.get(`${form}/${id}`);
  }

  nameOfUser(id: string): string | undefined {
    return this.names.get(`/${id}`)?.title;
  }

  learn(refs: References | undefined, users?: UserNames): void {
    const records = Object.entries(refs ?? {}).flatMap(([form, ids]) =>
      Object.entries(ids).map(([id, label]): [string, ReferenceName] => [
        `${form}/${id}`,
        { title: label.title ?? '', ...(label.code === undefined ? {} : { code: label.code }) },
      ]),
    );
    const people = Object.entries(users ?? {}).map(([id, title]): [string, ReferenceName] => [
      `/${id}`,
      { title },
    ]);
    this.remember([...records, ...people]);
  }

  ask(form: string, id: string): void {
    const key = `${form}/${id}`;
    if (this.names.has(key) || this.asked.has(key) || this.queries.name === undefined) return;
    this.asked.add(key);
    void this.queries.name(form, id).then(
      (name) => name === undefined || this.remember([[key, name]]),
      () => this.asked.delete(key),
    );
  }

  askUser(id: string): void {
    const key = `/${id}`;
    if (this.names.has(key) || this.asked.has(key)) return;
    this.asked.add(key);
    // The directory has no question for one person; its answer brings the names of all that may be seen.
    this.searchUsers('').catch(() => this.asked.delete(key));
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  version(): number {
    return this.count;
  }

  private remember(names: readonly (readonly [string, ReferenceName])[]): void {
    if (names.length === 0) return;
    for (const [key, name] of names) this.names.set(key, name);
    this.count += 1;
    this.listeners.forEach((listener) => listener());
  }
}

function departmentKey(key: string): string {
  return `#department/${key}`;
}

/** Whether a department is this one or stands below it. */
function isBelow(
  department: DepartmentEntry | undefined,
  above: string | undefined,
  all: readonly DepartmentEntry[],
): boolean {
  if (above === undefined || department?.key === above) return true;
  const parent = department?.parent;
  return parent !== null && parent !== undefined
    ? isBelow(
        all.find(({ key }) => key === parent),
        above,
        all,
      )
    : false;
}

function nameOfOption(option: LineOption): ReferenceName {
  return { title: option.title, ...(option.code === undefined ? {} : { code: option.code }) };
}

/** Makes a source over any way of asking. */
export function createReferenceSource(queries: ReferenceQueries): ReferenceSource {
  return new RememberingSource(queries);
}

const OFFERED_MAX = 20;

/** The fields of a form that name its records. */
export interface NamingFields {
  readonly codeField?: string | undefined;
  readonly titleField?: string | undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The queries against the engine; `naming` says which fields hold code and title of a form's records. */
export function apiQueries(api: Api, naming: (form: string) => Promise<NamingFields>): ReferenceQueries {
  return {
    records: async (form, text, signal) => {
      const { codeField, titleField } = await naming(form);
      const { data } = await api.records.list(
        form,
        { limit: OFFERED_MAX, text: text.trim() || undefined },
        { signal },
      );
      return data.data.map((record) => {
        const code = codeField === undefined ? '' : textOf(record[codeField]);
        const title = titleField === undefined ? '' : textOf(record[titleField]);
        return {
          value: record.id,
          title: title === '' ? code || record.id : title,
          ...(code === '' ? {} : { code }),
        };
      });
    },
    users: async (text, role, signal) => {
      const { data } = await api.users(
        { ...(role === undefined ? {} : { role }), q: text.trim() },
        { signal },
      );
      return data.data.map(({ id, name, login, post }) => ({
        value: id,
        title: name,
        aliases: [login],
        ...(post === null ? {} : { note: localized(post) }),
      }));
    },
    departments: async (signal) => (await api.departments({ signal })).data.data,
    name: async (form, id) => {
      const [{ codeField, titleField }, { data }] = await Promise.all([
        naming(form),
        api.records.get(form, id),
      ]);
      const code = codeField === undefined ? '' : textOf(data.record[codeField]);
      const title = titleField === undefined ? '' : textOf(data.record[titleField]);
      return { title: title === '' ? code : title, ...(code === '' ? {} : { code }) };
    },
  };
}
