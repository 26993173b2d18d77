import { resolve } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { createApp } from '../create-app.js';
import { migrate } from '../database/migrate.js';
import { openDatabase } from '../engine.js';
import { TemplateInstaller } from '../releases/template-installer.js';
import { DONE } from './command.js';
import type { CliCommand, CommandInput, ExitCode } from './command.js';
import { createCommandLog } from './command-log.js';

export const templateInstallCommand: CliCommand = {
  words: ['template', 'install'],
  summary: 'install a template and publish it',
  positionals: ['DIR'],
  flags: { demo: 'with its sample data' },
  run: install,
};

async function install(input: CommandInput): Promise<ExitCode> {
  const log = createCommandLog(input.settings);
  const database = await openDatabase(input.settings, log);
  try {
    await migrate(database.urls);
    const settings = { ...input.settings, roles: new Set<never>() };
    const app = await createApp({ settings, urls: database.urls, log });
    try {
      await installInto(app, input);
    } finally {
      await app.close();
    }
  } finally {
    await database.stop();
  }
  return DONE;
}

async function installInto(
  app: INestApplicationContext,
  { positionals, terminal, flags }: CommandInput,
): Promise<void> {
  const installer = app.get(TemplateInstaller, { strict: false });
  const { key, version, release, records, logins } = await installer.install(resolve(positionals[0] ?? '.'), {
    demo: flags.has('demo'),
  });
  if (flags.has('json')) {
    terminal.out(JSON.stringify({ key, version, release, records, logins }));
    return;
  }
  terminal.out(`${key} ${version}: release ${release}, ${records} records made`);
  for (const { login, password, name } of logins) terminal.out(`  ${login}  ${password}  ${name}`);
}
