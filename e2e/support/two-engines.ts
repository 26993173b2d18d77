import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ApiClient } from './api-client.js';
import { clusterFolder } from './engine-database.js';
import type { EngineDatabase } from './engine-database.js';
import { EngineProcess } from './engine.js';

/** Small documents with approvals, timers, outside calls and sub-flows. */
const TEMPLATE = resolve(import.meta.dirname, '..', '..', 'scripts', 'soak', 'template');
/** Who shares a database shares the key of its secrets. */
const SECRET_KEY = Buffer.alloc(32, 5).toString('base64');
const ENV = {
  DOUGONG_WEBHOOKS_TO_PRIVATE_NETWORKS: '1',
  DOUGONG_LOG_LEVEL: 'info',
  DOUGONG_SECRET_KEY: SECRET_KEY,
};

/** Two engines that share one database, as two servers behind a balancer would, and a look into it. */
export class TwoEngines {
  private constructor(
    readonly first: EngineProcess,
    readonly second: EngineProcess,
    readonly database: EngineDatabase,
  ) {}

  static async start(): Promise<TwoEngines> {
    const first = await EngineProcess.start({ template: TEMPLATE, env: ENV });
    const urls = await databaseUrls(first.dataDir);
    const second = await EngineProcess.start({ template: TEMPLATE, env: { ...ENV, ...urls } });
    return new TwoEngines(first, second, await first.database());
  }

  /** Signs somebody in at one of the engines. */
  async signIn(engine: EngineProcess, login: string): Promise<ApiClient> {
    const found = (await this.first.logins()).users.find((user) => user.login === login);
    if (!found) throw new Error(`the template has no user ${login}`);
    return ApiClient.signIn(engine.url, found);
  }

  async dispose(): Promise<void> {
    await this.database.close();
    await this.second.dispose();
    await this.first.dispose();
  }
}

/** Where the embedded server of the first engine is found by others; the passwords of its roles follow from its own. */
async function databaseUrls(dataDir: string): Promise<Readonly<Record<string, string>>> {
  const folder = await clusterFolder(dataDir);
  const port = (await readFile(join(folder, 'dougong-port'), 'utf8')).trim();
  const secret = (await readFile(join(folder, 'dougong-superuser-password'), 'utf8')).trim();
  const url = (role: string) =>
    `postgres://${role}:${createHmac('sha256', secret).update(role).digest('hex')}@127.0.0.1:${port}/dougong`;
  return { DATABASE_URL: url('dougong_app'), DATABASE_OWNER_URL: url('dougong_owner') };
}
