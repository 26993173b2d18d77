import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Settings } from './config/settings.js';
import { createApp } from './create-app.js';
import { migrate } from './database/migrate.js';
import type { DatabaseUrls, MigrationReport } from './database/migrate.js';
import { findRunningEmbeddedPostgres, startEmbeddedPostgres } from './database/embedded/index.js';
import { Serving } from './http/serving.js';
import type { Log } from './log.js';

/** A database to work on: a real server, or the embedded one that stops with us. */
export interface RunningDatabase {
  readonly urls: DatabaseUrls;
  readonly embedded: boolean;
  stop(): Promise<void>;
}

/** A running engine. */
export interface Engine {
  readonly app: NestFastifyApplication;
  readonly migrations: MigrationReport;
  /** Where it listens, with the port really taken. */
  readonly url: string;
  /** Lets requests in hand finish, then stops workers, connections and the embedded server. */
  stop(): Promise<void>;
}

/** Opens the configured database, or starts the embedded server when none is configured. */
export async function openDatabase(settings: Settings, log: Log): Promise<RunningDatabase> {
  if (settings.databaseUrl !== undefined) {
    const appUrl = settings.databaseUrl;
    const urls = { appUrl, ownerUrl: settings.databaseOwnerUrl ?? appUrl };
    return { urls, embedded: false, stop: () => Promise.resolve() };
  }
  const dataDir = embeddedDataOf(settings);
  const { ownerUrl, appUrl, stop } = await startEmbeddedPostgres({ dataDir, log: (line) => log.info(line) });
  return { urls: { ownerUrl, appUrl }, embedded: true, stop };
}

/** The same for somebody who only looks: an engine may run on the embedded server meanwhile, and goes on. */
export async function openDatabaseToRead(settings: Settings, log: Log): Promise<RunningDatabase> {
  if (settings.databaseUrl !== undefined) return openDatabase(settings, log);
  const urls = await findRunningEmbeddedPostgres(embeddedDataOf(settings));
  return urls ? { urls, embedded: true, stop: () => Promise.resolve() } : openDatabase(settings, log);
}

function embeddedDataOf({ dataDir }: Settings): string {
  return join(dataDir, 'postgres');
}

/**
 * Brings everything up in order; what was started is stopped again if a later step fails.
 * `prepare` runs before the first request is taken.
 */
export async function startEngine(
  settings: Settings,
  log: Log,
  prepare?: (app: NestFastifyApplication) => Promise<void>,
): Promise<Engine> {
  const database = await openDatabase(settings, log);
  try {
    const migrations = await migrate(database.urls);
    if (!migrations.rolesAreSeparate) log.warn(ONE_ROLE);
    const app = await createApp({ settings, urls: database.urls, log });
    const url = await listen(app, settings, prepare);
    return { app, migrations, url, stop: stopOnce({ app, database, settings, log }) };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

const ONE_ROLE =
  'DATABASE_URL is the owner of the tables: append-only rests on triggers alone. Give a second role and DATABASE_OWNER_URL.';

async function listen(
  app: NestFastifyApplication,
  settings: Settings,
  prepare?: (app: NestFastifyApplication) => Promise<void>,
): Promise<string> {
  try {
    await prepare?.(app);
    await app.listen(settings.port, settings.host);
    return addressOf(app, settings.host);
  } catch (error) {
    await app.close();
    throw error;
  }
}

function addressOf(app: NestFastifyApplication, host: string): string {
  const address = app.getHttpServer().address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const name = host === '0.0.0.0' || host === '127.0.0.1' || host === '::' ? 'localhost' : host;
  return `http://${name}:${port}`;
}

interface Running {
  readonly app: NestFastifyApplication;
  readonly database: RunningDatabase;
  readonly settings: Settings;
  readonly log: Log;
}

/** Nobody who ends a process waits longer; what is still under way then is rolled back by the database. */
const STOP_MS_MAX = 30_000;
/** Of that, what the embedded server needs for its own end. */
const DATABASE_STOP_MS = 5000;

/** Readiness goes first, so that nobody is sent here any more; then what is in hand is finished; then everything ends. */
function stopOnce({ app, database, settings, log }: Running): () => Promise<void> {
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    try {
      app.get(Serving).end();
      if (settings.drainMs > 0) await sleep(settings.drainMs);
      const isDone = await within(STOP_MS_MAX - DATABASE_STOP_MS - settings.drainMs, app.close());
      if (!isDone) log.warn('some requests or jobs did not end in time; they are broken off');
    } finally {
      await database.stop();
    }
  };
  return () => (stopping ??= stop());
}

/** Waits for something, but not for ever; tells whether it came. */
async function within(milliseconds: number, work: Promise<void>): Promise<boolean> {
  const late = new AbortController();
  const limit = sleep(milliseconds, false, { signal: late.signal }).catch(() => false);
  const done = work.then(() => true);
  try {
    return await Promise.race([done, limit]);
  } finally {
    late.abort();
  }
}
