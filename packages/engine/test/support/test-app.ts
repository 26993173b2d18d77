import 'reflect-metadata';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Type } from '@nestjs/common';
import type { Problem } from '../../src/http/problem.js';
import { createApp } from '../../src/create-app.js';
import { readSettings } from '../../src/config/settings.js';
import type { Settings } from '../../src/config/settings.js';
import { Database } from '../../src/database/database.js';
import type { DatabaseUrls } from '../../src/database/migrate.js';
import { Accounts } from '../../src/identity/accounts.js';
import { createLog } from '../../src/log.js';
import type { Stopwatch } from '../../src/ports.js';
import { Outbox } from '../../src/workers/outbox.js';
import { Timers } from '../../src/workers/timers.js';
import { TestClock } from './test-clock.js';
import { createTestDatabase } from './test-database.js';

export interface TestAppOptions {
  readonly settings?: Partial<Settings>;
  /** Another engine on the same database, as a second process would be. */
  readonly urls?: DatabaseUrls;
  readonly clock?: TestClock;
  readonly stopwatch?: Stopwatch;
}

export interface TestRequest {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** An API key, from `keyOf`. */
  readonly key?: string;
}

export interface TestAnswer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly body: Body;
  readonly text: string;
}

/** Starts an engine on a database of its own. Its workers rest; `runWorkers` lets them do what is due. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.urls ? undefined : await createTestDatabase();
  const urls = options.urls ?? database?.urls;
  if (!urls) throw new Error('there is always a database');
  const clock = options.clock ?? new TestClock();
  const settings: Settings = {
    ...readSettings({}),
    port: 0,
    poolSize: 8,
    roles: new Set(['web']),
    // A test asks faster than any person.
    requestsPerPrincipal: 0,
    requestsPerAddress: 0,
    secretKey: Buffer.alloc(32, 7),
    ...options.settings,
  };
  const log = createLog(process.env['DOUGONG_TEST_LOG'] ?? 'silent');
  const { stopwatch } = options;
  const ports = { clock: clock.read, ...(stopwatch ? { stopwatch } : {}) };
  const app = await createApp({ settings, urls, log, ports });
  return new TestApp(app, urls, clock, async () => database?.drop());
}

/** A running engine and what a test needs to talk to it. */
export class TestApp {
  constructor(
    readonly app: NestFastifyApplication,
    readonly urls: DatabaseUrls,
    readonly clock: TestClock,
    private readonly dropDatabase: () => Promise<void>,
  ) {}

  get database(): Database {
    return this.get(Database);
  }

  get<T>(provider: Type<T>): T {
    return this.app.get(provider, { strict: false });
  }

  /** Sends a request without a socket. */
  async request<Body = Record<string, unknown>>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    { body, headers, key }: TestRequest = {},
  ): Promise<TestAnswer<Body>> {
    const answer = await this.app.inject({
      method,
      url: path,
      headers: { ...(key ? { authorization: `Bearer ${key}` } : {}), ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    const json = String(answer.headers['content-type'] ?? '').includes('json') && answer.payload !== '';
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: (json ? JSON.parse(answer.payload) : undefined) as Body,
      text: answer.payload,
    };
  }

  /** A request that is expected to be refused. */
  refused(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    request: TestRequest = {},
  ): Promise<TestAnswer<Problem>> {
    return this.request<Problem>(method, path, request);
  }

  /** Makes a user with a name like the login. */
  async createUser(
    login: string,
    options: { readonly roles?: readonly string[]; readonly password?: string } = {},
  ): Promise<string> {
    const { id } = await this.get(Accounts).createUser({
      login,
      name: login,
      roles: options.roles ?? [],
      ...options,
    });
    return id;
  }

  /** Makes an API key for a user. */
  keyOf(userId: string): Promise<string> {
    return this.get(Accounts).createApiKey(userId, 'test');
  }

  /** Lets timers and outbox do everything that is due now. */
  async runWorkers(): Promise<void> {
    while ((await this.get(Timers).fireDue()) > 0);
    while (await this.get(Outbox).deliverBatch());
  }

  /** Listens on a free port, for tests that need a socket. */
  async listen(): Promise<string> {
    await this.app.listen(0, '127.0.0.1');
    return this.app.getUrl();
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.dropDatabase();
  }
}
