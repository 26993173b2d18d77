import type { INestApplicationContext } from '@nestjs/common';
import { createApp } from '../create-app.js';
import { migrate } from '../database/migrate.js';
import { openDatabase } from '../engine.js';
import type { CommandInput, ExitCode } from './command.js';
import { createCommandLog } from './command-log.js';

/** Starts an engine without its background work, lets `work` use its services, and stops it. */
export async function withEngine(
  { settings }: Pick<CommandInput, 'settings'>,
  work: (app: INestApplicationContext) => Promise<ExitCode>,
): Promise<ExitCode> {
  const log = createCommandLog(settings);
  const database = await openDatabase(settings, log);
  try {
    await migrate(database.urls);
    const app = await createApp({
      settings: { ...settings, roles: new Set<never>() },
      urls: database.urls,
      log,
    });
    try {
      return await work(app);
    } finally {
      await app.close();
    }
  } finally {
    await database.stop();
  }
}
