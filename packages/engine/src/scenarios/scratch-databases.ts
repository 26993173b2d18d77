import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { DatabaseUrls } from '../database/migrate.js';
import { startThrowawayPostgres } from '../database/embedded/index.js';
import { identifier } from '../database/sql-text.js';

/** Databases that are made, used and dropped again. */
export interface ScratchDatabases {
  /** A new one: empty, or a copy of another with which nobody works meanwhile. */
  make(copyOf?: DatabaseUrls): Promise<DatabaseUrls>;
  drop(urls: DatabaseUrls): Promise<void>;
  /** Drops what is left. */
  close(): Promise<void>;
}

const PREFIX = 'dougong_scratch_';
const NAME_BYTES = 8;

/** Where scratch databases may stand. */
export interface ScratchPlaces {
  /** Of an installation: there where its owner may create databases, so that nothing has to be started. */
  readonly urls?: DatabaseUrls;
  /** Of a role for this alone (`DOUGONG_SCENARIO_DATABASE_URL`): there and nowhere else. */
  readonly scenarioUrl?: string | undefined;
}

/** On the first place that there is; on a throw-away server where there is none. */
export async function openScratchDatabases({
  urls,
  scenarioUrl,
}: ScratchPlaces = {}): Promise<ScratchDatabases> {
  if (scenarioUrl !== undefined) {
    if (!(await mayCreateDatabases(scenarioUrl)))
      throw new Error('The role of DOUGONG_SCENARIO_DATABASE_URL may not create databases.');
    return new ServerDatabases({ ownerUrl: scenarioUrl, appUrl: scenarioUrl }, () => Promise.resolve());
  }
  if (urls && (await mayCreateDatabases(urls.ownerUrl)))
    return new ServerDatabases(urls, () => Promise.resolve());
  const server = await startThrowawayPostgres();
  return new ServerDatabases(server, () => server.stop());
}

/** Whether the role of an address may create databases. */
export async function mayCreateDatabases(url: string): Promise<boolean> {
  const { rows } = await connected(url, (client) =>
    client.query<{ may: boolean }>(
      'SELECT rolcreatedb OR rolsuper AS may FROM pg_roles WHERE rolname = current_user',
    ),
  );
  return rows[0]?.may === true;
}

class ServerDatabases implements ScratchDatabases {
  private readonly made = new Map<string, DatabaseUrls>();

  constructor(
    private readonly server: DatabaseUrls,
    private readonly stop: () => Promise<void>,
  ) {}

  async make(copyOf?: DatabaseUrls): Promise<DatabaseUrls> {
    const name = PREFIX + randomBytes(NAME_BYTES).toString('hex');
    const source = copyOf ? ` TEMPLATE ${identifier(databaseOf(copyOf))}` : '';
    await asOwner(this.server, (owner) => owner.query(`CREATE DATABASE ${identifier(name)}${source}`));
    const urls = {
      ownerUrl: withDatabase(this.server.ownerUrl, name),
      appUrl: withDatabase(this.server.appUrl, name),
    };
    this.made.set(name, urls);
    return urls;
  }

  async drop(urls: DatabaseUrls): Promise<void> {
    const name = databaseOf(urls);
    if (!this.made.has(name)) throw new Error(`${name} was not made here`);
    await Promise.all([endConnections(this.server.ownerUrl, name), endConnections(this.server.appUrl, name)]);
    await asOwner(this.server, (owner) => owner.query(`DROP DATABASE IF EXISTS ${identifier(name)}`));
    this.made.delete(name);
  }

  async close(): Promise<void> {
    try {
      for (const urls of [...this.made.values()]) await this.drop(urls);
    } finally {
      await this.stop();
    }
  }
}

/** Each role may end its own connections only. */
async function endConnections(url: string, database: string): Promise<void> {
  await connected(url, (client) =>
    client.query(
      'SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE datname = $1 AND usename = current_user',
      [database],
    ),
  );
}

function asOwner<T>(urls: DatabaseUrls, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  return connected(urls.ownerUrl, work);
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'dougong scenarios' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function databaseOf({ ownerUrl }: DatabaseUrls): string {
  return decodeURIComponent(new URL(ownerUrl).pathname.slice(1));
}

function withDatabase(text: string, database: string): string {
  const url = new URL(text);
  url.pathname = `/${database}`;
  return url.toString();
}
