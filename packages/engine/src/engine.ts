import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Settings } from './config/settings.js';
import { createApp } from './create-app.js';
import { migrate } from './database/migrate.js';
import type { DatabaseUrls, MigrationReport } from './database/migrate.js';
import { findRunningEmbeddedPostgres, startEmbeddedPostgres } from './database/embedded/index.js';
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
    return { app, migrations, url, stop: stopOnce(app, database) };
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

function stopOnce(app: NestFastifyApplication, database: RunningDatabase): () => Promise<void> {
  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    try {
      await app.close();
    } finally {
      await database.stop();
    }
  };
  return () => (stopping ??= stop());
}
