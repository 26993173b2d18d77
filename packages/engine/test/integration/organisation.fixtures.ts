import type { CompiledRelease } from '@dougong/kernel/commands';
import type { Definition } from '@dougong/kernel/metadata';
import type { Settings } from '../../src/config/settings.js';
import { Directory } from '../../src/people/directory.js';
import type { DirectorySnapshot } from '../../src/people/directory.js';
import { Publisher } from '../../src/releases/publisher.js';
import { ReleaseRegistry } from '../../src/releases/release-registry.js';
import { startTestApp } from '../support/test-app.js';
import type { TestAnswer, TestApp } from '../support/test-app.js';
import type { Problem } from '../../src/http/problem.js';

const ADMINISTRATOR: Definition = {
  kind: 'role',
  format: 1,
  key: 'administrator',
  title: { 'zh-CN': '管理员', en: 'Administrator' },
  forms: [],
  system: ['administer'],
};

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** A company with one administrator, and what tests do with it. */
export class Company {
  private readonly keys = new Map<string, string>();
  private readonly ids = new Map<string, string>();

  private constructor(readonly engine: TestApp) {}

  static async open(settings: Partial<Settings> = {}): Promise<Company> {
    const company = new Company(await startTestApp({ settings }));
    await company.engine.get(Publisher).publish({
      definitions: [ADMINISTRATOR],
      base: 0,
      actor: null,
      comment: 'roles',
      templates: [],
    });
    await company.hire('boss', 'administrator');
    return company;
  }

  async hire(login: string, ...roles: readonly string[]): Promise<string> {
    const id = await this.engine.createUser(login, { roles });
    this.ids.set(login, id);
    this.keys.set(login, await this.engine.keyOf(id));
    return id;
  }

  id(login: string): string {
    const id = this.ids.get(login);
    if (id === undefined) throw new Error(`nobody is called ${login}`);
    return id;
  }

  as<Body = Record<string, unknown>>(
    login: string,
    method: Method,
    path: string,
    body?: unknown,
  ): Promise<TestAnswer<Body>> {
    return this.engine.request<Body>(method, `/api/v1/${path}`, {
      body,
      key: this.keys.get(login),
      headers: { 'accept-language': 'en' },
    });
  }

  /** Changes the rules of signing in, perhaps for the wording that was seen. */
  patchPolicy(change: object, headers: Readonly<Record<string, string>> = {}): Promise<TestAnswer> {
    return this.engine.request('PATCH', '/api/v1/security-policy', {
      body: change,
      key: this.keys.get('boss'),
      headers: { 'accept-language': 'en', ...headers },
    });
  }

  /** Brings a file of comma-separated values. */
  bring<Body>(login: string, path: string, csv: string): Promise<TestAnswer<Body>> {
    return this.engine.request<Body>('POST', `/api/v1/${path}`, {
      body: csv,
      key: this.keys.get(login),
      headers: { 'content-type': 'text/csv', 'accept-language': 'en' },
    });
  }

  /** Status with code and pointer of a request that is refused. */
  async refused(login: string, method: Method, path: string, body?: unknown): Promise<string> {
    const { status, body: problem } = await this.as<Problem>(login, method, path, body);
    const [first] = problem.errors;
    return first ? `${status} ${first.code} ${first.pointer}` : `${status} ${problem.code}`;
  }

  department(key: string, parts: Record<string, unknown> = {}): Promise<TestAnswer> {
    return this.as('boss', 'POST', 'departments', { key, title: { 'zh-CN': key, en: key }, ...parts });
  }

  /** The release in force. */
  release(): Promise<CompiledRelease> {
    return this.engine.get(ReleaseRegistry).refresh();
  }

  /** The people as the next decision will see them. */
  people(): Promise<DirectorySnapshot> {
    return this.engine.get(Directory).refresh();
  }

  async version(): Promise<number> {
    const { rows } = await this.engine.database.query<{ version: string }>(
      'SELECT version FROM core.directory_version',
    );
    return Number.parseInt(rows[0]?.version ?? '0', 10);
  }
}
