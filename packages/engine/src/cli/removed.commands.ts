import type { INestApplicationContext } from '@nestjs/common';
import { createApp } from '../create-app.js';
import { openDatabase } from '../engine.js';
import { Refusal } from '../http/refusal.js';
import { sentence } from '../http/sentences/index.js';
import { partPath, PurgeRemoved } from '../releases/design/purge-removed.js';
import type { PartName } from '../releases/design/purge-removed.js';
import { RemovedFields } from '../releases/tables/removed-fields.js';
import { CommandFailed, DONE } from './command.js';
import type { CliCommand, CommandInput, ExitCode } from './command.js';
import { createCommandLog } from './command-log.js';

export const removedListCommand: CliCommand = {
  words: ['removed', 'list'],
  summary: 'list removed fields, tables of lines and forms whose data is kept',
  positionals: [],
  flags: {},
  run: (input) => withEngine(input, list),
};

export const removedPurgeCommand: CliCommand = {
  words: ['removed', 'purge'],
  summary: 'drop the data of something removed, for good',
  positionals: ['NAME'],
  flags: {},
  options: { confirm: 'the name once more; without it nothing is dropped' },
  run: (input) => withEngine(input, purge),
};

type Work = (app: INestApplicationContext, input: CommandInput) => Promise<ExitCode>;

async function withEngine(input: CommandInput, work: Work): Promise<ExitCode> {
  const log = createCommandLog(input.settings);
  const database = await openDatabase(input.settings, log);
  try {
    const settings = { ...input.settings, roles: new Set<never>() };
    const app = await createApp({ settings, urls: database.urls, log });
    try {
      return await work(app, input);
    } finally {
      await app.close();
    }
  } finally {
    await database.stop();
  }
}

async function list(app: INestApplicationContext, { terminal, flags }: CommandInput): Promise<ExitCode> {
  const parts = await app.get(RemovedFields, { strict: false }).list();
  if (flags.has('json')) terminal.out(JSON.stringify({ data: parts }));
  else
    for (const part of parts)
      terminal.out(`${partPath(part)}  since release ${part.release}, ${part.removedAt}`);
  if (parts.length === 0) terminal.err('Nothing removed is kept.');
  return DONE;
}

async function purge(app: INestApplicationContext, input: CommandInput): Promise<ExitCode> {
  const { positionals, options, terminal } = input;
  const name = positionals[0] ?? '';
  const kept = (await app.get(RemovedFields, { strict: false }).list()).find(
    (part) => partPath(part) === name,
  );
  const part: PartName = kept ?? { form: name };
  try {
    const confirm = options.get('confirm') ?? '';
    await app
      .get(PurgeRemoved, { strict: false })
      .purge({ ...part, confirm, actor: null, source: { channel: 'cli' } });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new CommandFailed(sentence(error.code, error.options.params ?? {}, 'en'));
  }
  terminal.out(`${name} is purged.`);
  return DONE;
}
