import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { CommandService } from '@dougong/engine/commands/command-service';
import { readSettings } from '@dougong/engine/config/settings';
import { createApp } from '@dougong/engine/create-app';
import { SubjectStore } from '@dougong/engine/identity/subject-store';
import { createLog } from '@dougong/engine/log';
import { randomIds } from '@dougong/engine/ports';

/**
 * The command path without HTTP: what reads, decides, settles and writes, in this process. Its workers rest.
 * @param variables of the environment, by which it is set up.
 */
export async function startInProcess({ urls }, { login }, variables = {}) {
  const settings = { ...readSettings(variables), port: 0, roles: new Set(['web']) };
  const log = createLog('error');
  const app = await createApp({
    settings,
    urls: { appUrl: urls.DATABASE_URL, ownerUrl: urls.DATABASE_OWNER_URL },
    log,
  });
  const commands = app.get(CommandService, { strict: false });
  const subject = await app.get(SubjectStore, { strict: false }).byLogin(login);
  return {
    app,
    /** Makes a document, which posts as soon as it is made. */
    create: (form, values) =>
      commands.execute({
        subject,
        command: { type: 'create', form, id: randomIds(), values },
        channel: 'api',
        ip: '127.0.0.1',
        requestId: randomUUID(),
        action: 'create',
      }),
    stop: () => app.close(),
  };
}
