import type { INestApplicationContext } from '@nestjs/common';
import { createApp } from '../create-app.js';
import { migrate } from '../database/migrate.js';
import { openDatabaseToRead } from '../engine.js';
import type { CommandInput } from './command.js';
import { createCommandLog } from './command-log.js';

/**
 * Runs work with the application on the configured database, and closes both. Beside a running engine it joins the embedded server
 * that runs; that engine hears of a new release by itself.
 */
export async function withApplication<T>(
  input: Pick<CommandInput, 'settings'>,
  work: (app: INestApplicationContext) => Promise<T>,
): Promise<T> {
  const log = createCommandLog(input.settings);
  const database = await openDatabaseToRead(input.settings, log);
  try {
    await migrate(database.urls);
    const settings = { ...input.settings, roles: new Set<never>() };
    const app = await createApp({ settings, urls: database.urls, log });
    try {
      return await work(app);
    } finally {
      await app.close();
    }
  } finally {
    await database.stop();
  }
}
